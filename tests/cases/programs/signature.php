<?php
function hashed($phone) {
    $login = 'crm'; $pass = 'qwerty';
    $ts = time();
    $hash = md5($login . md5($pass) . $ts);
    $url = "https://sign.example/send?login=$login&ts=$ts&hash=$hash&phone=$phone&text=" . urlencode('Код: 1234');
    return file_get_contents($url);
}
