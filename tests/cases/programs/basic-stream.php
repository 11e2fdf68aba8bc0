<?php
$url = 'https://api.sms.example/outbox';
$data = array('to' => '+61491570156', 'body' => "Surf's up");
$options = array(
    'http' => array(
        'header'  => array(
            "Content-Type: application/json",
            "Authorization: Basic " . base64_encode("clover:leaf:4")
        ),
        'method'  => 'POST',
        'content' => json_encode($data)
    )
);
$context  = stream_context_create($options);
$result = @file_get_contents($url, false, $context);
if ($result === FALSE) { /* Handle error */ }
var_dump($result);
