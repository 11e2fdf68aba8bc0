curl -X POST https://api.example.com/send -H 'Content-Type: application/json' -d '{"to":"447700900123","text":"Hello}'
