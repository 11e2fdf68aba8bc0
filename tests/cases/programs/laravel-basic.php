<?php
use Illuminate\Support\Facades\Http;

Route::post('/sms', function (Request $request) {
    $response = Http::withBasicAuth(env('TWILIO_SID'), env('TWILIO_TOKEN'))
        ->asForm()
        ->post('https://api.twilio.example/2010-04-01/Accounts/'.env('TWILIO_SID').'/Messages.json', [
            'From' => env('TWILIO_FROM'),
            'To' => $request->input('phone'),
            'Body' => $request->input('message'),
        ]);
    return $response->json();
});
