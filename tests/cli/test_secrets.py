"""No secret of any sample is shown to a person, by any command."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from curl2sms.cli import main

CORPUS = Path(__file__).parent.parent / "cases" / "corpus"
CASES = sorted(CORPUS.rglob("*.sh"))
# What a person still has to fill in is no secret, and must be seen: {key}, <key>, YOUR_KEY, your apikey, $KEY, xxxx.
_TO_FILL = re.compile(r"[{<$*%]|your|xxx|api_?key$|password$|user(name)?$|^motdepasse$", re.IGNORECASE)


def secrets(truth: dict[str, Any]) -> Iterator[str]:
    """The values that a sample's truth names as its secrets."""
    for name in truth.get("secrets") or []:
        where, _, key = name.rpartition(":")
        if name.startswith("auth."):
            yield (truth["auth"] or {}).get(name.removeprefix("auth.")) or ""
        elif where == "header":
            yield next((v for k, v in truth["constants"].get("headers", {}).items() if k.lower() == key.lower()), "")
        else:
            for part in ("query", "form", "multipart", "json"):
                values = truth["constants"].get(part)
                value = values.get(key) if isinstance(values, dict) else None
                if isinstance(value, str):
                    yield value


def spellings(secret: str) -> set[str]:
    """How a secret may be in what is shown."""
    return {secret, quote(secret, safe=""), quote_plus(secret), base64.b64encode(secret.encode()).decode()}


@pytest.mark.slow
@pytest.mark.usefixtures("few_texts")
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_no_secret_is_shown(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = json.loads(case.with_name(f"{case.stem}.truth.json").read_text(encoding="utf-8"))
    known = [s for s in secrets(truth) if len(s) > 4 and not _TO_FILL.search(s) and s not in truth["url"]]
    template = tmp_path / "provider.json"
    shown = ""
    for command in (["convert", str(case), "-o", str(template)], ["explain", str(case)]):
        main(command)
        shown += "".join(capsys.readouterr())
    if main(["explain", str(case), "--format", "json"]) == 0:
        explained = json.loads(capsys.readouterr().out)
        shown += json.dumps(explained | {"request": None}, ensure_ascii=False)
    if template.exists():
        name = str(template)
        commands = [["sheet", name], ["sheet", name, "--format", "html"], ["verify", name]]
        commands.append(["send", name, "--to", "+918800550099", "--body", "Hello", "--dry-run"])
        for command in commands if truth["id"].endswith("1") else commands[:1]:
            main(command)
            shown += "".join(capsys.readouterr())
    for secret in known:
        for spelling in spellings(secret):
            assert spelling not in shown, f"{case.stem} shows {spelling}"


LISTINGS = sorted((CORPUS.parent / "oauth").glob("*.sh"))[::3]
# Of the listings that fetch a token: the client's secret, its Base64, and the secrets of other logins.
OF_LISTINGS = ("q8Zt40LmX2", "Zx-c_v8Bn4Mq", "c2hvcC0xMTQ6cThadDQwTG1YMg==", "s3cr3t-7", "r3fr3sh-77", "k3y-0815")


@pytest.mark.slow
@pytest.mark.usefixtures("few_texts")
@pytest.mark.parametrize("case", LISTINGS, ids=lambda path: path.stem)
def test_no_secret_of_a_listing_is_shown(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = str(tmp_path / "provider.json")
    message = ["--to", "+447700900123", "--body", "Hi"]
    variables = ["CLIENT_ID", "CLIENT_SECRET"] if case.stem == "variables" else []
    given = [word for name in variables for word in ("--var", f"{name}=q8Zt40LmX2")]
    commands = [["convert", str(case), "-o", template], ["explain", str(case)], ["sheet", template]]
    commands += [["sheet", template, "--format", name] for name in ("html", "markdown")]
    commands += [["verify", template, "--against", str(case), "--format", name] for name in ("text", "json")]
    commands.append(["send", template, *message, *given, "--dry-run"])
    for command in commands:
        main(command)
    shown = "".join(capsys.readouterr())
    assert [secret for secret in OF_LISTINGS if secret in shown] == []


SEND = "curl https://sms.example/send -d to=14155550142 -d text='Hello you'"
# Secrets where no role shows them, or in a spelling of their own: the command, and how they are there.
ELSEWHERE: dict[str, tuple[str, tuple[str, ...]]] = {
    "a session": (f"{SEND} -b 'a=s3ssion-of-mine; b=an0ther-one'", ("s3ssion-of-mine", "an0ther-one")),
    "a session as browsers copy it": (f"{SEND} -H 'cookie: a=s3ssion-of-mine'", ("s3ssion-of-mine",)),
    "a body that is broken": (
        """curl https://sms.example/send -d '{"password":"br0ken-t0ken","to"=>"14155550142"}'""",
        ("br0ken-t0ken",),
    ),
    "JSON's escapes": (
        """curl https://sms.example/send -H 'Content-Type: application/json'"""
        """ -d '{"password": "\\u043a\\u043b\\u044e\\u0447-99x", "to": "14155550142", "text": "Hello you"}'""",
        ("\\u043a\\u043b\\u044e\\u0447-99x", "ключ-99x"),
    ),
    "markup": (
        """curl https://sms.example/send -H 'Content-Type: text/xml'"""
        """ -d '<m><password>k3y&amp;of&lt;us-77</password><to>14155550142</to><text>Hello you</text></m>'""",
        ("k3y&of<us-77", "k3y&amp;of&lt;us-77"),
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_no_secret_is_shown_in_a_spelling_of_its_own(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, secrets = ELSEWHERE[name]
    sample, template = tmp_path / "sample.sh", tmp_path / "provider.json"
    sample.write_text(command, encoding="utf-8")
    main(["explain", str(sample)])
    shown = "".join(capsys.readouterr())
    main(["explain", str(sample), "--format", "json"])
    shown += json.dumps(json.loads(capsys.readouterr().out) | {"request": None}, ensure_ascii=False)
    main(["convert", str(sample), "-o", str(template)])
    if template.exists():
        main(["send", str(template), "--to", "+14155550142", "--body", "Hello", "--dry-run"])
        main(["sheet", str(template)])
    shown += "".join(capsys.readouterr())
    assert [secret for secret in secrets if secret in shown] == []
    main(["explain", str(sample), "--reveal"])
    revealed = capsys.readouterr().out
    assert any(secret in revealed for secret in secrets)


KEY = "Zk81QpLm03XvTy77RwNc52HdJs90BfGa46EuIo"
CALL = f"https://sms.nordwind.example/send?apikey={KEY}&to=447700900123&text=Hello"
# What a note quotes ends within the key, if the key is not masked before.
CUT_WITHIN_KEY = {
    "behind a URL": f"Send with {CALL}\nYour own key for this account of the shop is {KEY} as ever\n",
    "before a call": f"Your own key for this account of the shop is {KEY} as ever\ncurl '{CALL}'\n",
    "in an origin": f"curl '{{{{base_url_of_the_gateway_that_you_use}}}}:{KEY}/send?{CALL.partition('?')[2]}'",
    "behind a command": f"curl '{CALL}' # your own key for this account of the shop is {KEY} as ever",
}


@pytest.mark.parametrize("sample", CUT_WITHIN_KEY.values(), ids=CUT_WITHIN_KEY)
def test_no_note_shows_the_beginning_of_a_secret(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sample.txt").write_text(sample, encoding="utf-8")
    assert main(["explain", str(tmp_path / "sample.txt")]) == 0
    shown = "".join(capsys.readouterr())
    assert "***" in shown
    assert KEY[:6] not in shown
