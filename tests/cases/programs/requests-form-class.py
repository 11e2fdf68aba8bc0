# -*- coding: utf-8 -*-
import requests


class SMSGateway(object):
    """Client of the bulk gateway."""

    BASE_URL = 'https://bulk.savanna.example/api'

    def __init__(self, username='shop', api_key='atsk_42', sender_id=None):
        self.username = username
        self.api_key = api_key
        self.sender_id = sender_id or '20880'

    def _headers(self):
        return {
            'apiKey': self.api_key,
            'Accept': 'application/json',
            'Content-Type': 'application/x-www-form-urlencoded',
        }

    def send(self, recipients, text):
        data = {
            'username': self.username,
            'to': ','.join(recipients),
            'message': text,
            'from': self.sender_id,
        }
        return requests.post('{0}/version1/messaging'.format(self.BASE_URL), headers=self._headers(), data=data)


gateway = SMSGateway()
gateway.send(['+254711000111', '+254733000222'], 'Karibu! Order #12 & more')
