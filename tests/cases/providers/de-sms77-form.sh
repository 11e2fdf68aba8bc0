curl -X POST https://gateway.seven.example/api/sms -H "X-Api-Key: k" -d "to=49176123456417" -d "text=Hello" -d "from=seven.io"
