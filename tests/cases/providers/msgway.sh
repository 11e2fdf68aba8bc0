curl -X POST https://api.msgway.example/send -H 'apiKey: 8d7' -H 'Content-Type: application/json' -d '{"mobile":"09121110417","method":"sms","templateID":3,"length":6,"params":["علی"]}'
