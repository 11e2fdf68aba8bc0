"""The fixture as an application's own tests use it: this is its documentation's example."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from curl2sms.pytest_plugin import SmsProvider

TEMPLATE = """{
  "$schema": "urn:curl2sms:provider-template:1",
  "version": 1,
  "name": "example",
  "method": "POST",
  "endpoint": "https://api.example.com/v1/messages",
  "authentication": {"type": "none"},
  "headers": [{"key": "Content-Type", "value": "application/json"}, {"key": "X-Api-Key", "value": "${API_KEY}"}],
  "parameters": {"type": "raw", "syntax": "json", "body": "{\\"to\\": \\"$$To\\", \\"text\\": \\"$$Body\\"}"},
  "recipient": {"format": "digits"},
  "variables": [{"name": "API_KEY", "secret": true}]
}
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "provider.json"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def send_reminder(to: str, body: bytes, endpoint: str) -> int:
    """An application that sends, with a client of its own."""
    headers = {"Content-Type": "application/json", "X-Api-Key": "k3y"}
    request = urllib.request.Request(endpoint, body.replace(b"TO", to.encode()), headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - loopback
        return int(answer.status)


def test_an_application_sends_what_the_provider_expects(sms_provider: SmsProvider, template: Path) -> None:
    sms_provider.answer(202, '{"status": "queued"}', {"Content-Type": "application/json"})
    body = '{"to": "TO", "text": "Your appointment is “tomorrow”."}'.encode()
    assert send_reminder("14155550100", body, sms_provider.url + "/v1/messages") == 202
    message = sms_provider.message(template)
    assert (message.to, message.body) == ("14155550100", "Your appointment is “tomorrow”.")
    assert message.values == {"${API_KEY}": "k3y"}


def test_what_is_not_as_the_template_says_is_reported(sms_provider: SmsProvider, template: Path) -> None:
    body = b'{"to": "TO", "text": "x", "extra": 1}'
    send_reminder("14155550100", body, sms_provider.url + "/v2/messages")
    told = sms_provider.message(template).differences
    assert any("path:1" in line for line in told)
    assert any("json:/extra" in line for line in told)


def test_a_request_that_holds_no_message_is_an_assertion(sms_provider: SmsProvider, template: Path) -> None:
    with pytest.raises(AssertionError, match="no request"):
        sms_provider.message(template)
    send_reminder("14155550100", b'{"to": "TO"}', sms_provider.url + "/v1/messages")
    with pytest.raises(AssertionError, match=r"\$\$Body"):
        sms_provider.message(template)


def test_the_plugin_loads_nothing_until_it_is_used() -> None:
    code = "import sys, curl2sms.pytest_plugin; print(sorted(n for n in sys.modules if n.split('.')[0] in HEAVY))"
    heavy = {"requests", "urllib3", "werkzeug", "pytest_httpserver", "jsonschema", "phonenumbers"}
    run = [sys.executable, "-c", code.replace("HEAVY", repr(heavy))]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_any_token_will_do(sms_provider: SmsProvider, template: Path) -> None:
    client = {"type": "oauth2", "token_url": "https://auth.example.com/token", "client_id": "a", "client_secret": "b"}
    data = {**json.loads(TEMPLATE), "authentication": client}
    template.write_text(json.dumps(data), encoding="utf-8")
    for header, is_fine in (("Bearer a-t0ken", True), ("Key a-t0ken", False)):
        headers = {"Content-Type": "application/json", "X-Api-Key": "k3y", "Authorization": header}
        body = b'{"to": "14155550100", "text": "Hi"}'
        request = urllib.request.Request(sms_provider.url + "/v1/messages", body, headers)  # noqa: S310 - loopback
        urllib.request.urlopen(request, timeout=5).close()  # noqa: S310 - loopback
        told = sms_provider.message(template).differences
        assert (told == ()) == is_fine
        assert "a-t0ken" not in "".join(told)


def test_each_record_of_a_batch_is_a_message(sms_provider: SmsProvider, template: Path) -> None:
    body = '{"m": [{"to": "$$To", "text": "$$Body"}]}'
    parameters = {"type": "raw", "syntax": "json", "body": body}
    data = {**json.loads(TEMPLATE), "parameters": parameters, "batch": {"key": "json:/m", "size": 9}}
    template.write_text(json.dumps(data), encoding="utf-8")
    sent = b'{"m": [{"to": "TO", "text": "one"}, {"to": "1416", "text": "two"}]}'
    send_reminder("1415", sent, sms_provider.url + "/v1/messages")
    first, second = (sms_provider.message(template, record=number) for number in (0, 1))
    assert [(one.to, one.body, one.differences) for one in (first, second)] == [
        ("1415", "one", ()),
        ("1416", "two", ()),
    ]
    with pytest.raises(AssertionError, match="has 2 records"):
        sms_provider.message(template, record=2)
