<?php
function kirim($nomor, $pesan, $unicode = false) {
    $data = array('userkey' => 'uk', 'passkey' => 'pk', 'to' => $nomor, 'message' => $pesan);
    if ($unicode) {
        $data['type'] = 'unicode';
    }
    $ch = curl_init();
    curl_setopt($ch, CURLOPT_URL, 'https://console.zenziva.example/reguler/api/sendsms/');
    curl_setopt($ch, CURLOPT_HEADER, 0);
    curl_setopt($ch, CURLOPT_POST, 1);
    curl_setopt($ch, CURLOPT_POSTFIELDS, $data);
    $results = json_decode(curl_exec($ch), true);
    curl_close($ch);
}
