curl https://api.example.com/sms -H 'Authorization: Key abc' -H 'Content-Type: application/json' -d '{"From":"+1XXXXXXXXXX","To":"+1XXXXXXXXXX","Text":"Your verification code is 123456"}'
