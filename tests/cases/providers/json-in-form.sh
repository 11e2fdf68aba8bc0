curl https://api.example.com/v1 -d 'key=abc' --data-urlencode 'payload={"sms":[{"number":"447700900417","message":"Hello"}],"sender":"ACME"}'
