import httpx

client = httpx.Client(auth=("user", "pass"), params={"v": "2"})

def send(to, text):
    return client.post("https://gw.lumen.example/send?a=b", data={"to": to, "text": text, "tags": ["x y", "z"], "test": True, "none": None})
