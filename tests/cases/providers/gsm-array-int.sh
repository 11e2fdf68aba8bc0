curl https://api.example.com/v1/sms -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"gsm":[905321230417,905321230418],"text":"Merhaba","header":"FIRMA"}'
