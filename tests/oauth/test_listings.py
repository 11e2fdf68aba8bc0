"""Listings that fetch a token first: each becomes a template that fetches it, or the reason is told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from curl2sms import converting, dump, load, rendering
from curl2sms.choices import Choices
from curl2sms.cli import main
from curl2sms.converting import Conversion
from curl2sms.errors import Source
from curl2sms.template.dumping import as_data

CASES = sorted((Path(__file__).parents[1] / "cases" / "oauth").glob("*.sh"))
CARRIED = [path for path in CASES if not path.stem.startswith("lost-")]


def converted(path: Path) -> Conversion:
    return converting.convert(Source(path.name, path.read_text(encoding="utf-8")))


def told(conversion: Conversion) -> dict[str, Any]:
    data = as_data(conversion.template)
    lost = [loss.id for loss in conversion.template.lost]
    return {"authentication": data["authentication"], "variables": data.get("variables", []), "lost": lost}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_template_fetches_the_token_or_tells_why_it_can_not(path: Path, update: bool) -> None:
    conversion = converted(path)
    expected = path.with_suffix(".expected.json")
    if update:
        expected.write_text(json.dumps(told(conversion), indent=1) + "\n", encoding="utf-8")
    assert told(conversion) == json.loads(expected.read_text(encoding="utf-8"))
    is_carried = path in CARRIED
    assert (conversion.template.client is not None) == is_carried
    assert bool(conversion.template.lost) != is_carried
    notes = {note.id for note in conversion.notes}
    assert ("token-carried" in notes) == is_carried
    assert not notes & {"substitution-not-evaluated"} or not is_carried
    assert load(dump(conversion.template)) == conversion.template


def test_there_are_twelve_and_three() -> None:
    assert len(CARRIED) >= 12
    assert len(CASES) - len(CARRIED) >= 3


@pytest.mark.parametrize("path", CARRIED, ids=lambda path: path.stem)
def test_the_two_commands_read_as_the_same_template_again(path: Path) -> None:
    made = converted(path).template
    client = rendering.filled_client(made, {"CLIENT_ID": "shop", "CLIENT_SECRET": 'it\'s "q" & $x'})
    assert client is not None
    script = rendering.with_token(client, rendering.render(made, "+447700900123", "Your order is ready"))
    assert re.match(r"(?s)ACCESS_TOKEN=\$\(curl .*\|\n  jq -r '?\.[\w\[]", script)
    again = converting.convert(Source("again", script)).template
    assert again.client is not None
    wanted = as_data(made)["authentication"] | {"client_id": client.client_id, "client_secret": client.client_secret}
    wanted.pop("expires_at", None)  # a script says nothing of it
    assert as_data(again)["authentication"] == wanted
    assert again.client == replace(client, expires_at=None)
    assert again.parameters == made.parameters


def test_the_dry_run_shows_the_message_and_not_the_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "provider.json"
    case = next(path for path in CARRIED if path.stem == "form-body")
    file.write_text(dump(converted(case).template), encoding="utf-8")
    arguments = [str(file), "--to", "+447700900123", "--body", "Hi"]
    assert main(["send", *arguments, "--dry-run"]) == 0
    shown = capsys.readouterr()
    assert "token from auth.sms.example" in shown.err
    assert "Authorization: Bearer ${ACCESS_TOKEN}" in shown.out
    assert "q8Zt40LmX2" not in shown.out + shown.err
    assert main(["render", *arguments, "--format", "json"]) == 0
    assert ["Authorization", "Bearer ${ACCESS_TOKEN}"] in json.loads(capsys.readouterr().out)["headers"]


def test_a_message_needs_no_value_of_the_client_to_be_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "provider.json"
    case = next(path for path in CARRIED if path.stem == "variables")
    file.write_text(dump(converted(case).template), encoding="utf-8")
    arguments = ["render", str(file), "--to", "+447700900123", "--body", "Hi"]
    assert main(arguments) == 0
    assert main(["send", *arguments[1:], "--dry-run"]) == 0
    shown = capsys.readouterr()
    assert "token from login.sms.example" in shown.err
    assert "--var CLIENT_ID=..., --var CLIENT_SECRET=..." in shown.err
    assert "Bearer ${ACCESS_TOKEN}" in shown.out
    for needing in ([*arguments, "--format", "curl"], ["send", *arguments[1:], "--yes"]):
        assert main(needing) == 2
        assert "--var CLIENT_ID=..., --var CLIENT_SECRET=..." in capsys.readouterr().err


@pytest.mark.parametrize("reveal", [False, True])
def test_explain_shows_what_the_token_is_fetched_with(reveal: bool, capsys: pytest.CaptureFixture[str]) -> None:
    path = next(path for path in CARRIED if path.stem == "form-body")
    assert main(["explain", str(path), *(["--reveal"] if reveal else [])]) == 0
    shown = capsys.readouterr().out
    assert "authentication:token_url" in shown
    assert ("q8Zt40LmX2" in shown) == reveal
    assert main(["explain", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["token_request"]["url"] == "https://auth.sms.example/oauth2/token"


def test_the_client_s_secret_becomes_a_variable() -> None:
    path = next(path for path in CARRIED if path.stem == "form-body")
    source = Source(path.name, path.read_text(encoding="utf-8"))
    made = converting.convert(source, Choices(lift_secrets=True))
    assert made.template.client is not None
    assert made.template.client.client_secret == "${SMS_CLIENT_SECRET}"
    assert made.template.client.client_id == "shop-114"
    assert [(one.name, one.secret) for one in made.template.variables] == [("SMS_CLIENT_SECRET", True)]
    assert "q8Zt40LmX2" not in dump(made.template)


# What else carries a token, and what does not.
TOKEN = "curl https://x.example/oauth/token -d grant_type=client_credentials -d client_id=me -d client_secret=s3cr3t"
SEND = "curl https://x.example/sms -d to=447700900123 -d 'text=Hello you'"


@pytest.mark.parametrize(
    ("sample", "header"),
    [
        (f"{TOKEN}\n{SEND} -H 'Authorization: Bearer abc'", ("Authorization", "Bearer")),
        (f"{TOKEN}\n{SEND} -H 'Authorization: OAuth <token>'", ("Authorization", "OAuth")),
        (f"{TOKEN}\n{SEND} -H 'Authorization: YOUR_TOKEN'", ("Authorization", "")),
        (f"{TOKEN}\n{SEND} -H 'X-Auth-Token: {{{{token}}}}'", ("X-Auth-Token", "")),
        (f"{TOKEN}\n{SEND} -H 'X-Env: prod' -H 'Authorization: Bearer $T'", ("Authorization", "Bearer")),
        (f'T=$({TOKEN} | jq -r .t)\n{SEND} -H "X-Key: $T"', ("X-Key", "")),
        (f"{TOKEN}\n# prod\n{SEND} -H 'X-Env: prod'", None),
        (f"{TOKEN}\n{SEND} -u me:s3cr3t", None),
        (f"{TOKEN}\n{SEND} -H 'X-Api-Key: abc'", None),
        (f"{SEND} -H 'Authorization: Bearer abc'\n{TOKEN}", None),
    ],
)
def test_the_header_that_carries_the_token_is_known(sample: str, header: tuple[str, str] | None) -> None:
    client = converting.convert(Source("sample", sample), Choices(nth=None)).template.client
    assert (client and (client.header, client.scheme)) == header


@pytest.mark.parametrize(
    ("pipe", "at"),
    [
        ("jq -r .access_token", "/access_token"),
        ("jq -r '.data.token'", "/data/token"),
        ("jq -r '.[\"access_token\"]'", "/access_token"),
        ('jq -r ".result[0].jwt"', "/result/0/jwt"),
        ("jq --raw-output .token", "/token"),
        ("python -c \"import sys, json; print json.load(sys.stdin)['access_token']\"", "/access_token"),
        ('python3 -c \'import sys,json; print(json.load(sys.stdin)["data"]["token"])\'', "/data/token"),
        ("python3 -c 'import sys,json; print(json.load(sys.stdin).get(\"token\"))'", "/token"),
        ("node -pe 'JSON.parse(require(\"fs\").readFileSync(0)).access_token'", "/access_token"),
        ("php -r 'echo json_decode(stream_get_contents(STDIN))->access_token;'", "/access_token"),
        ('sed -E \'s/.*"token" ?: ?"([^"]+)".*/\\1/\'', "/token"),
        ('grep -oP \'(?<="access_token":")[^"]*\'', "/access_token"),
        ("python -m json.tool | grep access_token | cut -d '\"' -f 4", "/access_token"),
        ("awk -F'\"' '{print $4}'", None),
    ],
)
def test_where_the_token_stands_is_read_from_what_takes_it(pipe: str, at: str | None) -> None:
    conversion = converting.convert(Source("sample", f'T=$({TOKEN} | {pipe})\n{SEND} -H "Authorization: Bearer $T"'))
    assert conversion.template.client is not None
    assert conversion.template.client.token_at == f"json:{at or '/access_token'}"
    is_certain = pipe.startswith(("jq", "node", "php")) or "json.load" in pipe
    assert ("token-place-assumed" in {note.id for note in conversion.notes}) != is_certain


def test_the_call_for_the_token_may_be_within_the_other() -> None:
    made = converting.convert(Source("sample", f'{SEND} -H "Authorization: Bearer $({TOKEN} | jq -r .data.token)"'))
    assert made.template.client is not None
    assert made.template.client.token_at == "json:/data/token"
    assert [note.id for note in made.notes if note.kind == "note"] == ["token-carried"]


@pytest.mark.parametrize(
    "value",
    [
        "$AUTH", "{authorization_header}", "<base64 of client_id:client_secret>", "BASE64(client_id:client_secret)",
        "BASE64_ENCODED_CREDENTIALS", "base64-encoded-credentials", "YOUR_CREDENTIALS", "xxxxxxxx", "c2hvcC...",
        "%AUTH%",
    ],
)  # fmt: skip
def test_a_client_that_is_only_named_becomes_variables(value: str) -> None:
    token = f'curl https://x.example/oauth/token -d grant_type=client_credentials -H "Authorization: Basic {value}"'
    made = converting.convert(Source("sample", f"{token}\n{SEND} -H 'Authorization: Bearer <token>'"))
    assert made.template.client is not None
    assert (made.template.client.client_id, made.template.client.client_secret) == ("${CLIENT_ID}", "${CLIENT_SECRET}")
    assert {one.name: one.secret for one in made.template.variables} == {"CLIENT_ID": False, "CLIENT_SECRET": True}
    assert "token-client-open" in {note.id for note in made.notes}


def test_a_basic_that_is_something_else_stays_a_loss() -> None:
    token = "curl https://x.example/oauth/token -d grant_type=client_credentials -H 'Authorization: Basic k3y-0f-0urs'"
    made = converting.convert(Source("sample", f"{token}\n{SEND} -H 'Authorization: Bearer <token>'"))
    assert [loss.id for loss in made.template.lost] == ["token-with-header"]


# The same listing in other forms: the step is found whatever reads it.
OTHER_FORMS = {
    "python": """import requests
