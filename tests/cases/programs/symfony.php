<?php
use Symfony\Component\HttpClient\HttpClient;
$client = HttpClient::create();
$response = $client->request('POST', 'https://rest.sms.example/sms/json', [
    'body' => ['api_key' => 'abc', 'api_secret' => 'def', 'to' => '33612345678', 'from' => 'Fleur', 'text' => 'Vos tulipes sont là'],
]);
echo $response->getStatusCode();
