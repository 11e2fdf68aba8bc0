<?php

namespace App\Channels;

use GuzzleHttp\Client;
use Illuminate\Notifications\Notification;

class SmsChannel
{
    protected $client;

    public function __construct()
    {
        $this->client = new Client([
            'base_uri' => 'https://api.zenvia.example/v2/',
            'headers' => ['X-API-TOKEN' => config('services.zenvia.token')],
        ]);
    }

    public function send($notifiable, Notification $notification)
    {
        $message = $notification->toSms($notifiable);
        $to = $notifiable->routeNotificationFor('sms');

        return $this->client->post('channels/sms/messages', [
            'json' => [
                'from' => config('services.zenvia.from'),
                'to' => $to,
                'contents' => [['type' => 'text', 'text' => $message]],
            ],
        ]);
    }
}
