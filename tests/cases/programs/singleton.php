<?php

namespace App\Utils;

use CurlHandle;
use Exception;

class TextMessage
{
    private static TextMessage $instance;
    private false|CurlHandle $curl;

    private function __construct()
    {
        $this->curl = curl_init();
    }

    public function __destruct()
    {
        curl_close($this->curl);
    }

    public static function getInstance(): TextMessage
    {
        if (!isset(self::$instance)) {
            self::$instance = new self();
        }

        return self::$instance;
    }

    /**
     * @throws Exception
     */
    public function send($from, $message, $number): bool|string
    {
        curl_setopt_array(
            $this->curl,
            [
                CURLOPT_URL => 'https://gatewayapi.example/rest/mtsms',
                CURLOPT_HTTPHEADER => ["Content-Type: application/json"],
                CURLOPT_USERPWD => 'oU4rT0k3n:',
                CURLOPT_POSTFIELDS => json_encode([
                    'sender' => $from,
                    'message' => $message,
                    'recipients' => [['msisdn' => $number]],
                ]),
                CURLOPT_RETURNTRANSFER => true,
            ]
        );
        $result = curl_exec($this->curl);
        if ($result === false) {
            throw new Exception(curl_error($this->curl));
        }
        return $result;
    }
}
