"""A message that needs a token, against a server that is both the token endpoint and the provider."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms import dump, oauth
from curl2sms.cli import main
from curl2sms.errors import ExitStatus, SendError
from curl2sms.http import Answer, OAuth2
from curl2sms.rendering import filled_client, render
from curl2sms.response import Point
from curl2sms.sending import Outgoing, Sent, obstacles, plan, send
from curl2sms.template.model import Pair, Parameters, Template, Variable
from tests.rules import response, rule
from tests.servers import Server, request_on, serving

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_proxy_of_this_machine")]

RULES = response(status=(200,), success=(rule(Point("json:/status"), "equals", "sent"),), message_id=Point("json:/id"))
SECRET = "q8Zt40LmX2"


def answer(status: int, data: object, *headers: str) -> bytes:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def token(text: str, **more: object) -> bytes:
    return answer(200, {"access_token": text, **more})


SENT = answer(200, {"status": "sent", "id": "m-1"})
REFUSED = answer(401, {"error": "invalid_token"})
Turn = bytes | Callable[[socket.socket], None]


def stays_silent(connection: socket.socket) -> None:
    connection.recv(1)


def presses_ctrl_c(connection: socket.socket) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    stays_silent(connection)


class Both(Server):
    """A server that answers request by request, and keeps what came: path, authorization, body."""

    def __init__(self, *turns: Turn) -> None:
        super().__init__()
        self.turns = list(turns)
        self.came: list[tuple[str, str, str]] = []

    def converse(self, connection: socket.socket) -> None:
        head, body = request_on(connection)
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        self.came.append((first.split(" ")[1], headers.get("authorization", ""), body.decode()))
        turn = self.turns.pop(0)
        if isinstance(turn, bytes):
            connection.sendall(turn)
        else:
            turn(connection)


def template(origin: str, **parts: Any) -> Template:
    client = OAuth2(f"{origin}/token", "shop", "${SECRET}", (("grant_type", "client_credentials"),))
    usual: dict[str, Any] = {
        "authentication": client,
        "parameters": Parameters("form", (Pair("to", "$$To"),)),
        "response": RULES,
        "variables": (Variable("SECRET", secret=True),),
    }
    return Template("lab", "POST", f"{origin}/send", **usual | parts)


def sent(server: Both, **parts: Any) -> Sent:
    made = template(server.origin, **parts)
    request = render(made, "14155550100", None)
    client = filled_client(made, {"SECRET": SECRET})
    return send(Outgoing(request, made, client, insecure_http=True), timeout=(0.3, 0.3))


ASKED = ("/token", "", f"grant_type=client_credentials&client_id=shop&client_secret={SECRET}")


def message(text: str) -> tuple[str, str, str]:
    return "/send", f"Bearer {text}", "to=14155550100"


@pytest.mark.parametrize(
    ("turns", "came", "verdict"),
    [
        ((token("one"), SENT), [ASKED, message("one")], "accepted"),
        ((token("one"), REFUSED, token("two"), SENT), [ASKED, message("one"), ASKED, message("two")], "accepted"),
        ((token("one"), REFUSED, token("two"), REFUSED), [ASKED, message("one"), ASKED, message("two")], "refused"),
        ((token("one"), REFUSED, token("one")), [ASKED, message("one"), ASKED], "refused"),
        ((token("one"), REFUSED, answer(400, {})), [ASKED, message("one"), ASKED], "refused"),
        ((token("one"), answer(403, {})), [ASKED, message("one")], "refused"),
        ((token("one"), answer(500, {})), [ASKED, message("one")], "unknown"),
        ((token("one"), answer(401, {"id": "m-1"})), [ASKED, message("one")], "refused"),
        ((token("one"), stays_silent), [ASKED, message("one")], "unknown"),
        (
            (token("one"), REFUSED, token("two"), stays_silent),
            [ASKED, message("one"), ASKED, message("two")],
            "unknown",
        ),
        ((token("one"), answer(307, {}, "Location: /token")), [ASKED, message("one")], "refused"),
    ],
)
def test_a_message_goes_out_once_or_once_more_with_a_new_token(
    turns: Sequence[Turn], came: list[tuple[str, str, str]], verdict: str
) -> None:
    with serving(Both(*turns)) as server:
        outcome = sent(server)
    assert server.came == came
    assert outcome.outcome.verdict == verdict, outcome.outcome.why


def test_an_answer_401_that_the_template_takes_for_success_is_the_end() -> None:
    with serving(Both(token("one"), answer(401, {"status": "sent"}))) as server:
        rules = response(status=(401,), success=(rule(Point("json:/status"), "equals", "sent"),))
        assert sent(server, response=rules).outcome.verdict == "accepted"
    assert len(server.came) == 2


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (answer(401, {"error": "invalid_client", "error_description": f"no {SECRET}"}), "token-refused"),
        (answer(302, {}, "Location: /elsewhere"), "token-refused"),
        (answer(500, b"oops"), "token-refused"),
        (answer(200, {"error": "invalid_scope"}), "token-missing"),
        (answer(200, {"access_token": None}), "token-missing"),
        (answer(200, b"access_token=one"), "token-missing"),
        (answer(200, b'{"access_token": "one"'), "token-unreadable"),
        (answer(200, b'{"access_token": "one"}' + b" " * 2_000_000), "token-unreadable"),
        (token("one\r\nX-Injected: 1"), "token-unfit"),
        (token("one two"), "token-unfit"),
        (token("t\u00f6ken"), "token-unfit"),
        (stays_silent, "token-no-answer"),
        (b"+OK POP3 ready\r\n", "token-no-answer"),
    ],
)
def test_without_a_token_no_message_is_sent(turn: Turn, said: str) -> None:
    with serving(Both(turn)) as server, pytest.raises(SendError) as caught:
        sent(server)
    assert caught.value.note.id == said
    assert "No message was sent" in caught.value.note.message
    assert SECRET not in caught.value.note.message
    assert [path for path, _, _ in server.came] == ["/token"]


def test_the_endpoint_s_own_words_are_handed_on() -> None:
    refusal = answer(400, {"error": "invalid_client", "error_description": "Unknown client"})
    with serving(Both(refusal)) as server, pytest.raises(SendError) as caught:
        sent(server)
    assert "(invalid_client: Unknown client)" in caught.value.note.message


def test_an_interrupt_while_the_token_is_awaited_sends_nothing() -> None:
    with serving(Both(presses_ctrl_c)) as server, pytest.raises(KeyboardInterrupt):
        sent(server)
    assert len(server.came) == 1


def test_an_interrupt_after_the_token_leaves_it_unknown() -> None:
    with serving(Both(token("one"), presses_ctrl_c)) as server:
        assert sent(server).exit_status is ExitStatus.INTERRUPTED


def test_a_token_that_has_expired_is_none() -> None:
    with serving(Both(token("one", expires_in=0), token("one", expires_in=3600), SENT)) as server:
        made = template(server.origin)
        assert made.client is not None
        client = OAuth2(made.client.token_url, "shop", SECRET, expires_at="json:/expires_in")
        message = Outgoing(render(made, "1415", None), made, client, insecure_http=True)
        with pytest.raises(SendError) as caught:
            send(message)
        assert caught.value.note.id == "token-expired"
        assert send(message).outcome.verdict == "accepted"


def refusals(token_url: str, **options: Any) -> list[str]:
    made = template("https://sms.example")
    client = OAuth2(token_url, "shop", SECRET)
    return [one.id for one in obstacles(Outgoing(render(made, "1415", None), made, client, **options))]


def test_the_token_s_url_keeps_all_rules() -> None:
    assert refusals("https://auth.example/token") == []
    assert refusals("http://auth.example/token") == ["send-over-http"]
    assert refusals("http://auth.example/token", insecure_http=True) == []
    assert refusals("https://169.254.169.254/token") == ["send-refused-address"]


def test_what_is_still_to_be_filled_in_of_the_client_stops_it() -> None:
    client = OAuth2("https://<host>/token", "YOUR_CLIENT_ID", "", (("scope", "<scope>"),))
    made = template("https://sms.example", authentication=client)
    (one,) = obstacles(Outgoing(render(made, "1415", None), made, client))
    assert one.id == "send-unfilled"
    for place in ("token_url", "client_id", "client_secret", "scope"):
        assert f"authentication:{place}" in one.message
    places = [f"authentication:{place}" for place in ("token_url", "client_id", "client_secret", "scope")]
    assert list(obstacles(Outgoing(render(made, "1415", None), made, client, allow_unfilled=places))) == []


def test_the_plan_names_where_the_token_comes_from() -> None:
    made = template("https://sms.example")
    client = OAuth2("https://auth.example:8443/token", "shop", SECRET)
    assert plan(Outgoing(render(made, "1415", None), made, client)).token_host == "auth.example:8443"
    with pytest.raises(ValueError, match="its client is needed"):
        send(Outgoing(render(made, "1415", None), made))


def test_the_tokens_are_kept_and_not_shown() -> None:
    with serving(Both(token("t0p-s3cret-token"), answer(400, {"error": "bad token t0p-s3cret-token"}))) as server:
        outcome = sent(server)
    assert outcome.tokens == ("t0p-s3cret-token",)
    assert "t0p-s3cret" not in repr(replace(outcome, answer=None, outcome=replace(outcome.outcome, why="")))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    texts=st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=4, unique_by=lambda pair: pair[0]),
    client_id=TEXTS,
    secret=TEXTS,
    syntax=st.sampled_from(["form", "json"]),
)
def test_every_text_of_the_token_request_arrives(
    texts: list[tuple[str, str]], client_id: str, secret: str, syntax: str
) -> None:
    from urllib.parse import parse_qsl

    own = [pair for pair in texts if pair[0] not in ("client_id", "client_secret")]
    client = OAuth2("https://a.example/t", client_id, secret, tuple(own), syntax=syntax)
    body = (oauth.token_request(client).body or b"").decode()
    got = json.loads(body) if syntax == "json" else dict(parse_qsl(body, keep_blank_values=True))
    assert got == dict([*own, ("client_id", client_id), ("client_secret", secret)])


@given(st.text(max_size=30))
def test_a_token_is_taken_whole_or_not_at_all(text: str) -> None:
    client = OAuth2("https://a.example/t", "id", "secret")
    found = Answer(200, (), json.dumps({"access_token": text}).encode())
    fits = bool(text) and all("!" <= character <= "~" for character in text)
    try:
        assert oauth.token_of(client, found) == text
        assert fits
    except SendError:
        assert not fits


def test_what_the_command_prints_shows_no_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(Both(token("t0p-s3cret-token"), answer(400, {"error": f"t0p-s3cret-token of {SECRET}"}))) as server:
        # Read from a file, a token's URL is https; one that a variable gives is http only with the option for it.
        pairs = (Pair("to", "$$To"), Pair("text", "$$Body"))
        tokens = Variable("TOKENS", kind="url")
        client = OAuth2("${TOKENS}/token", "shop", "${SECRET}")
        made = template(
            server.origin,
            authentication=client,
            parameters=Parameters("form", pairs),
            variables=(tokens, Variable("SECRET", secret=True)),
        )
        file = tmp_path / "provider.json"
        file.write_text(dump(made), encoding="utf-8")
        values = ["--var", f"SECRET={SECRET}", "--var", f"TOKENS={server.origin}"]
        arguments = ["send", str(file), "--to", "+14155550100", "--body", "Hi", "--yes", *values]
        assert main(arguments) == 2
        status = main([*arguments, "--insecure-http"])
    shown = capsys.readouterr()
    assert status == 1, shown.err
    assert "the provider says" in shown.out
    assert "t0p-s3cret" not in shown.out + shown.err
    assert SECRET not in shown.out + shown.err
