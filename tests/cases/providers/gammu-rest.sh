curl -AA -u admin:password -H 'Content-Type: application/json' -X POST http://192.168.1.5:5000/sms -d '{"text":"Hello, how are you?", "number":["+420123450417"]}'
