curl https://sms.example/ -H 'Content-Type: application/vnd.x+json' -d '{"to":"14155550100","text":"Hi"}'
