curl https://sms.example/ -H 'Content-Type: application/json' -H 'Content-Type: application/json' -d '{"to":"14155550100","text":"Hi you"}'
