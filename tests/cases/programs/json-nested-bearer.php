<?php
$baseUrl = "https://m4x2pq.api.infobip.example";
$key = getenv('INFOBIP_KEY') ?: 'fallback-key-1';
$payload = json_encode(["messages" => [[
    "destinations" => [["to" => "385981234567"]],
    "from" => "Pekara",
    "text" => "Kruh je vruć & mirisan",
]]], JSON_UNESCAPED_UNICODE);
$ch = curl_init($baseUrl . '/sms/2/text/advanced');
curl_setopt_array($ch, [
    CURLOPT_CUSTOMREQUEST => 'POST',
    CURLOPT_POSTFIELDS => $payload,
    CURLOPT_HTTPHEADER => [
        sprintf('Authorization: App %s', $key),
        'Content-Type: application/json',
        'Content-Length: ' . strlen($payload),
    ],
    CURLOPT_RETURNTRANSFER => true,
]);
curl_exec($ch);
