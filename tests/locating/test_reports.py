"""How reports are read: known only where the request carries the platform's id in a place that they hold again."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from curl2sms import callbacks
from curl2sms.callbacks import Callback
from curl2sms.http import HttpRequest
from curl2sms.locating import survey
from curl2sms.shipped import DATA

MESSAGE_ID = "$$MessageID"


def infobip(**more: object) -> HttpRequest:
    message = {"from": "Acme", "destinations": [{"to": "41793026727"}], "text": "Hello there"} | more
    body = json.dumps({"messages": [message]}).encode()
    return HttpRequest("POST", "https://x.api.infobip.com/sms/2/text/advanced", body=body)


def twilio(callback: str) -> HttpRequest:
    body = f"To=%2B14155550100&From=%2B14155550101&Body=Hello+there&StatusCallback={quote(callback)}".encode()
    return HttpRequest("POST", "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json", body=body)


@pytest.mark.parametrize(
    ("request_", "at"),
    [
        (infobip(callbackData=MESSAGE_ID), "json:/callbackData"),
        (infobip(destinations=[{"to": "41793026727", "messageId": MESSAGE_ID}]), "json:/messageId"),
        (infobip(callbackData="mine"), None),  # a report would hold this very text for every message
        (infobip(unknown=MESSAGE_ID), None),
        (infobip(notifyUrl=f"https://dlr.example.com/s?mid={MESSAGE_ID}"), "query:mid"),
        (twilio(f"https://dlr.example.com/s?x=1&meta={MESSAGE_ID}"), "query:meta"),
        (twilio(f"https://dlr.example.com/{MESSAGE_ID}"), None),
        (twilio("https://dlr.example.com/s"), None),
    ],
)
def test_a_callback_reads_the_id_where_the_provider_returns_it(request_: HttpRequest, at: str | None) -> None:
    found = survey(request_).callback
    assert (found.id if found else None) == at


def test_an_id_that_the_reports_do_not_hold_makes_no_callback() -> None:
    message = {"mobile": "254712345678", "message": "Hello you", "clientsmsid": MESSAGE_ID}
    body = json.dumps({"smslist": [message]}).encode()
    request = HttpRequest("POST", "https://quicksms.advantasms.com/api/services/sendbulk/", (), body)
    assert survey(request).callback is None


def test_an_unknown_provider_has_no_callback() -> None:
    request = HttpRequest("GET", f"https://sms.example.com/s?to=41793026727&text=Hello+there&ref={MESSAGE_ID}")
    assert survey(request).callback is None


REPORTS = {
    f"{path.stem}-{number}": report
    for path in sorted((DATA / "catalog").glob("*.json"))
    for row in [json.loads(path.read_text(encoding="utf-8"))]
    for number, report in enumerate([row.get("report"), *(api.get("report") for api in row["apis"])])
    if report
}


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_of_the_catalog_can_be_read(name: str) -> None:
    report = REPORTS[name]
    for point in ("list", "id", "own_id", "state", "time", "error"):
        if point in report:
            callbacks.point_of(report[point])
    made = callbacks.of_catalog(report, "query:meta")
    if made is not None:
        assert callbacks.from_data(callbacks.as_data(made)) == made
        assert not {*made.delivered} & {*made.failed}
        assert {*made.code.values()} <= {str(code) for code in range(900, 921)} - {"911"}


@pytest.mark.parametrize(
    "at", ["", "json", "jsonx:/a", "json:a", "form:", "query:>json:/a", "header:X", "body", "form:a\nb"]
)
def test_what_is_no_point_is_refused(at: str) -> None:
    with pytest.raises(ValueError, match=r"^(?s:.*)$"):
        callbacks.point_of(at)


def test_a_callback_keeps_its_order() -> None:
    made = Callback("query:meta", "form:status", ("ok",), ("bad",), time="form:at", code={"bad": "914"})
    assert list(callbacks.as_data(made)) == ["id", "state", "delivered", "failed", "time", "code"]
