curl https://sms.example/ -H 'Content-Type:' -d '{"to":"14155550100","text":"Hi you"}'
