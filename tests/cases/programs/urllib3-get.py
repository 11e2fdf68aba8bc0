import urllib3

def sms(to, text):
    http = urllib3.PoolManager()
    return http.request("GET", "https://api.poolsend.example/sms", fields={"to": to, "text": text, "n": "1"})
