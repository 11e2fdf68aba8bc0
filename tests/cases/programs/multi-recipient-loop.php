<?php
$to = array('447700900123', '447700900124');
$message = 'The hall is booked';
foreach ($to as $number) {
    $url = 'https://sms.parish.example/send?' . http_build_query([
        'key' => 'k-55', 'to' => $number, 'text' => $message,
    ]);
    echo file_get_contents($url);
}
