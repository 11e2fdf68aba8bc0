"""What convert makes of a sample, seen from the command line."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from curl2sms.cli import main


def converted(capsys: pytest.CaptureFixture[str], tmp_path: Path, sample: str, *options: str) -> tuple[Any, str]:
    """The template as data, and what was reported."""
    file = tmp_path / "sample.sh"
    file.write_text(sample, encoding="utf-8")
    assert main(["convert", str(file), *options]) == 0
    shown = capsys.readouterr()
    return json.loads(shown.out) if shown.out else None, shown.err


def test_text_around_a_placeholder_of_the_sample_stays(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    template, _ = converted(capsys, tmp_path, "curl https://x.example -d 'to=$$To' -d 'text=ACME: $$Body - stop'")
    assert template["parameters"]["pairs"][1] == {"key": "text", "value": "ACME: $$Body - stop"}


def test_the_file_is_for_its_owner_alone_and_no_link_is_followed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sample = "curl https://x.example -d to=447700900123 -d 'text=Hello you'"
    out = tmp_path / "provider.json"
    converted(capsys, tmp_path, sample, "-o", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    link = tmp_path / "link.json"
    link.symlink_to(out)
    before = out.read_text(encoding="utf-8")
    assert main(["convert", str(tmp_path / "sample.sh"), "-o", str(link)]) == 2
    assert "symbolic link" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == before
    assert main(["convert", str(tmp_path / "sample.sh"), "-o", str(tmp_path / "no" / "where.json")]) == 2
    assert "can't be written" in capsys.readouterr().err


def test_what_is_lost_is_in_the_template(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sample = (
        "curl --proxy http://p.example:8080 --cert me.pem -X PUT https://x.example/send "
        "-d to=447700900123 -d 'text=Hello you'"
    )
    template, said = converted(capsys, tmp_path, sample)
    assert [loss["id"] for loss in template["lost"]] == ["proxy", "client-certificate"]
    assert all(loss["says"] in said and loss["do"] in said for loss in template["lost"])
    assert "PUT" in said  # the template shows its method by itself
    plain, _ = converted(capsys, tmp_path, "curl https://x.example -d to=447700900123 -d 'text=Hello you'")
    assert "lost" not in plain


def test_secrets_become_variables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sample = (
        "curl https://x.example/send -u me:s3cr3t -H 'Authorization-Key: k3y4567' "
        "-d to=447700900123 -d 'text=Hello you' -d apikey=abc12345"
    )
    template, said = converted(capsys, tmp_path, sample, "--secrets", "env")
    text = json.dumps(template)
    for secret in ("s3cr3t", "abc12345"):
        assert secret not in text
        assert secret not in said
    for variable in template["variables"]:
        assert variable["secret"] is True
        assert f"export {variable['name']}=" in said


def test_json_that_is_not_strict_is_made_so_and_that_is_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sample = """curl https://x.example -d '{to: "447700900123", text: "Hello you",}'"""
    _, said = converted(capsys, tmp_path, sample)
    assert "Made the JSON at body strict" in said


def test_a_place_that_is_not_there_is_reported(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "sample.sh"
    file.write_text("curl https://x.example -d to=447700900123 -d 'text=Hello you'", encoding="utf-8")
    assert main(["convert", str(file), "--to", "form:nowhere"]) == 2
    assert "form:nowhere" in capsys.readouterr().err


def test_the_same_bytes_give_the_same_template(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = "curl https://x.example -F to=447700900123 -F 'text=Hello you' -H \"X-Key: $KEY\""
    first, _ = converted(capsys, tmp_path, sample)
    monkeypatch.setenv("KEY", "something")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    monkeypatch.chdir(tmp_path)
    assert converted(capsys, tmp_path, sample)[0] == first


def test_credentials_still_to_be_filled_in_are_reported_and_stop_a_send(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    template = tmp_path / "provider.json"
    sample = "curl -u YOUR_ID:YOUR_TOKEN https://x.example -d to=447700900123 -d 'text=Hello you'"
    _, said = converted(capsys, tmp_path, sample, "-o", str(template))
    assert said.count("still to be filled in") == 2
    assert main(["send", str(template), "--to", "447700900123", "--body", "Hello", "--yes"]) == 2
    assert "authentication:password" in capsys.readouterr().err


def test_a_second_number_that_stays_is_pointed_at(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sample = "curl https://x.example -d to=447700900123 -d {}=447700900124 -d 'text=Hello you'"
    _, said = converted(capsys, tmp_path, sample.format("cc"))
    assert "Kept a phone number at form:cc" in said
    _, said = converted(capsys, tmp_path, sample.format("from"))
    assert "Kept a phone number" not in said


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("$BASE_URL/send", "provider"),
        ("https://$HOSTNAME_OF_OURS/send", "provider"),
        ("https://$TENANT.example.com/send", "example"),
        ("https://sms.$DOMAIN/send", "sms"),
    ],
)
def test_a_template_is_not_called_by_a_variable(
    url: str, name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    template, _ = converted(capsys, tmp_path, f"curl \"{url}\" -d to=447700900123 -d text='Hello there'")
    assert template["name"] == name


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ('curl https://x.example/s -d "$PAYLOAD"', "The whole body is the variable PAYLOAD"),
        ('curl https://x.example/s -d "$(jq .sms calls.json)"', "The whole body is the output of jq"),
        ('curl "https://x.example/s?$QUERY"', "The whole query is the variable QUERY"),
    ],
)
def test_a_body_that_the_sample_does_not_show_is_named(
    sample: str, words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "sample.sh"
    file.write_text(sample, encoding="utf-8")
    assert main(["convert", str(file)]) == 2
    assert words in capsys.readouterr().err
