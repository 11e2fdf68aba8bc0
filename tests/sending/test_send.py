"""One message against a server that has good days and bad: the outcome is right, and nothing is sent twice."""

from __future__ import annotations

import os
import signal
import socket
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms import refused_addresses
from curl2sms.errors import ExitStatus, SendError
from curl2sms.numbers import NumberFormat
from curl2sms.rendering import render
from curl2sms.response import Point
from curl2sms.sending import Outgoing, Sent, obstacles, plan, send
from curl2sms.template.model import Basic, Pair, Parameters, Template, Variable
from tests import random_answers
from tests.rules import response, rule
from tests.servers import Server, request_on, serving

pytestmark = pytest.mark.usefixtures("no_proxy_of_this_machine")

RULES = response(
    status=(200, 202),
    success=(rule(Point("json:/status"), "equals", "sent"),),
    failure=(rule(Point("json:/status"), "equals", "error"),),
    message_id=Point("json:/id"),
    error_text=Point("json:/why"),
)
TIMEOUT = (0.3, 0.3)


def template(endpoint: str, **parts: Any) -> Template:
    usual: dict[str, Any] = {
        "parameters": Parameters("form", (Pair("to", "$$To"), Pair("text", "$$Body"))),
        "recipient": NumberFormat("digits"),
        "response": RULES,
    }
    return Template("lab", "POST", endpoint, **usual | parts)


def answer(status: int, body: str, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(body.encode())}", *headers]
    return "\r\n".join([*lines, "", body]).encode()


Day = Callable[[socket.socket], None]


def says(data: bytes) -> Day:
    """Answer with these bytes."""

    def day(connection: socket.socket) -> None:
        connection.sendall(data)

    return day


def resets(after: bytes = b"") -> Day:
    """Say so much, then break off so that the peer gets a reset (RST), not an end."""

    def day(connection: socket.socket) -> None:
        connection.sendall(after)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return day


def stays_silent(connection: socket.socket) -> None:
    """Never answer: wait until the other side gives up."""
    connection.recv(1)


