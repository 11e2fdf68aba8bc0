<?php
namespace App\Notifications\Channels;

use Illuminate\Support\Facades\Http;
use Illuminate\Notifications\Notification;

class MnotifyChannel
{
    protected string $endpoint;
    protected string $apiKey;
    protected string $sender;

    public function __construct()
    {
        $this->endpoint = config('services.mnotify.endpoint');
        $this->apiKey = config('services.mnotify.api_key');
        $this->sender = config('services.mnotify.sender');
    }

    public function send(object $notifiable, Notification $notification): void
    {
        $sms = $notification->toSms($notifiable);
        if (!$sms) {
            return;
        }
        try {
            $response = Http::acceptJson()->timeout(10)->retry(2, 100)->post("https://api.mnotify.example/api/sms/quick?key={$this->apiKey}", [
                'recipient' => [$sms->to],
                'sender' => $this->sender,
                'message' => $sms->message,
                'is_schedule' => false,
                'schedule_date' => '',
            ]);
            if ($response->failed()) {
                logger()->error('sms', $response->json());
            }
        } catch (Throwable $e) {
            report($e);
        }
    }
}
