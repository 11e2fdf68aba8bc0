curl -X POST https://www.traccar.org/sms/ -H "Authorization: tok" -H 'Content-Type: application/json' -d '{"to":"+14155550123","message":"Hello there","slot":1}'
