<?php
function send_sms($to, $message, $route = 'promotional')
{
	$CI =& get_instance();

	$userid = $CI->config->item('sms_username');
	$password = $CI->config->item('sms_password');

$request =""; //initialise the request variable
$param['method']= "sendMessage";
$param['send_to'] = $to;
$param['msg'] = $message;
$param['userid'] = $CI->config->item('sms_username');
$param['password'] = $password;
$param['v'] = "1.1";
$param['msg_type'] = "TEXT"; //Can be "FLASH”/"UNICODE_TEXT"/”BINARY”
$param['auth_scheme'] = "PLAIN";
//Have to URL encode the values
foreach($param as $key=>$val) {
	$request.= $key."=".urlencode($val);
	$request.= "&";
}
$request = substr($request, 0, strlen($request)-1);
$url = "http://enterprise.gupshup.example/GatewayAPI/rest?".$request;

$ch = curl_init($url);
curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
$curl_scraped_page = curl_exec($ch);
curl_close($ch);
return true;
}
?>
