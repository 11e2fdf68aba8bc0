curl -X POST "https://api.ultramsg.example/instance1150/messages/chat" -d "token=1x2y3z&to=+14155550417&body=WhatsApp API works good"
