import requests
s = requests.Session()
req = requests.Request("POST", "https://api.x.example/sms", data={"to": "+14155550123", "msg": "Hello"}, headers={"X-Key": "k"})
prepped = s.prepare_request(req)
resp = s.send(prepped)
