"""Twelve kinds of secret in every place that may hold one, through every output: none shows it, nor half of it."""

from __future__ import annotations

import base64
import json
import shlex
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from curl2sms import wire
from curl2sms.cli import main
from curl2sms.converting import convert
from curl2sms.errors import Source, note
from curl2sms.http import HttpRequest
from curl2sms.proving.mock import provider
from curl2sms.proving.model import Check, Difference, Report, Verdict, noted
from curl2sms.pytest_plugin import SmsProvider
from curl2sms.report import FORMATS
from curl2sms.secret_values import Secrets, of_template
from curl2sms.template.model import Basic, Pair, Parameters, Template

KINDS = {
    "a key": "k3y-91aa-Zq77",
    "a short one": "Zq7x",
    "signs that URLs encode": "p@ss w0rd&+=%7",
    "letters of another script": "ключ-99x",
    "Base64 of words": "c2Vzc2lvbiBvZiB0aHJlZQ==",
    "a JSON Web Token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3NyJ9.Qx7-aa91_Zk",
    "a JSON Web Token after a hyphen": "v1-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3NyJ9.Qx7-aa91_Zk",
    "a UUID": "9b2f6c1e-77aa-4c1d-9e10-5d2c7f3ab481",
    "a hash": "5f4dcc3b5aa765d61d8327deb882cf99",
    "digits": "84629173",
    "a long one": "Ab3-" * 90 + "end",
    "quotes and backslashes": "a\"b\\c'd7",
    "a plain word": "drosselweg",
}
MESSAGE = "-d to=14155550142 -d text='Hello you there'"


def form(**pairs: str) -> str:
    """Pairs as ``-d`` options."""
    return " ".join(f"-d {shlex.quote(f'{name}={quote_plus(value)}')}" for name, value in pairs.items())


def as_json(data: object) -> str:
    """A JSON body as an option."""
    return f"-H 'Content-Type: application/json' -d {shlex.quote(json.dumps(data))}"


def header(text: str) -> str:
    """A header as an option."""
    return f"-H {shlex.quote(text)}"


def encoded(text: str) -> str:
    """A text as one part of a URL."""
    return quote(text, safe="")


def quoted(text: str) -> str:
    """A text between quotes, as curl takes it for a part's value."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


URL = "https://sms.example/send"
FORM = "application/x-www-form-urlencoded"
TO: dict[str, Any] = {"to": "14155550142", "text": "Hello you there"}
PLACES: dict[str, Callable[[str], str]] = {
    "query": lambda s: f"curl '{URL}?apikey={encoded(s)}' {MESSAGE}",
    "form": lambda s: f"curl {URL} {MESSAGE} {form(password=s)}",
    "multipart": lambda s: f"curl {URL} -F to=14155550142 -F 'text=Hello' -F {shlex.quote('password=' + quoted(s))}",
    "JSON": lambda s: f"curl {URL} {as_json({**TO, 'api_key': s})}",
    "JSON in a form": lambda s: f"curl {URL} {form(data=json.dumps({**TO, 'api_key': s}))}",
    "XML": lambda s: (
        f"curl {URL} -H 'Content-Type: text/xml' -d "
        + shlex.quote(f"<m><password>{escape(s)}</password><to>14155550142</to><text>Hello you there</text></m>")
    ),
    "a header": lambda s: f"curl {URL} {MESSAGE} {header(f'X-Api-Key: {s}')}",
    "Authorization": lambda s: f"curl {URL} {MESSAGE} {header(f'Authorization: Bearer {s}')}",
    "a misspelt Authorization": lambda s: f"curl {URL} {MESSAGE} {header(f'Auntorization: Bearer {s}')}",
    "a header of another name": lambda s: f"curl {URL} {MESSAGE} {header(f'X-Custom: Basic {s}')}",
    "Basic": lambda s: f"curl {URL} {MESSAGE} -u {shlex.quote(f'anton:{s}')}",
    "userinfo": lambda s: f"curl 'https://anton:{encoded(s)}@sms.example/send' {MESSAGE}",
    "the path": lambda s: f"curl '{URL}/token/{encoded(s)}/sms' {MESSAGE}",
    "a URL in a value": lambda s: (
        f"curl {URL} {MESSAGE} {form(dlr_url=f'https://me.example/dlr?id=7&token={encoded(s)}')}"
    ),
    "Referer": lambda s: f"curl {URL} {MESSAGE} {header(f'Referer: https://me.example/a?token={encoded(s)}')}",
    "a cookie": lambda s: f"curl {URL} {MESSAGE} {header(f'Cookie: session={encoded(s)}')}",
    "a proxy's password": lambda s: f"curl {URL} {MESSAGE} --proxy-user {shlex.quote(f'anton:{s}')}",
    "a variable": lambda s: f"KEY={shlex.quote(s)}\ncurl {URL} {MESSAGE} -H \"X-Api-Key: $KEY\"",
}  # fmt: skip
# A word, or a few letters, in the path may be the name of the call.
NOT_TOLD = {
    ("the path", "a plain word"),
    ("the path", "letters of another script"),
    ("the path", "quotes and backslashes"),
}


def spellings(secret: str) -> set[str]:
    """How a secret, or the first half of it, may be in what is shown."""
    half = secret[: max(4, len(secret) // 2 + 1)]
    found = set[str]()
    for text in (secret, half):
        once = json.dumps(text)[1:-1]
        found |= {text, quote(text, safe=""), quote(text), quote_plus(text), escape(text), once, json.dumps(once)[1:-1]}
        found |= {repr(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    whole = secret.encode()
    return found | {base64.b64encode(whole).decode(), base64.b64encode(b"anton:" + whole).decode().rstrip("=")}


def shown_by(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command writes; of ``explain --format json`` all but the request, which is shown whole."""
    main(words)
    out, err = capsys.readouterr()
    if words[:1] == ["explain"] and "json" in words:
        out = json.dumps(json.loads(out) | {"request": None}, ensure_ascii=False)
    return out + err


