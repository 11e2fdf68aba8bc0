import requests
def send(to: str, text: str, kind: str = "sms"):
    match kind:
        case "sms":
            path = "sms"
        case _:
            path = "mms"
    return requests.post(f"https://api.match.example/{path}", json={"to": to, "text": text})
