curl -X POST https://api.example.com/send -H 'Content-Type: application/json' -d '{"to": "$$To", "text": "$$Body"}'