grant = {"grant_type": "client_credentials"}
auth = requests.post("https://auth.sms.example/token", auth=("shop", "q8Zt40LmX2"), data=grant)
token = auth.json()["data"]["token"]
message = {"to": "447700900123", "text": "Your order is ready"}
requests.post("https://api.sms.example/sms", headers={"Authorization": f"Bearer {token}"}, json=message)
""",
    "php": """<?php
$ch = curl_init('https://auth.sms.example/token');
curl_setopt($ch, CURLOPT_USERPWD, 'shop:q8Zt40LmX2');
curl_setopt($ch, CURLOPT_POSTFIELDS, 'grant_type=client_credentials');
$answer = json_decode(curl_exec($ch), true);
$token = $answer['data']['token'];
$ch = curl_init('https://api.sms.example/sms');
curl_setopt($ch, CURLOPT_HTTPHEADER, ['Authorization: Bearer ' . $token, 'Content-Type: application/json']);
curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode(['to' => '447700900123', 'text' => 'Your order is ready']));
curl_exec($ch);
""",
    "http": """POST https://auth.sms.example/token
Authorization: Basic c2hvcDpxOFp0NDBMbVgy
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials

###

POST https://api.sms.example/sms
Authorization: Bearer {{token}}
Content-Type: application/json

