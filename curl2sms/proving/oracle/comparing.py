"""Two requests' values, matched by place: the differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curl2sms.proving.decoders import Value
from curl2sms.proving.model import Difference


def compared(expected: Sequence[Value], got: Sequence[Value]) -> Iterator[Difference]:
    """Expected and got, matched by place and kind in their order; first what is wrong, then what is too much."""
    waiting: dict[tuple[str, str], list[Value]] = {}
    for value in got:
        waiting.setdefault((value.at, value.kind), []).append(value)
    complete = True
    for value in expected:
        candidates = waiting.get((value.at, value.kind))
        arrived = candidates.pop(0).text if candidates else None
        complete = complete and arrived is not None
        if arrived != value.text:
            yield Difference(_part(value), value.text, arrived)
    for value in (value for candidates in waiting.values() for value in candidates):
        complete = False
        yield Difference(_part(value), None, value.text)
    order = [(value.at, value.kind) for value in got]
    if complete and order != [(value.at, value.kind) for value in expected]:
        yield Difference("order", ", ".join(v.at for v in expected), ", ".join(v.at for v in got))


def _part(value: Value) -> str:
    return value.at if value.kind in ("", "string") else f"{value.at} ({value.kind})"
