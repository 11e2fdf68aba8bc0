curl -u admin:pw -X POST http://pi:5000/sms -H 'Content-Type: application/json' -d '{"text":"Hello there","number":"+420603123456","smsc":"+420603052000","unicode":false}'
