<?php
function sendBulkSMS($api_key, $username, $password, $recipients, $message, $dlrurl = '') {
$url = 'https://bulksms.dream.example/api/v2/sms/send';
$data = [
'api_key' => $api_key,
'username' => $username,
'password' => $password,
'recipients' => is_array($recipients) ? implode(',', $recipients) : $recipients,
'message' => $message,
];
if ($dlrurl) $data['dlrurl'] = $dlrurl;
$ch = curl_init($url);
curl_setopt($ch, CURLOPT_POST, true);
curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query($data));
curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
curl_setopt($ch, CURLOPT_TIMEOUT, 30);
$response = curl_exec($ch);
$httpCode = curl_getinfo($ch, CURLINFO_HTTP_CODE);
$error = curl_error($ch);
curl_close($ch);
if ($error) {
return ['status' => 'error', 'message' => $error];
}
return json_decode($response, true);
}
// Example usage:
$result = sendBulkSMS(
'your_api_key',
'your_username',
'your_password',
['250782589800', '250782589801'],
'Your order #1234 has been shipped!',
'yourdomain.example/dlr-handler'
);
if ($result['status'] === 'success') {
echo "Sent " . $result['totalmessages'] . " messages!";
} else {
echo "Error: " . $result['message'];
}
?>
