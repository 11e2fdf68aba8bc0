curl -X POST https://a.example.com/accounts/447700900000/broadcasts -d "body=Hello there"