class Provider(Server):
    """A server on loopback that counts the messages that reach it whole."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day
        self.messages: list[bytes] = []
        self.url = f"{self.origin}/send"

    def converse(self, connection: socket.socket) -> None:
        self.messages.append(request_on(connection)[1])
        self.day(connection)


def sent(url: str, **parts: Any) -> Sent:
    made = template(url, **parts)
    return send(Outgoing(render(made, "+14155550100", "Hi & bye"), made), timeout=TIMEOUT)


REDIRECT = "Location: https://elsewhere.example/v2/send"

DAYS: dict[str, tuple[Day, str, ExitStatus]] = {
    "accepted": (says(answer(200, '{"status": "sent", "id": "m-1"}')), "accepted", ExitStatus.DONE),
    "accepted with 202": (says(answer(202, '{"status": "sent", "id": 17}')), "accepted", ExitStatus.DONE),
    "200 with an error": (says(answer(200, '{"status": "error", "why": "no credit"}')), "refused", ExitStatus.NO),
    "200 that no rule knows": (says(answer(200, "<html>Welcome</html>")), "unknown", ExitStatus.UNKNOWN),
    "200 with an empty body": (says(answer(200, "")), "unknown", ExitStatus.UNKNOWN),
    "200 cut off": (says(answer(200, '{"status": "sent", "id": "m-1"')), "unknown", ExitStatus.UNKNOWN),
    "200 without end": (says(answer(200, '{"status": "sent"}' + " " * 2_000_000)), "unknown", ExitStatus.UNKNOWN),
    "200 nested": (says(answer(200, '{"status": "sent", "x": ' + "[" * 10_000)), "unknown", ExitStatus.UNKNOWN),
    "200 twice": (says(answer(200, '{"status": "error", "status": "sent"}')), "unknown", ExitStatus.UNKNOWN),
    "200 with null": (says(answer(200, '{"status": null, "id": null}')), "unknown", ExitStatus.UNKNOWN),
    "401": (says(answer(401, '{"why": "who are you"}')), "refused", ExitStatus.NO),
    "429": (says(answer(429, "slow down", "Retry-After: 1")), "refused", ExitStatus.NO),
    "500": (says(answer(500, "oops")), "unknown", ExitStatus.UNKNOWN),
    "503 that asks to try again": (says(answer(503, "later", "Retry-After: 0")), "unknown", ExitStatus.UNKNOWN),
    "a redirect": (says(answer(302, "", REDIRECT)), "refused", ExitStatus.NO),
    "a redirect that keeps the method": (says(answer(307, "", REDIRECT)), "refused", ExitStatus.NO),
    "a redirect to no address": (says(answer(302, "", "Location: http://[::1")), "refused", ExitStatus.NO),
    "a redirect that success's status names": (says(answer(200, "", "Location: //[")), "unknown", ExitStatus.UNKNOWN),
    "an encoding that is none of its bytes": (
        says(answer(200, "no gzip", "Content-Encoding: gzip")), "unknown", ExitStatus.UNKNOWN,
    ),
    "a charset that nobody knows": (
        says(answer(400, "no", "Content-Type: text/plain; charset=x-none")), "refused", ExitStatus.NO,
    ),
    "a reset before the answer": (resets(), "unknown", ExitStatus.UNKNOWN),
    "a reset after the answer's first byte": (resets(b"H"), "unknown", ExitStatus.UNKNOWN),
    "an end before the answer": (says(b""), "unknown", ExitStatus.UNKNOWN),
    "half a body": (says(answer(200, '{"status": "sent"}').replace(b": 18", b": 99")), "unknown", ExitStatus.UNKNOWN),
    "half a chunk": (
        says(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"status": "sent"}'), "unknown",
        ExitStatus.UNKNOWN,
    ),
    "no HTTP at all": (says(b"+OK POP3 ready\r\n"), "unknown", ExitStatus.UNKNOWN),
    "silence": (stays_silent, "unknown", ExitStatus.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("name", DAYS)
def test_the_outcome_is_right_and_one_message_left(name: str) -> None:
    day, verdict, status = DAYS[name]
    with serving(Provider(day)) as server:
        outcome = sent(server.url)
    assert server.messages == [b"to=14155550100&text=Hi+%26+bye"]
    assert (outcome.outcome.verdict, outcome.exit_status) == (verdict, status), outcome.outcome.why


def test_what_the_provider_says_is_handed_on() -> None:
    with serving(Provider(DAYS["accepted"][0])) as server:
        assert sent(server.url).as_json() | {"why": ""} == {
            "outcome": "accepted", "why": "", "status": 200, "message_id": "m-1", "error_text": None, "said": None,
            "redirect": None,
        }  # fmt: skip
    with serving(Provider(DAYS["200 with an error"][0])) as server:
        assert sent(server.url).as_json()["error_text"] == "no credit"


def test_the_providers_own_words_are_found_without_a_rule() -> None:
    with serving(Provider(DAYS["429"][0])) as server:
        assert sent(server.url).said == "slow down"
    with serving(Provider(says(answer(400, "<p>\n  " + "No. " * 200)))) as server:
        said = sent(server.url).said
    assert said is not None
    assert said.startswith("<p> No. No.")
    assert len(said) == 300
    with serving(Provider(DAYS["200 with an error"][0])) as server:
        assert sent(server.url).said == "no credit"
    with serving(Provider(DAYS["200 with an empty body"][0])) as server:
        assert sent(server.url).said is None


def test_an_interrupt_while_the_answer_is_awaited_leaves_it_unknown() -> None:
    def presses_ctrl_c(connection: socket.socket) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        stays_silent(connection)

    with serving(Provider(presses_ctrl_c)) as server:
        outcome = sent(server.url)
    assert outcome.exit_status is ExitStatus.INTERRUPTED
    assert outcome.outcome.verdict == "unknown"
    assert "may have been sent" in outcome.outcome.why


def test_a_fault_of_ours_does_not_hide_that_a_message_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("curl2sms.sending.judge", fails)
    with serving(Provider(DAYS["accepted"][0])) as server:
        outcome = sent(server.url)
    assert outcome.exit_status is ExitStatus.UNKNOWN
    assert "may have been sent" in outcome.outcome.why
    assert "ZeroDivisionError" in outcome.outcome.why


STATUS_LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 302 Found",
        b"HTTP/1.0 500",
        b"HTTP/1.1 100 Continue",
        b"HTTP/1.1 204 x",
        b"HTTP/9.9",
    ]
)
HEADERS = st.sampled_from(
    [
        b"Content-Type: application/json; charset=utf-16", b"Content-Type: text/xml", b"Content-Encoding: gzip",
        b"Content-Encoding: deflate, br", b"Transfer-Encoding: chunked", b"Content-Length: -1", b"Content-Length: 3",
        b"Content-Length: 9", b"Location: http://[::1", b"Location: \xff\xfe", b"no colon", b": no name",
    ]
)  # fmt: skip
BODIES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [b'{"status": "sent"}', b'{"status": ["sent"]}', b'{"id": 1e999}', b"<a>&b;</a>", b"ff\r\n{}", b"\x1f\x8b"]
    ),
)


@pytest.mark.slow
@given(st.data())
def test_whatever_is_answered_the_outcome_is_accepted_refused_or_unknown(data: st.DataObject) -> None:
    lines = [data.draw(STATUS_LINES), *data.draw(st.lists(HEADERS, max_size=4))]
    raw = data.draw(st.one_of(st.binary(max_size=60), BODIES.map(lambda body: b"\r\n".join([*lines, b"", body]))))
    with serving(Provider(says(raw))) as server:
        outcome = sent(server.url)
    assert outcome.exit_status in (ExitStatus.DONE, ExitStatus.NO, ExitStatus.UNKNOWN)
    assert len(server.messages) == 1
    assert "reading its answer failed" not in outcome.outcome.why, raw


@pytest.mark.slow
def test_a_broken_answer_is_accepted_refused_or_unknown_to_the_command() -> None:
    assert [found for found in random_answers.outcomes(60) if found[-1]] == []


def test_no_answer_says_that_it_may_have_been_sent() -> None:
    with serving(Provider(stays_silent)) as server:
        outcome = sent(server.url)
    assert "may have been sent" in outcome.outcome.why
    assert outcome.as_json()["status"] is None


@pytest.mark.parametrize(
    ("location", "target"),
    [("https://elsewhere.example/v2", "https://elsewhere.example/v2"), ("/v2", "{origin}/v2"), ("//x.example", "http://x.example")],
)  # fmt: skip
def test_a_redirect_names_its_target(location: str, target: str) -> None:
    with serving(Provider(says(answer(301, "", f"Location: {location}")))) as server:
        outcome = sent(server.url)
    target = target.format(origin=server.url.removesuffix("/send"))
    assert outcome.redirect == target
    assert target in outcome.outcome.why


def test_a_redirect_that_the_template_calls_success_is_one() -> None:
    with serving(Provider(says(answer(302, "", REDIRECT)))) as server:
        assert sent(server.url, response=response(status=(302,))).outcome.verdict == "accepted"


def test_a_refused_connection_sends_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(SendError) as caught:
        sent(f"http://127.0.0.1:{port}/send")
    assert "Nothing was sent" in caught.value.note.message


def test_a_connection_that_never_comes_about_sends_nothing() -> None:
    # A backlog that is full: the kernel lets further connections wait.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        waiting = [socket.socket() for _ in range(2)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        with pytest.raises(SendError) as caught:
            sent(f"http://127.0.0.1:{listener.getsockname()[1]}/send")
        for one in waiting:
            one.close()
    assert "Nothing was sent" in caught.value.note.message


def refusals(made: Template, **options: Any) -> list[str]:
    request = render(made, "+14155550100", "Hi", variables={v.name: "value" for v in made.variables})
    return [one.id for one in obstacles(Outgoing(request, made, **options))]


BASIC = {"authentication": Basic("lab", "s3cr3t-pa55word")}
IN_HEADER = {"headers": (Pair("Authorization", "Bearer 2f1c8a7c55aa4be0b1"),)}
IN_FORM = {
    "parameters": Parameters("form", (Pair("to", "$$To"), Pair("text", "$$Body"), Pair("password", "xK2-99fqLm1"))),
}
IN_VARIABLE = {"authentication": Basic("lab", "${LAB_TOKEN}"), "variables": (Variable("LAB_TOKEN", secret=True),)}


@pytest.mark.parametrize("parts", [BASIC, IN_HEADER, IN_FORM, IN_VARIABLE], ids=["basic", "header", "form", "variable"])
def test_credentials_over_http_need_a_word(parts: dict[str, Any]) -> None:
    assert refusals(template("http://sms.example/send", **parts)) == ["send-over-http"]
    assert refusals(template("http://sms.example/send", **parts), insecure_http=True) == []
    assert refusals(template("https://sms.example/send", **parts)) == []
    assert refusals(template("http://sms.example/send")) == []


def test_a_refusal_is_raised_before_anything_leaves() -> None:
    with serving(Provider(DAYS["accepted"][0])) as server:
        made = template(server.url, **BASIC)
        request = render(made, "+14155550100", "Hi")
        with pytest.raises(SendError) as caught:
            send(Outgoing(request, made), timeout=TIMEOUT)
        assert caught.value.note.id == "send-over-http"
        assert server.messages == []
        assert send(Outgoing(request, made, insecure_http=True), timeout=TIMEOUT).exit_status is ExitStatus.DONE
        assert len(server.messages) == 1


def test_values_to_be_filled_in_are_refused() -> None:
    made = template("https://sms.example/send", headers=(Pair("Authorization", "App YOUR_API_KEY"),))
    assert refusals(made) == ["send-unfilled"]


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254", "169.254.169.254:80", "169.254.1.1", "2852039166", "0xa9fea9fe",
        "169.254.43518", "0251.0376.0251.0376",
        "[fe80::1]", "[fe80::1%25eth0]:8080", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::a9fe:a9fe]", "[64:ff9b:1:a9fe:a9:fe00::]", "[64:ff9b:1:12a9:fe:a9fe::]",
        "[64:ff9b:1:1234:a9:fea9:fe00:0]", "[2001:db8::5efe:a9fe:a9fe]", "[2001:db8::200:5efe:a9fe:a9fe]",
        "[2002:a9fe:a9fe::]", "[::a9fe:a9fe]", "100.100.100.200", "168.63.129.16",
        "１６９.２５４.169.254", "169。254。169。254", "%31%36%39.254.169.254",
        "metadata.google.internal", "METADATA.google.internal.", "instance-data",
    ],
)  # fmt: skip
def test_addresses_of_metadata_are_refused_in_every_notation(host: str) -> None:
    assert refusals(template(f"http://{host}/latest")) == ["send-refused-address"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "10.1.2.3", "192.168.0.7", "[::1]:80", "[2001:db8::1]", "sms.example", "localhost"]
)
def test_other_addresses_are_not_refused(host: str) -> None:
    assert refusals(template(f"http://{host}/send")) == []


def test_a_name_that_leads_to_a_refused_address_is_caught_at_the_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback replaces the refused address: the name looks harmless, the connection's other end does not."""
    from ipaddress import ip_network

    monkeypatch.setattr(refused_addresses, "_table", lambda: (((ip_network("127.0.0.0/8"), "a trap"),), {}))
    with serving(Provider(DAYS["accepted"][0])) as server:
        with pytest.raises(SendError) as caught:
            sent(server.url.replace("127.0.0.1", "localhost"))
        assert caught.value.note.id == "send-refused-address"
    assert server.messages == []


