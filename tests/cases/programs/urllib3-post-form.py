import urllib3
http = urllib3.PoolManager()
http.request("POST", "https://api.poolsend.example/sms", fields={"to": "+15551230000", "text": "Hi you"})
