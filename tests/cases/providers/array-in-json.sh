curl -X POST https://gw.example.com/multi -H 'Content-Type: application/json' -d '{"key":"k1","sms":[["447700900123","Hello there"],["447700900124","Hello again"]]}'
