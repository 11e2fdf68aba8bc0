curl -X POST https://rest.sms-versand.example.de/v1 -H 'X-Api-Key: k' -H 'Content-Type: application/json' -d '{"to":"48512340417","text":"Hello from abroad"}'
