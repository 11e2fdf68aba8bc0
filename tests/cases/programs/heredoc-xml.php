<?php
class Sms
{
    private $login;
    private $password;

    function __construct($login, $password)
    {
        $this->login = $login;
        $this->password = $password;
    }

    public function send($phone, $text, $sender = 'Vitrina')
    {
        $src = '<?xml version="1.0" encoding="UTF-8"?>
<SMS>
  <operations><operation>SEND</operation></operations>
  <authentification>
    <username>' . $this->login . '</username>
    <password>' . $this->password . '</password>
  </authentification>
  <message><sender>' . $sender . '</sender><text>' . $text . '</text></message>
  <numbers><number messageID="msg11">' . $phone . '</number></numbers>
</SMS>';
        return $this->request($src);
    }

    private function request($xml)
    {
        $Curl = curl_init();
        $CurlOptions = array(
            CURLOPT_URL => 'http://atompark.example/members/sms/xml.php',
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_POST => true,
            CURLOPT_HEADER => false,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_CONNECTTIMEOUT => 15,
            CURLOPT_TIMEOUT => 100,
            CURLOPT_POSTFIELDS => array('XML' => $xml),
        );
        curl_setopt_array($Curl, $CurlOptions);
        if (false === ($Result = curl_exec($Curl))) {
            throw new Exception('Http request failed');
        }
        curl_close($Curl);
        return $Result;
    }
}
