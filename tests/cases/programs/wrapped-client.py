import requests
from urllib.parse import urljoin


class SmsApiError(Exception):
    pass


class SmsApi:
    BASE = "https://api.wrapped.example/v3/"

    def __init__(self, token: str, timeout: float = 5.0):
        self._token = token
        self._timeout = timeout
        self._session = requests.Session()
        self._session.headers.update({"Authorization": f"Token {token}"})

    def _request(self, method, path, **kwargs):
        url = urljoin(self.BASE, path)
        response = self._session.request(method, url, timeout=self._timeout, **kwargs)
        if not response.ok:
            raise SmsApiError(response.text)
        return response.json()

    def balance(self):
        return self._request("GET", "balance")

    def send_sms(self, to: str, text: str, sender: str | None = None) -> dict:
        payload = {"to": to, "text": text}
        if sender is not None:
            payload["from"] = sender
        return self._request("POST", "messages/sms", json=payload)
