"""What a strict run reports agrees with its exit status: a warning that fails the run is a failure in its report."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from curl2sms.cli import main

pytestmark = pytest.mark.usefixtures("few_texts")

# Plain http and a key in the query: sound, and warned of.
TEMPLATE = Path(__file__).parent.parent.parent / "samples" / "nimbus.json"


@pytest.mark.parametrize(("strict", "status"), [(False, 0), (True, 1)])
def test_warnings_are_failures_of_a_strict_run_alone(
    strict: bool, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--strict"] if strict else []
    assert main(["verify", str(TEMPLATE), "--format", "junit", *options]) == status
    failures = ElementTree.fromstring(capsys.readouterr().out).findall(".//failure")  # noqa: S314  our own report
    assert bool(failures) == strict


@pytest.mark.parametrize(("form", "words"), [("text", "NOT proven"), ("github", "not proven"), ("json", '"ok": false')])
def test_every_format_says_what_the_exit_status_says(form: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(TEMPLATE), "--format", form]) == 0
    assert words not in capsys.readouterr().out
    assert main(["verify", str(TEMPLATE), "--format", form, "--strict"]) == 1
    assert words in capsys.readouterr().out
