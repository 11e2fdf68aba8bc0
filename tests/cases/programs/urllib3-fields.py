import json
import urllib3

http = urllib3.PoolManager()
body = json.dumps({"phone": "+15551230000", "message": "Hi"}).encode("utf-8")
r = http.request("POST", "https://api.poolsend.example/sms", body=body, headers={"Content-Type": "application/json", "X-Key": "1"})
print(json.loads(r.data))
