<?php
$xml_data ='<?xml version="1.0"?>'.
'<parent>'.
'<child>'.
'<user>demo</user>'.
'<key>k</key>'.
'<mobile>919999999999</mobile>'.
'<message>test &amp; more</message>'.
'<senderid>DEMOXX</senderid>'.
'</child>'.
'</parent>';
$URL = "http://sms.smpp.example/submitsms.jsp?";
$ch = curl_init($URL);
curl_setopt($ch, CURLOPT_MUTE, 1);
curl_setopt($ch, CURLOPT_POST, 1);
curl_setopt($ch, CURLOPT_HTTPHEADER, array('Content-Type: text/xml'));
curl_setopt($ch, CURLOPT_POSTFIELDS, "$xml_data");
curl_setopt($ch, CURLOPT_RETURNTRANSFER, 1);
$output = curl_exec($ch);
curl_close($ch);
print_r($output);
