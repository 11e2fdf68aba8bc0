import json
import base64
from urllib import request, parse

username, password = "clover", "leaf:4"
credentials = base64.b64encode(f"{username}:{password}".encode("ascii")).decode()

req = request.Request(
    "https://rest.clovermail.example/v3/sms/send",
    data=json.dumps({"messages": [{"source": "python", "body": "Surf's up", "to": "+61491570156"}]}).encode(),
    method="POST",
)
req.add_header("Authorization", "Basic %s" % credentials)
req.add_header("Content-Type", "application/json")
with request.urlopen(req, timeout=30) as response:
    print(json.loads(response.read()))
