<?php

function SendMessage($number, $message){
    $message = urlencode($message);

    $senderID = "FGaddi";
    $authkey =  '93772AqJCNg0yia560bb59a';
    $route = "4";

   //Prepare you post parameters
    $postData = array(
        'authkey' => $authkey,
        'mobiles' => $number,
        'message' => $message,
        'sender' => $senderID,
        'route' => $route
    );

    $url="http://api.msg91.example/sendhttp.php";

    $ch = curl_init();
    curl_setopt_array($ch, array(
        CURLOPT_URL => $url,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_POST => true,
        CURLOPT_POSTFIELDS => $postData
        //,CURLOPT_FOLLOWLOCATION => true
    ));

    //Ignore SSL certificate verification
    curl_setopt($ch, CURLOPT_SSL_VERIFYHOST, 0);

    $output = curl_exec($ch);

    if(curl_errno($ch))
    {
        echo 'error:' . curl_error($ch);
    }

    curl_close($ch);

    echo $output;
}
