curl https://sms.example/x -H 'Content-Type: application/json' -d '{"to": "+9198XXXXXXXX", "text": "Hi you"}'
