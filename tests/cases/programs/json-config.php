<?php
$config = json_decode('{"user":"acme","pass":"s3cret","from":"ACME"}', true);
$obj = json_decode('{"host":"https://gw.acmesms.net"}');
$query = http_build_query(array(
  'username' => $config['user'],
  'password' => $config['pass'],
  'from' => $config['from'],
  'to' => '233241234567',
  'text' => 'Your order is ready',
));
$res = file_get_contents($obj->host . '/sendsms?' . $query);
