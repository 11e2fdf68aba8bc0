curl -X POST https://api.example.com/contacts -H 'Content-Type: application/json' -d '{"phone":"+14155550123","first_name":"Ann","last_name":"Lee","email":"ann@example.com"}'
