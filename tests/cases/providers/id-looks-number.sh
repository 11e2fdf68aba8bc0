curl -X POST https://a.example.com/accounts/447700900000/messages -d "recipient=447700900123" -d "body=Hello there" -d "clientref=447700900555"
