curl -X POST "https://api.example.com/sms?to=447700900417&key=8f7e6d5c" -H 'Content-Type: text/plain' -d 'Hello there, this is the text'
