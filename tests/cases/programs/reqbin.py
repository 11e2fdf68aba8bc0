import requests
from requests.structures import CaseInsensitiveDict

url = "https://api.reqsend.example/v2/sms"

headers = CaseInsensitiveDict()
headers["Authorization"] = "Basic YWxpY2U6c2VjcmV0"
headers["Content-Type"] = "application/json"

data = """
{
  "to": "447700900123",
  "content": "Hello"
}
"""

resp = requests.post(url, headers=headers, data=data)

print(resp.status_code)
