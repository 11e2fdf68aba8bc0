curl -X POST https://api.example.com/Calls.json -u a:b -d 'To=+447700900417' -d 'From=+447700900100' --data-urlencode 'Twiml=<Response><Say>Hello there Ann</Say></Response>'
