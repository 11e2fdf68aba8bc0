curl -X POST https://api.example.com/contacts -H 'Content-Type: application/json' -d '{"phone":"+14155550123","name":"Ann Lee","note":"prefers morning calls"}'
