curl "https://api.example.com/v1/messages/12345678901/status" -H "Authorization: Bearer t"
