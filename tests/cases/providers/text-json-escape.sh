curl -X POST https://api.example.com/sms -H 'Content-Type: application/json' -d '{"to":"447700900417","text":"Pay \u20b9 100 at https:\/\/x.example\/p"}'
