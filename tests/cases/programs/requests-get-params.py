import requests

URL = "https://sms.nordlys.example/api/v2/send"


def send_sms(phone: str, message: str, sender: str = "NORDLYS") -> dict:
    """Send one text message.

    :param phone: MSISDN of the recipient
    """
    params = {
        "key": "k-81f2",
        "to": phone,
        "from": sender,
        "text": message,
        "unicode": True,
        "flash": 0,
        "ref": None,
    }
    response = requests.get(URL, params=params, timeout=10)
    response.raise_for_status()
    return response.json()
