<?php
$id = 42;
$price = 7.5;
$msg = sprintf("Ref %05d: total %.2f EUR (%x)", $id, $price, 255);
$qs = sprintf('username=%s&password=%s&to=%s&message=%s', 'bob', 'pw', '49170000000', urlencode($msg));
$ch = curl_init("https://www.smsgw.de/api.php");
curl_setopt_array($ch, [CURLOPT_POST => 1, CURLOPT_POSTFIELDS => $qs, CURLOPT_RETURNTRANSFER => 1]);
curl_exec($ch);
