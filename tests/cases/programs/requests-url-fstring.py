import requests
from urllib.parse import quote_plus, quote


def smsSend(number, msg):
    api = f"https://smsc.volga.example/sys/send.php?login=shop&psw=pw&phones={quote(number)}&mes={quote_plus(msg)}&sender={quote('Shop & Co/')}&fmt=3"
    return requests.get(api).json()
