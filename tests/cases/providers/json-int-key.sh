curl -X POST https://api.example.ru/v1 -H 'Content-Type: application/json' -d '{"apikey":"XXX","sms":[{"phone":79001230417,"text":"Привет","channel":"char"}]}'
