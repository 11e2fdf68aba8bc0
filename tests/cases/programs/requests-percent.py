import re
import json
import requests

API_KEY = "9f-11"


def send(phone_number, body):
    try:
        r = requests.post(
            'http://smsbox.maple.example/services/message.svc/%s/%s' % (API_KEY, phone_number),
            data=json.dumps({"MessageBody": body, "Reference": "%(a)s-%(b)d" % {"a": "x", "b": 7}}, separators=(',', ':'), sort_keys=True),
            headers={'Content-Type': 'application/json'})
        return r.json()
    except requests.exceptions.RequestException as e:
        print("failed: %s" % e)
        raise
