"""Every convertible sample: its template is proven, alone and beside what real curl sends for the sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from curl2sms import proving, reading
from curl2sms.errors import Curl2smsError
from curl2sms.locating import locate
from curl2sms.proving import misbehaviour, trials
from curl2sms.proving.model import Verdict
from curl2sms.template import build, dump, load
from curl2sms.template.model import Variable

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
SAMPLES = [
    *sorted((ROOT / "samples").glob("*.sh")),
    *sorted((CASES / "corpus").rglob("*.sh")),
    *sorted((CASES / "providers").glob("*.sh")),
]
bad_days = misbehaviour.bad_days()
numbers_at = trials.numbers_at
FEW_NUMBERS = 3  # of each format; test_sound_templates.py tries all
FEW_TEXTS = ("blanks", "delimiters", "double-quotes", "markup", "placeholders", "emoji")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_and_its_template_make_the_same_request(
    path: Path, provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = tuple(text for text in trials.texts() if text.name in FEW_TEXTS)
    monkeypatch.setattr(trials, "texts", lambda: few)
    monkeypatch.setattr(trials, "numbers_at", lambda oracle: numbers_at(oracle)[:FEW_NUMBERS])
    monkeypatch.setattr(misbehaviour, "bad_days", lambda: bad_days[:2])
    try:
        read = reading.read(reading.decode_sample(path.read_bytes(), path.name))
        variables = [Variable(variable.name, kind=variable.kind) for variable in read.variables]
        template = load(dump(build(locate(read.request), name=path.stem, variables=variables)), path.name)
    except Curl2smsError as error:
        pytest.skip(f"no template: {error.note.id}")
    report = proving.verify(template, provider, sample=read)
    assert report.of(Verdict.FAIL) == ()
    (replay,) = (check for check in report.checks if check.name == "replay")
    # A value that no replay may hold, or a URL that curl refuses, for reading repaired it.
    assert replay.verdict is Verdict.PASS or replay.message.startswith(("not replayed: --", "not replayed: curl: (3)"))


def test_a_number_in_groups_is_the_number_that_the_template_writes(provider: proving.Provider) -> None:
    """A number written for people, ``+1 (415) 555-0100``, is sent without its spaces, brackets and hyphens."""
    sample = """curl https://sms.example/send -H 'Content-Type: application/json' \\
        -d '{"to": "+1 (415) 555-0100", "text": "Hello you"}'"""
    read = reading.read(reading.decode_sample(sample.encode(), "sample"))
    template = build(locate(read.request), name="grouped")
    report = proving.verify(template, provider, sample=read)
    assert report.of(Verdict.FAIL) == ()
    (said,) = (check for check in report.checks if check.name == "number-regrouped")
    assert (said.verdict, said.at) == (Verdict.INFO, "json:/to")
