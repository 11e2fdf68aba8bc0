curl -X POST https://sms.verim.example/v2/send.json -H "Content-Type: application/json" -d '{"username": "u", "source_addr": "ACME", "messages": [{ "dest": "905001234567", "msg": "Merhaba!" }]}'

curl "https://api.santral.example/originate?key=K&extension=1000&destination=05001234567"
