curl -X POST https://gateway.cutiezy.example/send-message -H 'Content-Type: application/json' -d '{"api_key": "1234567890", "sender": "62888xxxx", "number": "62888xxxx", "message": "Hello World"}'
