<?php
$param = array(
    'username' => 'bistro',
    'password' => 'p@ss word',
    'senderid' => 'BISTRO',
    'to' => '601234567890',
    'text' => 'Table for 2 & a view at 7pm?',
    'type' => 'text',
);
$request = "";
foreach($param as $key=>$val){
    $request.= $key."=".urlencode($val);
    $request.= "&";
}
$request = substr($request, 0, strlen($request)-1);
$url = "http://gateway.onewaysms.example:10001/api.aspx?".$request;
$ch = curl_init();
curl_setopt($ch, CURLOPT_URL, $url);
curl_setopt($ch, CURLOPT_RETURNTRANSFER, 1);
$curl_scraped_page = curl_exec($ch);
curl_close($ch);
echo $curl_scraped_page;
