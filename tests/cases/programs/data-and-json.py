import requests
requests.post("https://api.example.com/x", data={"to": "46701234567", "text": "Hej"}, json={"to": "1", "text": "2"})
