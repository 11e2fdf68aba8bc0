curl -X POST https://a.example.com/campaigns/4477009000 -d "body=Hello there"
