<?php
$config["sms"] = array("user" => "demo", "key" => "K3y=");
$order["phone"] = "0821234567";
$order["id"] = 1041;
$msg = "Order {$order['id']} for $order[phone] is ready";
$url  = "http://api.clickatell.example/http/sendmsg";
$url .= "?user={$config['sms']['user']}&api_id=" . urlencode($config["sms"]["key"]);
$url .= "&to=$order[phone]&text=" . urlencode($msg);
$ret = file($url);
$sess = explode(":", $ret[0]);
if ($sess[0] == "OK") { echo "ok"; }
