curl -X POST https://api.example.com/bridge -H 'Content-Type: application/json' -d '{"phone1":"+447700900417","phone2":"+447700900418","message":"Connect"}'
