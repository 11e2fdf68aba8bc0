import requests

r = requests.post(
    "https://api.twinpost.example/messages",
    auth=("api", "key-77"),
    files={
        "to": (None, "+15005550006"),
        "text": (None, "Hi from files"),
    },
    data={"from": "TWIN"},
)
