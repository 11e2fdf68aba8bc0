<?php
$numbers = ['+255 700 000 123', '+255 700 000 124'];
$recipients = array_map(function ($n) { return ['recipient_id' => '1', 'dest_addr' => str_replace([' ', '+'], '', $n)]; }, $numbers);
$postData = ['source_addr' => 'INFO', 'encoding' => 0, 'schedule_time' => '', 'message' => 'Habari', 'recipients' => $recipients];
$Url = 'https://apisms.beem.example/v1/send';
$ch = curl_init($Url);
error_reporting(E_ALL);
ini_set('display_errors', 1);
curl_setopt_array($ch, array(
    CURLOPT_POST => TRUE,
    CURLOPT_RETURNTRANSFER => TRUE,
    CURLOPT_HTTPHEADER => array(
        'Authorization:Basic ' . base64_encode("api:secret"),
        'Content-Type: application/json'
    ),
    CURLOPT_POSTFIELDS => json_encode($postData)
));
$response = curl_exec($ch);
if($response === FALSE){
    echo $response;
    die(curl_error($ch));
}
var_dump($response);
