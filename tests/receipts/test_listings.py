"""Reports as documentations print them: what of each is offered as id, state, time and error.

Each is written after the page of a provider that the program had not seen before; the values are our own.
"""

from __future__ import annotations

import pytest

from curl2sms import receipts
from curl2sms.errors import AmbiguousError, SampleError, Source
from curl2sms.receipts import Given

NOW = 1716400000

LISTINGS = {
    "a URL without a scheme, on two lines": (
        "www.example.com/dlr.aspx?EventID=32433326&Phonenumber=353870000000\n &Status=DELIVRD&CustomerID=c-17",
        "--id query:CustomerID --state query:Status --delivered DELIVRD",
    ),
    "a URL without a path": (
        "http://example.com?doneDate=2405221006&errorCode=000&status=DELIVRD&messageId=55&mobile=919812345417",
        "--id query:messageId --state query:status --time query:doneDate --error query:errorCode --delivered DELIVRD",
    ),
    "a URL, its method below": (
        "https://www.example.com/ack?mobile=919812345417&status=UNDELIV&my_id=c-17&deliv_at=1716372380\nGET.",
        "--id query:my_id --state query:status --time query:deliv_at --failed UNDELIV",
    ),
    "a URL with spaces in its values": (
        "https://example.com/d?sSender=ACME&sStatus=UNDELIV&dtSubmit=2024-05-22 10:06:18&dtDone=2024-05-22 10:06:20"
        "&sMessageId=77&iErrCode=205",
        "--id query:sMessageId --state query:sStatus --time query:dtDone --error query:iErrCode --failed UNDELIV",
    ),
    "what a program printed": (
        "Post Variables\n(\n[uuid] => s-1c3b\n[send_status] => delivered\n[status] => DELIVRD\n[error] => 000\n)\n",
        "--id form:uuid --state form:send_status --error form:error --delivered delivered",
    ),
    "pairs one a line": (
        "ref=c-17\nstatus=DELIVRD\n",
        "--id form:ref --state form:status --delivered DELIVRD",
    ),
    "names and values one a line": (
        "ref: c 17,\nstatus: failed\n",
        "--id form:ref --state form:status --failed failed",
    ),
    "pairs in quotation marks": ('"ref=c-17&status=read"', "--id form:ref --state form:status --delivered read"),
    "a request without a version": (
        'POST /hook\nHost: example.com\n\n{"ref": "9", "status": "delivered"}',
        "--id json:/ref --state json:/status --delivered delivered",
    ),
    "a command": (
        "curl --location 'https://example.com/dlr' --data-urlencode 'status=DELIVRD' --data-urlencode 'clientRef=44'",
        "--id form:clientRef --state form:status --delivered DELIVRD",
    ),
    "a state that is a number": (
        '{"id": "e-1", "created_at": 1716372380, "data": {"id": "d-1", "dlr_code": 8, "callback_data": "c-17"}}',
        "--id json:/data/callback_data --state json:/data/dlr_code --time json:/created_at",
    ),
    "an id beside the state, and one of the event": (
        '{"data": {"id": "e-1", "payload": {"completed_at": "2024-05-22T10:06:20Z", "id": "m-1",'
        ' "to": [{"phone_number": "+18665550001", "status": "delivered"}]}}}',
        "--id json:/data/payload/id --state json:/data/payload/to/0/status --time json:/data/payload/completed_at"
        " --delivered delivered",
    ),
    "a list, its times in words": (
        '[{"To": "8521234", "Status": "6", "MessageId": "m-1", "SendDate": "Wed, 22 May 2024 18:06:18 +0800",'
        ' "ReceiveDate": "Wed, 22 May 2024 18:06:20 +0800", "ErrorCode": "E1"}]',
        "--list json: --id json:/MessageId --state json:/Status --time json:/ReceiveDate --error json:/ErrorCode",
    ),
    "numbers that are no moments": (
        '{"delivery_status": "delivered", "from": "12003004000", "id": "m-1", "timestamp": "2024-05-22T10:06:20.0Z"}',
        "--id json:/id --state json:/delivery_status --time json:/timestamp --delivered delivered",
    ),
    "a word apart from its negation": (
        "request_id=r-1&msg_id=m-1&status=un_delivered&delivered=",
        "--id form:request_id --state form:status --failed un_delivered",
    ),
    "a name for the kind of message": (
        "SMS-NotifyId=abc1&SMS-Success=False&SMS-MobileNumber=353861234567&SMS-DeliveryTime=2024-05-22 10:06:20",
        "--id form:SMS-NotifyId --state form:SMS-Success --time form:SMS-DeliveryTime",
    ),
}


@pytest.mark.parametrize("name", LISTINGS)
def test_what_a_documentation_prints_is_read(name: str) -> None:
    text, options = LISTINGS[name]
    with pytest.raises(AmbiguousError) as question:
        receipts.callback_of(receipts.read(Source(name, text)), Given({}), now=NOW)
    assert question.value.note.typed.removeprefix("Run again with: ").partition(" (")[0] == options


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 500_000 + "b",
        "a=1" + "\n" * 500_000 + "b",
        "(\n[a] => " + " " * 500_000 + "b\n",
        "a" * 500_000,
        "a." * 250_000,
        "[response=\n[\n{\n“eventType”: “DELIVERED”\n}\n]",
        "{'id': '1'}",
        '{"id": "1", // ours\n "status": "ok"}',
        "(\n[id] => 1\n)\n(\n[id] => 2\n)\n",  # two reports: which one?
        "(\n[id] => Array\n  (\n  [x] => 2\n)\n)\n",
        "status DELIVRD\nref 17",
        "www.example.com",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_what_is_cut_or_changed_is_refused(text: str) -> None:
    with pytest.raises(SampleError):
        receipts.read(Source("report", text))
