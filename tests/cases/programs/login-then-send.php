<?php
$ch = curl_init('https://api.lg.example/auth/login');
curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query(['email' => 'a@b.example', 'password' => 'pw']));
curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
$login = json_decode(curl_exec($ch), true);
$token = $login['data']['token'];
curl_close($ch);

$ch = curl_init('https://api.lg.example/message/sms/send');
curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query(['mobile_phone' => '998901234567', 'message' => 'Salom', 'from' => '4546']));
curl_setopt($ch, CURLOPT_HTTPHEADER, ["Authorization: Bearer $token"]);
curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
echo curl_exec($ch);
