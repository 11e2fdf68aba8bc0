curl -X POST https://hooks.example.com/services/T000/B000/XXXX -H 'Content-Type: application/json' -d '{"text":"Deploy finished","channel":"#ops"}'
