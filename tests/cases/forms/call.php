<?php
$text = 'Café "9" & more';
$handle = curl_init('https://api.example.com/v1/sms?' . http_build_query(['unicode' => 1]));
curl_setopt_array($handle, [
    CURLOPT_POST => true,
    CURLOPT_USERPWD => 'joe:s3cret',
    CURLOPT_HTTPHEADER => ['Content-Type: application/json', 'X-Id: 7'],
    CURLOPT_POSTFIELDS => json_encode(['to' => '447700900123', 'text' => $text, 'from' => 'ACME']),
    CURLOPT_RETURNTRANSFER => true,
]);
echo curl_exec($handle);
