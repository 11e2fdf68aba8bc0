import requests as req

def sendingSms(kannel_username: str, kannel_password: str, phone_number: str = "23273578902", body: str = "Demo"):
    params = {"username": kannel_username, "password": kannel_password, "to": f"232{phone_number[-8:]}", "dlr-mask": 31, "text": body}
    try:
        sms = req.get(url='http://10.9.8.7:13013/cgi-bin/sendsms', params=params)
        return sms
    except NameError as e:
        return 0
