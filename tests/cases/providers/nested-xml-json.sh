curl https://api.example.com/proxy -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"request":{"xml":"<sms><to>447700900417</to><body>Hello</body></sms>"}}'
