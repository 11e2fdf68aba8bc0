from dataclasses import dataclass, asdict
import requests


@dataclass
class Sms:
    to: str
    text: str
    sender: str = "SHOP"


def send(message: Sms):
    return requests.post("https://api.dataway.example/sms", json=asdict(message))


send(Sms("+4512345678", text="Hej"))
