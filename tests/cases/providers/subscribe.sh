curl -X POST https://api.example.com/lists/42/subscribers -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"mobile":"447700900417","name":"Ann Lee","tags":["vip"]}'
