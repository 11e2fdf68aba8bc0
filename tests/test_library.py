"""The library: what a program imports from curl2sms."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import curl2sms
from curl2sms import errors

SAMPLES = Path(__file__).parent.parent / "samples"


def test_all_names_are_there_and_no_more() -> None:
    assert set(curl2sms.__all__) <= set(dir(curl2sms))
    for name in curl2sms.__all__:
        assert getattr(curl2sms, name).__doc__
    with pytest.raises(AttributeError):
        _ = curl2sms.nothing


def test_names_stay_functions_when_every_module_is_loaded() -> None:
    import curl2sms.library
    from curl2sms.cli import commands

    for name in commands.COMMANDS:
        commands.load(name)
    assert all(callable(getattr(curl2sms, name)) for name in curl2sms.__all__)


def test_importing_loads_nothing_heavy() -> None:
    loaded = "import sys, curl2sms; print(*sorted(m for m in sys.modules if m.startswith('curl2sms') or '_' not in m))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert {name for name in modules if name.startswith("curl2sms")} == {"curl2sms"}
    assert not modules & {"requests", "jsonschema", "phonenumbers", "uncurl", "werkzeug", "json", "dataclasses"}


def test_the_road() -> None:
    sample = (SAMPLES / "textlocal.sh").read_text(encoding="utf-8")
    template = curl2sms.convert(sample).template
    assert curl2sms.load(curl2sms.dump(template)) == template
    assert curl2sms.verify(template).ok
    request = curl2sms.render(template, "+918123456789", "Hello & welcome")
    assert request.body is not None
    assert b"numbers=918123456789" in request.body
    assert b"message=Hello+%26+welcome" in request.body
    assert curl2sms.explain(sample.encode()).as_json()["message"] == "form:message"


def test_questions_are_errors_with_candidates() -> None:
    with pytest.raises(errors.AmbiguousError) as question:
        curl2sms.convert("curl https://x.example -d a=447700900123 -d b=447700900124 -d 'text=Hello you'")
    assert [candidate.place for candidate in question.value.candidates] == ["form:a", "form:b"]
    settled = curl2sms.convert(
        "curl https://x.example -d a=447700900123 -d b=447700900124 -d 'text=Hello you'", to="form:b"
    )
    assert settled.template.parameters.pairs[1].value == "$$To"


def test_nothing_is_sent_where_credentials_would_be_readable() -> None:
    template = curl2sms.convert((SAMPLES / "nimbus.sh").read_text(encoding="utf-8")).template
    with pytest.raises(errors.SendError):
        curl2sms.send(template, "9810004417", "Hello")
