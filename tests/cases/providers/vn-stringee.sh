curl -X POST https://api.stringee.example/v1/sms -H 'X-STRINGEE-AUTH: jwt' -H 'Content-Type: application/json' -d '{"sms":{"from":"Stringee","to":"84901230417","text":"CONTENT_SMS"}}'