{"to":"447700900123","text":"Your order is ready"}
""",
}


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_other_forms_of_a_listing_become_the_same_client(form: str) -> None:
    client = converting.convert(Source("sample", OTHER_FORMS[form])).template.client
    assert client is not None
    assert client.token_at == ("json:/access_token" if form == "http" else "json:/data/token")
    assert (client.token_url, client.client_id, client.client_secret) == (
        "https://auth.sms.example/token", "shop", "q8Zt40LmX2",
    )  # fmt: skip
    assert (client.client, client.parameters) == ("basic", (("grant_type", "client_credentials"),))
    assert (client.header, client.scheme) == ("Authorization", "Bearer")


@pytest.mark.parametrize(
    ("taken", "at"),
    [
        ('auth.json()["data"]["token"]', "/data/token"),
        ("auth.json().get('access_token')", "/access_token"),
        ("$answer['data']['token']", "/data/token"),
        ("$answer->data->token", "/data/token"),
        ("res.data.access_token", "/access_token"),
        ("res.data.data.token", "/data/token"),
        ("(await res.json()).access_token", "/access_token"),
        ("data['refresh_token'], data['access_token']", "/access_token"),
    ],
)
def test_the_way_to_the_token_is_read_from_a_program_s_members(taken: str, at: str) -> None:
    conversion = converting.convert(
        Source("s", f"{TOKEN}\n# token = {taken}\n{SEND} -H 'Authorization: Bearer <token>'")
    )
    assert conversion.template.client is not None
    assert conversion.template.client.token_at == f"json:{at}"
