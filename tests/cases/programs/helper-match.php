<?php

if (!function_exists('sa_get_sms_url')) {
    function sa_get_sms_url(string $type): string
    {
        $base_url = 'http://api.panel.example/post/Send.asmx/';
        return match ($type) {
            'send' => $base_url . 'SendSMS',
            'pattern' => $base_url . 'BaseServiceNumber',
            default => throw new InvalidArgumentException("Unsupported SMS URL type: $type"),
        };
    }
}

if (!function_exists('sa_send_sms')) {
    /**
     * Send plain SMS
     */
    function sa_send_sms(string|array $to, string $text): bool|string
    {
        if (empty($to) || empty($text)) return false;

        $recipients = is_array($to) ? implode(',', $to) : $to;
        $params = [
            'username' => getenv('SMS_USER'),
            'password' => getenv('SMS_PASS'),
            'to' => $recipients,
            'from' => '5000400',
            'text' => $text,
            'isflash' => 'false',
        ];
        $ch = curl_init(sa_get_sms_url('send'));
        curl_setopt($ch, CURLOPT_POST, 1);
        curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query($params, '', '&'));
        curl_setopt($ch, CURLOPT_RETURNTRANSFER, 1);
        $r = curl_exec($ch);
        return $r;
    }
}
