from dataclasses import dataclass, asdict
import requests
@dataclass
class Sms:
    to: str
    text: str
    sender: str = "Shop"
def send(sms: Sms, *, retries=3):
    for attempt in range(retries):
        try:
            r = requests.post("https://api.x.example/sms", json=asdict(sms), auth=("u", "p"), timeout=5)
            r.raise_for_status()
            break
        except requests.RequestException:
            continue
    else:
        raise RuntimeError("failed")
send(Sms("447700900123", "Hi"))
