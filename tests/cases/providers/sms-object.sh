curl -X POST https://a.example.com/v4 -H 'Content-Type: application/json' -d '{"sms":{"destination":"447700900123","originator":"447700900000","message":{"value":"Hello","encoding":"GSM"}}}'
