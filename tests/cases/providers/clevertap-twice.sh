curl -X POST https://api.example.com/sms -H 'Content-Type: application/json' -d '{"to":"$$To","text":"$$Body","ref":"$$To-$$MessageID","uid":"$$uid"}'
