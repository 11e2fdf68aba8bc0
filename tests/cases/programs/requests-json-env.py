import os
import requests

response = requests.post(
    "https://api.quickline.example/v1/messages",
    headers={
        "Authorization": f"Bearer {os.environ['QUICKLINE_API_KEY']}",
        "Accept": "application/json",
    },
    json={
        "to": ["+447700900321"],
        "from": os.getenv("QUICKLINE_SENDER", "Quickline"),
        "message": "Your table for two is ready \u2013 caf\u00e9 Zo\u00eb",
        "priority": 1,
        "dry_run": False,
    },
    timeout=10,
)
response.raise_for_status()
print(response.json())
