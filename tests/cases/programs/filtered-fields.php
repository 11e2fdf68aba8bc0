<?php
$params = array('key' => 'K1', 'to' => '905321234567', 'msg' => 'Merhaba', 'date' => '', 'type' => '0');
$params = array_filter($params, function ($v) { return $v !== ''; });
$url = "https://api.netsms.com.tr/send?" . http_build_query($params);
$r = file_get_contents($url);
