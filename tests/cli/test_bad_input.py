"""Bad input ends with exit status 2 and a message that says what, where, and what to do. Never with a traceback."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from curl2sms.cli import main

SAMPLE = str(Path(__file__).parents[2] / "samples" / "plivo.sh")
PLIVO = str(Path(__file__).parents[2] / "samples" / "plivo.json")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """A command's exit status, standard output and standard error."""
    try:
        status = main(argv)
    except SystemExit as done:  # argparse's --help and --version
        status = int(done.code or 0)
    shown = capsys.readouterr()
    return status, shown.out, shown.err


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (b"", ["empty"]),
        (b"  \n\n", ["empty"]),
        (b"hello there", ["no curl"]),
        (b"curl -d 'to=447700900123 https://x.example/send", [":1:9:", "^", "quote"]),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00", ["not plain text"]),
        (b"curl --dta 'a=1' https://x.example", [":1:6:", "--dta", "^^^^^"]),
        (b"curl -d @body.json https://x.example", ["@body.json", "file", "^"]),
        (b'curl https://x.example \\\n  -d \'{"to"=>"447700900123"}\'', [":2:12:", "JSON", "  |            ^"]),
        (b"curl https://x.example/send -d sender=ACME -d text=Hello", ["recipient"]),
        (b"curl https://x.example/send -d to=447700900123 -d sender=ACME", ["message"]),
        (
            b"curl https://x.example/send -d a=447700900123 -d b=447700900124 -d text='Hello you'",
            ["--to form:a", "--to form:b"],
        ),
        (
            b"curl https://x.example/send -d to=447700900123 # -d text=hi",
            [":1:48: warning: ", "Ignored a comment", "error: No value of the sample looks like a message"],
        ),
        (
            b'curl https://x.example/send -d "$(cat body.json)"',
            [":1:33: note: ", "the output of cat", "error: The whole body is the output of cat"],
        ),
    ],
)
def test_a_sample_that_cannot_be_used(
    sample: bytes, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.sh"
    file.write_bytes(sample)
    status, out, err = run(capsys, "convert", str(file))
    assert (status, out) == (2, "")
    for word in words:
        assert word in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", ["empty", "convert"]),
        ("curl https://x.example -d to=1", ["curl", "convert"]),
        ('{"version": 1,', [":1:", "^"]),
        ("[]", ["object"]),
        ('{"version": 1}', ['"name" is missing']),
        ('{"version": 99}', ["newer"]),
        (
            '{"$schema": "urn:curl2sms:provider-template:1", "version": 1, "name": "x", "method": "POST", '
            '"endpoint": "https://x.example/send", "authentication": {"type": "none"}, "headers": [], '
            '"parameters": {"type": "form", "pairs": [{"key": "to", "value": "$$To"}, '
            '{"key": "message", "value": "Hello"}]}, "recipient": {"format": "digits"}}',
            ["no place for the message", "$$Body"],
        ),
    ],
)
def test_a_template_that_cannot_be_used(
    template: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "provider.json"
    file.write_text(template, encoding="utf-8")
    status, out, err = run(capsys, "verify", str(file))
    assert (status, out) == (2, "")
    for word in words:
        assert word in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], ["No command", "curl2sms convert", "--help"]),
        (["convrt"], ["no command convrt", "curl2sms convert?"]),
        (["halp"], ["no command halp", "convert, try, verify"]),
        (["help", "halp"], ["no command halp"]),
        (["-v"], ["curl2sms takes no -v", "curl2sms --help"]),
        (["--verbose", "convert", "a.sh"], ["curl2sms takes no --verbose"]),
        (["convert", "curl https://x.example -d to=1"], ["the name of a file", "curl2sms convert FILE"]),
        (["explain", "https://x.example/send?to=1"], ["the name of a file", "curl2sms explain FILE"]),
        (["convert", SAMPLE, "--nth", "first"], ["--nth: 'first' is not a number"]),
        (["convert", SAMPLE, "--to", "json:/dst", "--body", "json:/dst"], ["the same place: json:/dst"]),
        (["sheet", PLIVO, "-o", "folder/"], ["folder/ is a folder"]),
        (["convert", SAMPLE, "-o", "."], [". is a folder"]),
        (["explain", "a.sh", "b.sh"], ["curl2sms explain takes no b.sh", "curl2sms explain --help"]),
        (["convert", "a.sh", "b.sh"], ["2 samples need a folder", "-o FOLDER/"]),
        (["convert", "curl", "https://x.example"], ["The curl command is in the arguments"]),
        (["convert", "/does/not/exist"], ["/does/not/exist", "No such file"]),
        (["curl", "https://x.example"], ["convert"]),
        (["render"], ["TEMPLATE"]),
        (["render", "x.json", "--var", "novalue"], ["NAME=value"]),
        (["render", PLIVO, "--to", "1415", "--body", "x", "--macro", "MesageID=1"], ["no macro MesageID", "none"]),
        (["send", PLIVO, "--to", "1415", "--body", "x", "--dry-run", "--macro", "To=1"], ["no macro To", "--to"]),
        (["verify", PLIVO, "--macro", "uid=1"], ["no macro uid"]),
        (["render", "-", "--to", "1415", "--body-file", "-"], ["Standard input can be read only once"]),
        (["verify", "-", "-"], ["Standard input can be read only once"]),
        (["verify", "-", "--against", "-"], ["Standard input can be read only once"]),
        (["render", PLIVO, "--var", "my-key=1"], ["'my-key=1'", "letters, digits and _"]),
        (["send", PLIVO, "--to", "1415", "--body", "x", "--dry-run", "--format", "json"], ["render ... --format json"]),
        (["verify", PLIVO, "--nth", "1"], ["--nth", "--against SAMPLE"]),
    ],
)
def test_a_command_line_that_makes_no_sense(
    argv: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *argv)
    assert (status, out) == (2, "")
    for word in words:
        assert word in err


