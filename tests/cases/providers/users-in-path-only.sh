curl -X POST https://a.example.com/users/4477009000/messages -d "body=Hello there"
