import requests
requests.post("https://api.example.com/sms", auth=("k", "s"), files={
    "to": (None, "+4512345678"),
    "text": (None, "Hej", "text/plain; charset=utf-8"),
})
