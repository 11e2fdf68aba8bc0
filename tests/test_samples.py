"""Each sample is beside the template that is made from it, and that template is proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from curl2sms.cli import main

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.sh"))


def test_the_six_providers_are_there() -> None:
    names = {path.stem.partition("-")[0] for path in SAMPLES}
    assert {"msg91", "textlocal", "plivo", "nimbus", "bulksms", "exotel"} <= names


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_template_is_the_one_made_from_the_sample(
    sample: Path, update: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(sample)]) == 0
    made = capsys.readouterr().out
    template = sample.with_suffix(".json")
    if update:
        template.write_text(made, encoding="utf-8")
    assert template.read_text(encoding="utf-8") == made


@pytest.mark.slow
def test_every_template_is_proven(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *(str(sample.with_suffix(".json")) for sample in SAMPLES)]) == 0
    assert "fail" not in capsys.readouterr().out.replace("0 fail", "")
