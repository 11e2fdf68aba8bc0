import httpx
client = httpx.Client(base_url="https://api.sendly.example/v2", headers={"Authorization": "Bearer sk_1"})
req = client.build_request("POST", "/messages", json={"to": "+14155550123", "text": "Your code is 4821"})
res = client.send(req)
