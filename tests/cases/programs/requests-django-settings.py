import logging

import requests
from django.conf import settings
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class SMSBackend:
    def __init__(self):
        self.url = settings.SMS_GATEWAY_URL
        self.token = getattr(settings, "SMS_TOKEN", "")

    def send_messages(self, messages):
        if not messages:
            return 0
        sent = 0
        for message in messages:
            for recipient in message.to:
                if self._send(recipient, message.content):
                    sent += 1
        return sent

    def _send(self, recipient, body):
        payload = dict(email=settings.SMS_LOGIN, device=settings.SMS_DEVICE, number=recipient, message=body)
        response = requests.post("https://gateway.droidsms.example/api/send", json=payload, headers={"Authorization": "Token " + self.token})
        if response.status_code != 200:
            logger.error(_("SMS was not sent"))
            return False
        return True
