import os
import httpx

def send_sms(to_number: str, text: str) -> dict:
    r = httpx.get(
        "https://api.smspm.example",
        params={"hash": os.environ["SMS_HASH"], "toNumber": to_number, "text": text, "extra": "a b~c/d"},
    )
    return r.json()
