import requests

def send(number, text):
    url = "https://api.plainsend.example/soap"
    body = """<?xml version="1.0" encoding="UTF-8"?>
<request>
  <number>%s</number>
  <message>%s</message>
</request>""" % (number, text)
    return requests.post(url, data=body, headers={"Content-Type": "application/xml", "SOAPAction": "send"})
