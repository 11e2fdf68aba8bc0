import requests

BASE = "https://notify.samarkand.example/api"


def get_token():
    res = requests.post(f"{BASE}/auth/login", data={"email": "shop@samarkand.example", "password": "pw"})
    return res.json()["data"]["token"]


def send_sms(phone, text):
    token = get_token()
    headers = {"Authorization": f"Bearer {token}"}
    data = {"mobile_phone": phone, "message": text, "from": "4546"}
    return requests.post(f"{BASE}/message/sms/send", headers=headers, data=data)