def test_help_is_a_command_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    for argv, words in ((["help"], "COMMAND ..."), (["help", "convert"], "usage: curl2sms convert")):
        with pytest.raises(SystemExit) as ended:
            main(argv)
        assert ended.value.code == 0
        assert words in capsys.readouterr().out


def test_a_file_without_a_command_is_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sample.sh").write_text("curl x", encoding="utf-8")
    (tmp_path / "provider.json").write_text("{}", encoding="utf-8")
    assert "curl2sms convert" in run(capsys, str(tmp_path / "sample.sh"))[2]
    assert "curl2sms verify" in run(capsys, str(tmp_path / "provider.json"))[2]


def test_a_template_given_to_convert_is_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "provider.json"
    file.write_text('{"version": 1, "endpoint": "https://x.example"}', encoding="utf-8")
    status, _, err = run(capsys, "convert", str(file))
    assert status == 2
    assert "verify" in err


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    status, _, err = run(capsys, "convert")
    assert status == 2
    assert "standard input" in err


@pytest.mark.parametrize("command", ["convert", "verify", "render", "explain", "schema"])
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, command, "--help")
    assert status == 0
    assert f"curl2sms {command}" in out.split("example", 1)[1]


def test_an_interruption_while_a_class_is_made_is_an_interruption(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr("curl2sms.cli.program", interrupted)
    assert run(capsys, "schema") == (130, "", "Interrupted.\n")


def test_an_excerpt_of_what_could_not_be_read_shows_no_credential(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = tmp_path / "sample.sh"
    sample.write_text(
        "curl -u me:topsecret42 -H 'Authorization: Bearer t0ken99' 'https://x:pa55word@y.example/?apikey=k3y4567",
        encoding="utf-8",
    )
    template = tmp_path / "provider.json"
    template.write_text(
        '{"authentication": {"type": "basic", "username": "u", "password": "topsecret42"}, "nonsense": 1}',
        encoding="utf-8",
    )
    for command, file in (("convert", sample), ("verify", template)):
        status, _, err = run(capsys, command, str(file))
        assert (status, "^" in err) == (2, True)
        for secret in ("topsecret42", "t0ken99", "pa55word", "k3y4567"):
            assert secret not in err


def test_a_line_break_at_the_end_of_a_message_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "message.txt"
    for text, warned in (("Hello\n", True), ("Hello", False)):
        file.write_text(text, encoding="utf-8")
        status, out, err = run(capsys, "render", PLIVO, "--to", "14155550142", "--body-file", str(file))
        assert (status, "ends with a line break" in err) == (0, warned)
        assert f'"text": {json.dumps(text)}' in out


def test_a_line_of_variables_that_is_none_is_shown_a_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "variables.env"
    file.write_text("KEY: x\n", encoding="utf-8")
    status, _, err = run(capsys, "render", PLIVO, "--to", "1415", "--body", "x", "--env-file", str(file))
    assert status == 2
    assert "line 1" in err
    assert "API_KEY=value" in err
