<?php
// step 1
$apikey = 'b1946ac92492d2347c6235b4d2611184';
$from   = rawurlencode('TOWN HALL');
$to     = '+4526112233';
$text   = "Linje 1\nLinje 2 – æøå";

/* step 2 */
$ch = curl_init("https://cpsms.example/v2/simple/$from");
curl_setopt($ch, CURLOPT_HTTPHEADER, array(
    'X-Api-Key: ' . $apikey, 'Content-Type: text/plain; charset=utf-8', 'X-To: ' . $to
));
curl_setopt($ch, CURLOPT_POST, 1);
curl_setopt($ch, CURLOPT_POSTFIELDS, $text);
curl_setopt($ch, CURLOPT_RETURNTRANSFER, 1);
print curl_exec($ch);
