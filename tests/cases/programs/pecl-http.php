<?php
$client = new http\Client;
$request = new http\Client\Request;
$request->setRequestUrl('https://api.d7.example/messages/v1/send');
$request->setRequestMethod('POST');
$body = new http\Message\Body;
$body->append('{"messages":[{"channel":"sms","recipients":["+9715096xxxxx"],"content":"Greetings","msg_type":"text"}]}');
$request->setBody($body);
$request->setOptions(array());
$request->setHeaders(array(
  'Content-Type' => 'application/json',
  'Authorization' => 'Bearer {{api_access_token}}'
));
$client->enqueue($request)->send();
$response = $client->getResponse();
echo $response->getBody();
