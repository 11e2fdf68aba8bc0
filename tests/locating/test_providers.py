"""Calls of providers that no rule was made for, the catalog switched off: evidence alone must tell, or ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from curl2sms import layers, reading
from curl2sms.choices import Choices
from curl2sms.errors import Source
from curl2sms.locating import Survey, survey
from curl2sms.numbers import NumberFormat

pytestmark = pytest.mark.slow

CASES = sorted((Path(__file__).parents[1] / "cases" / "providers").glob("*.sh"))


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    return truth


def surveyed(path: Path) -> Survey:
    return survey(reading.read(Source(path.name, path.read_text(encoding="utf-8"))).request, Choices(catalog=False))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_recipient_and_message_are_known_or_asked_for(path: Path) -> None:
    truth = truth_of(path)
    found = surveyed(path)
    if truth["expect"] == "error":
        assert found.problem is not None
        return
    if truth.get("may_refuse") and found.problem:
        return
    assert found.problem is None
    assert found.recipient is not None
    assert found.message is not None
    now = [judged.field for judged in found.fields]
    to, body = (layers.find(now, layers.parse_place(truth[part])) for part in ("to", "body"))
    assert to is not None
    assert body is not None
    assert (found.recipient.field.place, found.message.field.place) == (to.place, body.place)
    assert found.prefix == truth.get("prefix", "")
    if "number" in truth:
        assert found.number_format == NumberFormat(**truth["number"])


def test_enough_of_them_are_converted() -> None:
    """Asking is right now and then, but it is no way out: nearly all must be told."""
    truths = {path: truth_of(path) for path in CASES}
    wanted = [path for path in CASES if truths[path]["expect"] == "convert"]
    # The others must not be asked about at all: the test above.
    asked = [path.stem for path in wanted if truths[path].get("may_refuse") and surveyed(path).problem]
    assert len(wanted) > 150
    assert len(asked) <= len(wanted) * 0.03, asked