def test_a_proxys_own_address_is_not_the_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    from ipaddress import ip_network

    monkeypatch.setattr(refused_addresses, "_table", lambda: (((ip_network("127.0.0.0/8"), "a trap"),), {}))
    with serving(Provider(DAYS["accepted"][0])) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/send"))
        assert sent("http://sms.invalid/send").outcome.verdict == "accepted"
        assert len(proxy.messages) == 1


def test_the_plan_tells_what_is_about_to_happen() -> None:
    made = template("https://sms.example:8443/send?x=1", **IN_VARIABLE)
    request = render(made, "+1 415 555-0100", "Zoë", variables={"LAB_TOKEN": "t"})
    made_plan = plan(Outgoing(request, made), to="+1 415 555-0100", body="Zoë", from_environment=["LAB_TOKEN"])
    assert made_plan.host == "sms.example:8443"
    assert made_plan.number == "14155550100"
    assert made_plan.segments is not None
    assert made_plan.segments.encoding == "UCS-2"
    assert made_plan.from_environment == ("LAB_TOKEN",)
    assert made_plan.obstacles == ()


def test_the_refused_addresses_are_valid_by_their_schema() -> None:
    import json

    import jsonschema

    from curl2sms.shipped import DATA

    schema = json.loads((DATA / "refused-addresses.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads((DATA / "refused-addresses.json").read_text("utf-8")))


def test_the_parts_that_were_refused_are_listed() -> None:
    each = response(
        success=(rule(Point("json:/*/state"), "equals", "sent"),),
        failure=(rule(Point("json:/*/state"), "differs", "sent"),),
        error_text=Point("json:/*/why"),
    )
    body = '[{"state": "sent"}, {"state": "no", "why": "blocked"}, {"state": "no"}]'
    with serving(Provider(says(answer(200, body)))) as server:
        result = sent(server.url, response=each)
    assert (result.outcome.verdict, result.exit_status) == ("partial", ExitStatus.NO)
    assert result.as_json()["refused"] == [
        {"at": "json:/1", "error_text": "blocked"},
        {"at": "json:/2", "error_text": None},
    ]
