<?php
$url = 'https://gateway.kend.example/api.php';
$data['username']= 'u-1';
$data['api_key']='k-1';
$data['cmd']='sendMessage';
$data['mobile']='0740123456';
$data['message']='Comanda ta e gata';

$options = array(
    'http' => array(
        'header'  => "Content-type: application/x-www-form-urlencoded\r\n",
        'method'  => 'POST',
        'content' => http_build_query($data),
    ),
);
$context  = stream_context_create($options);
$result = file_get_contents($url, false, $context);

if ($result === FALSE)
	{
	echo "SMS API error";
	}
