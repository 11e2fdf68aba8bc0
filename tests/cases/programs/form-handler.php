<?php
function SendMessage($number, $message){
    $data = "user=guard&password=s3cret&msisdn=$number&sid=GUARDS&msg=".rawurlencode($message)."&fl=0";
    $ch = curl_init('http://sms.guard.example/vendorsms/pushsms.aspx?'.$data);
    curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
    $out = curl_exec($ch);
    curl_close($ch);
    return $out;
}

if(isset($_POST) && !empty($_POST)){
    if (isset($_REQUEST['phone']) && !empty($_REQUEST['phone'])) {
       if (isset($_REQUEST['text']) && !empty($_REQUEST['text'])) {
           $mobile = $_REQUEST['phone'];
           $mess = $_REQUEST['text'];
           SendMessage($mobile, $mess);
       }
       else {
          echo "ERROR : Message not sent -- Text parameter is missing!\r\n";
       }
    }
    else {
       echo "ERROR : Message not sent -- Phone parameter is missing!\r\n";
    }
}
?>
<html>
<body>
<form method="post" action="sendsms.php">
<input type="text" name="phone" size="40">
</form>
</body>
</html>
