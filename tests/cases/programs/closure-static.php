<?php
$numbers = ['447700900123', '447700900124'];
$send = function (string $to) use ($apiKey): bool {
    static $sent = 0;
    $ch = curl_init();
    curl_setopt_array($ch, [CURLOPT_URL => 'https://api.x.example/sms', CURLOPT_POST => true, CURLOPT_RETURNTRANSFER => 1,
      CURLOPT_HTTPHEADER => ["Authorization: Bearer $apiKey", 'Content-Type: application/json'],
      CURLOPT_POSTFIELDS => json_encode(['to' => $to, 'text' => 'Hi', 'seq' => ++$sent])]);
    return (bool) curl_exec($ch);
};
array_map($send, $numbers);
