"""Two requests' values, matched by place: the differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curl2sms.proving.decoders import DecodedValue
from curl2sms.proving.model import Difference


def compared(expected: Sequence[DecodedValue], got: Sequence[DecodedValue]) -> Iterator[Difference]:
    """Expected and got, matched by place and kind in their order; first what is wrong, then what is too much."""
    waiting: dict[tuple[str, str], list[DecodedValue]] = {}
    for value in got:
        waiting.setdefault((value.at, value.kind), []).append(value)
    complete = True
    for value in expected:
        candidates = waiting.get((value.at, value.kind))
        arrived = candidates.pop(0).text if candidates else None
        complete = complete and arrived is not None
        if arrived != value.text:
            yield _difference(value, value.text, arrived)
    for value in (value for candidates in waiting.values() for value in candidates):
        complete = False
        yield _difference(value, None, value.text)
    order = [(value.at, value.kind) for value in got]
    if complete and order != [(value.at, value.kind) for value in expected]:
        yield Difference("request", _places(expected), _places(got), "order")


def _places(values: Sequence[DecodedValue]) -> str:
    return ", ".join(value.at for value in values)


def _difference(value: DecodedValue, expected: str | None, got: str | None) -> Difference:
    return Difference(value.at, expected, got, "" if value.kind == "string" else value.kind, value.layer)
