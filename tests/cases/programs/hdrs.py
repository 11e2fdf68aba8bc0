import json
import requests

HEADERS = {"Content-Type": "application/json"}


class Service:
    def __init__(self, config):
        self.username = config["username"]
        self.api_key = config["api_key"]
        self.recipients = config["recipient"]

    def send_message(self, message="", **kwargs):
        data = {"messages": []}
        for recipient in self.recipients:
            data["messages"].append({"source": "hass.notify", "to": recipient, "body": message})
        resp = requests.post("https://rest.clickway.example/v3/sms/send", data=json.dumps(data), headers=HEADERS, auth=(self.username, self.api_key), timeout=5)
        return resp.status_code == 200
