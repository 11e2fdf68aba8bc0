curl -X POST https://api.example.com/otp/verify -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"phone":"+447700900417","code":"123456"}'
