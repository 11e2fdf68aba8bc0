<?php
class Api {
    const URL = 'https://api.route.example/v1';
    protected $token;
    protected $sender = 'ROUTE';

    public function __construct(string $token) { $this->token = $token; }

    public function balance() { return $this->call('GET', '/balance'); }

    public function sms(string $phone, string $message, array $extra = []) {
        return $this->call('POST', '/sms', array_merge([
            'from' => $this->sender,
            'to' => $phone,
            'message' => $message,
        ], $extra));
    }

    protected function call(string $method, string $path, array $data = null) {
        $ch = curl_init();
        $url = self::URL . $path;
        if ($method === 'GET' && $data) {
            $url .= '?' . http_build_query($data);
        }
        curl_setopt($ch, CURLOPT_URL, $url);
        curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
        curl_setopt($ch, CURLOPT_HTTPHEADER, ['Authorization: Bearer ' . $this->token, 'Content-Type: application/json']);
        if ($method === 'POST') {
            curl_setopt($ch, CURLOPT_POST, true);
            curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode($data));
        }
        $body = curl_exec($ch);
        curl_close($ch);
        return json_decode($body, true);
    }
}