def leaks(secret: str, shown: str) -> list[str]:
    """The lines that show a secret."""
    return [line[:300] for line in shown.splitlines() if any(spelling in line for spelling in spellings(secret))]


def files(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Path, str]:
    """A sample and its template as files, and what ``convert`` says."""
    sample, template = folder / "sample.sh", folder / "provider.json"
    sample.write_text(command, encoding="utf-8")
    said = shown_by(["convert", str(sample), "-o", str(template)], capsys)
    assert template.exists(), said
    return sample, template, said


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_command_shows_a_secret(place: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if (place, kind) in NOT_TOLD:
        pytest.skip("it may be the name of a call")
    secret = KINDS[kind]
    sample, template, shown = files(PLACES[place](secret), tmp_path, capsys)
    for words in (
        ["explain", str(sample)],
        ["explain", str(sample), "--format", "json"],
        ["sheet", str(template)],
        ["sheet", str(template), "--format", "markdown"],
        ["sheet", str(template), "--format", "html"],
        ["send", str(template), "--to", "+14155550142", "--body", "Hello", "--dry-run"],
    ):
        shown += shown_by(words, capsys)
    made = convert(Source("sample", sample.read_text(encoding="utf-8")))
    shown += f"\n{made!r}\n{made.template!r}\n{made.template.authentication!r}\n{made.template.parameters!r}"
    assert leaks(secret, shown) == []


ROTATED = [(place, list(KINDS)[number % len(KINDS)]) for number, place in enumerate(PLACES)]


@pytest.mark.slow
@pytest.mark.usefixtures("few_texts")
@pytest.mark.parametrize(("place", "kind"), [pair for pair in ROTATED if pair not in NOT_TOLD])
def test_no_report_shows_a_secret_of_either_side(
    place: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The template has one secret and the sample beside it another, so the difference would show both."""
    ours, theirs = KINDS[kind], "other-77b2-" + KINDS[kind][::-1]
    _, template, shown = files(PLACES[place](ours), tmp_path, capsys)
    beside = tmp_path / "beside.sh"
    beside.write_text(PLACES[place](theirs), encoding="utf-8")
    for form_of_report in ("text", "json", "junit", "github"):
        shown += shown_by(["verify", str(template), "--against", str(beside), "--format", form_of_report], capsys)
    assert leaks(ours, shown) + leaks(theirs, shown) == []


def test_a_notes_own_words_and_its_place_are_never_masked() -> None:
    said = note("value-unfilled", at="query:letters", value="letters", option="")
    hidden = said.hidden(Secrets(frozenset({"letters", "still", "filled"})).mask())
    assert hidden.message == "query:letters is still to be filled in: ***."
    assert hidden.hidden(str).message == hidden.message


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_masks_both_sides_by_place_and_keeps_its_own_words(name: str) -> None:
    """A value that nobody knows to be secret arrives where a secret is: no value shows, so the place does."""
    differences = (
        Difference("query:apikey", "k3y-91aa", "unknown-77"),
        Difference("header:Authorization", "Bearer k3y-91aa", "Bearer unknown-77"),
        Difference("query", "a=1&apikey=k3y-91aa", "a=1&apikey=unknown-77"),
    )
    checks = (
        Check("request", "target", Verdict.FAIL, differences=differences),
        noted("lint", note("encoding-narrow", at="query:t", value="letters")),
    )
    secrets = Secrets(frozenset({"k3y-91aa", "letters"}), frozenset({"query:apikey"}))
    shown = FORMATS[name]([Report("x", checks, secrets=secrets)])
    assert "k3y-91aa" not in shown
    assert "unknown-77" not in shown
    assert "Bearer ***" in shown
    assert "plain letters" in " ".join(shown.split())


def test_a_password_that_is_the_name_of_its_field_is_masked_as_a_value_only() -> None:
    secrets = Secrets(frozenset({"password"}))
    assert secrets.mask()("The password: form:password has no password. password=password&x") == (
        "The password: form:password has no password. password=***&x"
    )


def test_the_plugin_shows_no_secret_of_the_template_or_of_what_arrived() -> None:
    pairs = (Pair("to", "$$To"), Pair("text", "$$Body"), Pair("api_key", "k3y-91aa-Zq77"))
    template = Template(
        "x", "POST", "https://sms.example/send", Basic("anton", "pa55-77b2"), (), Parameters("form", pairs)
    )
    with provider() as running:
        mock = SmsProvider(running)
        body = b"to=14155550142&text=Hello&api_key=0ther-55c1-Xy"
        headers = (("Authorization", "Basic YW50b246NTVjMS14eXo="), ("Content-Type", FORM))
        wire.send(HttpRequest("POST", f"{mock.url}/send", headers, body), timeout=(5, 5))
        message = mock.message(template)
    shown = f"{message!r} {template!r} {message.differences}"
    assert "form:api_key" in shown
    for secret in ("k3y-91aa-Zq77", "0ther-55c1-Xy", "pa55-77b2", "55c1-xyz", "YW50b246NTVjMS14eXo"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("endpoint", "secret", "is_one"),
    [
        ("/Accounts/AC0f9b1c77aa4c1d9e10/Messages", "AC0f9b1c77aa4c1d9e10", True),
        ("/token/zq77/send", "zq77", True),
        ("/v1/messages", "messages", False),
        ("/sms/2024-10-01/send", "2024-10-01", False),
        ("/send?dlr=https%3A%2F%2Fme.example%2Fd%3Fapi_key%3Dzq77-b", "zq77-b", True),
        ("/send?dlr=https%3A%2F%2Fanton%3Azq77@me.example%2Fd", "zq77", True),
        ("/send?dlr=https%3A%2F%2Fme.example%2Fd%3Fstatus%3Dzq77-b", "zq77-b", False),
        (f"/send?trace={KINDS['a JSON Web Token']}", KINDS["a JSON Web Token"], True),
        ("/send?from=sk_live_9a8b7c6d5e4f3a2b", "sk_live_9a8b7c6d5e4f3a2b", True),
    ],
)  # fmt: skip
def test_what_is_secret_beside_the_credentials(endpoint: str, secret: str, is_one: bool) -> None:
    pairs = Parameters("form", (Pair("to", "$$To"), Pair("text", "$$Body")))
    template = Template("x", "POST", f"https://sms.example{endpoint}", None, (), pairs)
    assert (secret in of_template(template).values) is is_one
