import requests

response = requests.post(
    "https://api.example.com/v1/sms",
    params={"unicode": 1},
    auth=("joe", "s3cret"),
    headers={"X-Id": "7"},
    json={"to": "447700900123", "text": 'Café "9" & more', "from": "ACME"},
)
print(response.text)
