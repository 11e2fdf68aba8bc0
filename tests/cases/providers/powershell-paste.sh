curl.exe -X POST https://api.example.com/sms `
 -H "Authorization: Bearer abc" `
 -H "Content-Type: application/json" `
 -d '{\"to\":\"+447700900417\",\"text\":\"Hello\",\"from\":\"Acme\"}'
