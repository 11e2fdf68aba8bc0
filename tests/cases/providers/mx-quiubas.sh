curl -X POST https://rest.quiubas.example/2.1/sms -u k:s -H 'Content-Type: application/json' -d '{"to_number":"+525512340417","message":"Hola mundo","test_mode":true}'
