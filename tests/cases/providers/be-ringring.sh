curl -X POST https://api.ringring.example/sms/v1/message -d '{"apiKey":"ab-cd-ef","to":"32478123417","message":"Hello there!","from":"ACME"}' -H 'Content-Type: application/json'
