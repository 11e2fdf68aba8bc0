import requests
def send_sms(to, message):
    payload = "to=%s&message=%s&from=ACME" % (to, requests.utils.quote(message))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return requests.post("https://api.strway.example/sms", payload, headers=headers)
