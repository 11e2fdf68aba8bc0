"""Texts go through a template and a real gateway to its operator: letter by letter, or not at all."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from curl2sms import library
from curl2sms.errors import ExitStatus, SendError
from curl2sms.proving import trials
from curl2sms.template.model import Template
from tests.examples import examples
from tests.kannel import INSTALLED, PASSWORD, SENDER, USERNAME, WHY_NOT, Kannel, kannel
from tests.strategies import texts

pytestmark = [
    pytest.mark.gateway,
    pytest.mark.skipif(not INSTALLED, reason=WHY_NOT),
    pytest.mark.usefixtures("no_proxy_of_this_machine"),
]

_NUMBERS = itertools.count(14155550000)  # each message goes to another, so that what arrives is known by its number


@pytest.fixture(scope="module")
def gateway() -> Iterator[Kannel]:
    with kannel() as running:
        yield running


@pytest.fixture
def passing_gateway() -> Iterator[Kannel]:
    """A gateway of a test's own, which may break it."""
    with kannel() as running:
        yield running


def converted(gateway: Kannel, password: str = PASSWORD) -> Template:
    """The template of the call that Kannel's user guide shows, in Unicode (`coding=2`)."""
    query = f"username={USERNAME}&password={password}&from={SENDER}&to=14155550142&text=Hello&charset=UTF-8&coding=2"
    return library.convert(f"curl 'http://127.0.0.1:{gateway.port}/cgi-bin/sendsms?{query}'").template


def new_number() -> str:
    return str(next(_NUMBERS))


def sent_by_command(
    template: Template, folder: Path, environment: dict[str, str], number: str
) -> subprocess.Popen[str]:
    """``curl2sms send``, started."""
    file = folder / "kannel.json"
    file.write_text(library.dump(template), encoding="utf-8")
    options = ["--to", f"+{number}", "--body", "Grüße", "--yes", "--insecure-http", "--format", "json"]
    return subprocess.Popen(
        [sys.executable, "-m", "curl2sms", "send", str(file), *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def arrives(gateway: Kannel, template: Template, text: str) -> None:
    """Send a text once: it is accepted, and the operator gets it as it is."""
    number = new_number()
    sent = library.send(template, f"+{number}", text, insecure_http=True)
    assert sent.outcome.verdict == "accepted", sent
    assert gateway.arrived(number) == text


def test_the_template_is_proven(gateway: Kannel) -> None:
    report = library.verify(converted(gateway))
    assert report.ok, report


@pytest.mark.parametrize("text", trials.texts(), ids=lambda text: text.name)
def test_texts_that_break_encoders_arrive(text: trials.TrialText, gateway: Kannel) -> None:
    arrives(gateway, converted(gateway), text.text)


@given(text=texts)
@examples(210)
def test_any_text_arrives(text: str, gateway: Kannel) -> None:
    arrives(gateway, converted(gateway), text)


def test_the_command_sends(gateway: Kannel, tmp_path: Path, command_environment: dict[str, str]) -> None:
    number = new_number()
    command = sent_by_command(converted(gateway), tmp_path, command_environment, number)
    out, error = command.communicate()
    assert command.returncode == ExitStatus.DONE, error
    assert json.loads(out)["outcome"] == "accepted"
    assert gateway.arrived(number) == "Grüße"


def test_a_wrong_password_is_refused(gateway: Kannel, tmp_path: Path, command_environment: dict[str, str]) -> None:
    number = new_number()
    command = sent_by_command(converted(gateway, "wrong"), tmp_path, command_environment, number)
    out, error = command.communicate()
    assert command.returncode == ExitStatus.NO, error
    assert json.loads(out)["outcome"] == "refused"
    assert json.loads(out)["said"] == "Authorization failed for sendsms"
    arrives(gateway, converted(gateway), "one that comes after it")
    assert gateway.nothing_arrived(number)


def test_a_message_without_an_answer_is_unknown_for_it_may_arrive(gateway: Kannel) -> None:
    number = new_number()
    with gateway.frozen("bearerbox"):
        sent = library.send(converted(gateway), f"+{number}", "late", insecure_http=True, timeout=(10, 0.5))
        assert sent.outcome.verdict == "unknown"
        assert sent.exit_status == ExitStatus.UNKNOWN
        assert gateway.nothing_arrived(number)
    assert gateway.arrived(number) == "late"


def test_what_the_gateway_keeps_for_later_is_accepted(passing_gateway: Kannel) -> None:
    number = new_number()
    passing_gateway.end("operator")
    sent = library.send(converted(passing_gateway), f"+{number}", "later", insecure_http=True)
    assert sent.outcome.verdict == "accepted"
    assert sent.answer
    assert sent.answer.body in (b"3: Queued for later delivery", b"0: Accepted for delivery")
    passing_gateway.start_operator()
    assert passing_gateway.arrived(number) == "later"


def test_a_gateway_that_dies_before_it_answers_leaves_it_unknown(
    passing_gateway: Kannel, tmp_path: Path, command_environment: dict[str, str]
) -> None:
    number = new_number()
    with passing_gateway.frozen("bearerbox"):
        command = sent_by_command(converted(passing_gateway), tmp_path, command_environment, number)
        passing_gateway.took_call(number)
        passing_gateway.end("smsbox")
        out, error = command.communicate()
    assert command.returncode == ExitStatus.UNKNOWN, error
    assert json.loads(out)["outcome"] == "unknown"


def test_where_no_gateway_listens_nothing_is_sent(
    passing_gateway: Kannel, tmp_path: Path, command_environment: dict[str, str]
) -> None:
    template = converted(passing_gateway)
    passing_gateway.end_all()
    with pytest.raises(SendError) as refused:
        library.send(template, f"+{new_number()}", "Hello", insecure_http=True)
    assert refused.value.note.id == "wire-not-connected"
    command = sent_by_command(template, tmp_path, command_environment, new_number())
    _, error = command.communicate()
    assert command.returncode == ExitStatus.UNUSABLE, error
