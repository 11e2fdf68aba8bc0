"""A sound template of an unusual sample is proven, alone and beside the sample: nothing fails without a fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from curl2sms import proving, reading
from curl2sms.locating import locate
from curl2sms.proving import misbehaviour, trials
from curl2sms.proving.model import Report, Verdict
from curl2sms.template import build, dump, load
from curl2sms.template.model import Variable

pytestmark = pytest.mark.slow

SAMPLES = sorted((Path(__file__).parent.parent / "cases" / "proving" / "samples").glob("*.sh"))


@pytest.fixture(autouse=True)
def few_bad_days(monkeypatch: pytest.MonkeyPatch) -> None:
    days = misbehaviour.bad_days()[:2]
    monkeypatch.setattr(misbehaviour, "bad_days", lambda: days)


def proven(sample: Path, provider: proving.Provider) -> Report:
    read = reading.read(reading.decode_sample(sample.read_bytes(), sample.name))
    variables = [Variable(variable.name, kind=variable.kind) for variable in read.variables]
    template = load(dump(build(locate(read.request), name="t", variables=variables)), "t")
    return proving.verify(template, provider, sample=read)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl says what a sample sends")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_nothing_fails(sample: Path, provider: proving.Provider) -> None:
    report = proven(sample, provider)
    assert report.of(Verdict.FAIL) == ()
    (replay,) = (check for check in report.checks if check.name == "replay")
    assert replay.verdict is Verdict.PASS, replay.message
    assert len(trials.texts()) < len(report.checks)


def test_the_media_type_that_a_form_gets_is_announced(provider: proving.Provider) -> None:
    report = proven(next(path for path in SAMPLES if path.stem == "form-without-a-content-type"), provider)
    (announced,) = (check for check in report.checks if check.name == "media-type-added")
    assert announced.at == "header:Content-Type"
