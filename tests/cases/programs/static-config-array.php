<?php
class Sms {
    private static $config = [
        'endpoint' => 'https://sms.nusa.example/api/v3/sendsms/plain',
        'user' => 'nusa', 'password' => 'p4ss',
    ];
    public static function kirim($hp, $isi) {
        $c = self::$config;
        $query = http_build_query(['user' => $c['user'], 'password' => $c['password'], 'SMSText' => $isi, 'GSM' => $hp]);
        return self::get($c['endpoint'] . '?' . $query);
    }
    private static function get($u) {
        $h = curl_init();
        curl_setopt($h, CURLOPT_URL, $u);
        curl_setopt($h, CURLOPT_RETURNTRANSFER, 1);
        $r = curl_exec($h);
        return $r;
    }
}
