<?php
function send($phone, $msg, $opts = []) {
    $defaults = ['sender' => 'ACME', 'type' => 1];
    $opts = array_merge($defaults, $opts);
    $params = $opts + ['to' => $phone, 'text' => $msg];
    $url = sprintf('%s?%s', 'https://acme.example/send', http_build_query($params, '', '&', PHP_QUERY_RFC3986));
    $c = curl_init();
    curl_setopt_array($c, [CURLOPT_URL => $url, CURLOPT_RETURNTRANSFER => 1] + [CURLOPT_TIMEOUT => 5]);
    $res = curl_exec($c);
    return $res;
}
