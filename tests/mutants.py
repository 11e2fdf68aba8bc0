"""Broken templates, made mechanically, and whether the proof notices each: ``python -m tests.mutants [HOW MANY]``.

Every text of a template is emptied, doubled, and given its neighbour's value; every member is removed, every pair is
moved; every layer is added and dropped; method, host, path, media type and charset are changed. Each is proven alone,
and then beside its sample. What neither notices is listed: equivalent for all numbers and texts, or a fault of the
proof. Without a number all are tried, which takes an hour.
"""

from __future__ import annotations

import copy
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from curl2sms import proving, reading
from curl2sms.errors import Curl2smsError, TemplateError
from curl2sms.locating import locate
from curl2sms.proving import against, oracle, preparing, replay, trials
from curl2sms.proving.model import Verdict
from curl2sms.reading.model import Reading
from curl2sms.records import record
from curl2sms.template import build, dump, load
from curl2sms.template.model import Variable

ROOT = Path(__file__).parents[1]
SAMPLES = [*sorted((ROOT / "samples").glob("*.sh")), *sorted((ROOT / "tests" / "cases" / "corpus").rglob("*.sh"))]
# What says nothing of the request.
_NOT_SENT = {"$schema", "version", "name", "response", "variables", "macros", "recipient", "lost"}
_LAYERS = ("json", "xml", "csv", "base64", "percent")
_METHODS = ("GET", "POST", "PUT", "FETCH")
_MEDIA_TYPES = ("text/plain", "application/json", "text/xml; charset=utf-8", "application/x-www-form-urlencoded")


@record
class Mutant:
    """A broken template: what was done to it, where, and the sample of the sound one."""

    what: str
    sample: str
    data: dict[str, Any]


def samples(paths: list[Path]) -> Iterator[tuple[Path, Reading, dict[str, Any]]]:
    """Each sample that has a template, with its data."""
    for path in paths:
        try:
            read = reading.read(reading.decode_sample(path.read_bytes(), path.name))
            variables = [Variable(variable.name, kind=variable.kind) for variable in read.variables]
            yield path, read, json.loads(dump(build(locate(read.request), name="t", variables=variables)))
        except Curl2smsError:
            continue


def mutants(sample: str, data: dict[str, Any]) -> Iterator[Mutant]:
    """Every change that turns a template into another one."""
    sound = load(json.dumps(data), "t")
    for what, changed in _changes(data):
        try:
            if load(json.dumps(changed), "t") == sound:  # an empty list may be left out
                continue
        except TemplateError:
            pass
        yield Mutant(what, sample, changed)


def _changes(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    paths = [path for path in _paths(data) if path[0] not in _NOT_SENT]
    texts = [path for path in paths if isinstance(_at(data, path), str)]
    for path in paths:
        yield f"removed {path}", _with(data, path, None)
    for index, path in enumerate(texts):
        value = _at(data, path)
        yield f"emptied {path}", _with(data, path, "")
        yield f"doubled {path}", _with(data, path, value + value)
        yield f"neighbour's value at {path}", _with(data, path, _at(data, texts[index - 1]))
    for path in paths:
        if isinstance(found := _at(data, path), list):
            yield f"reversed {path}", _with(data, path, found[::-1])
            yield f"first repeated in {path}", _with(data, path, [*found, *found[:1]])
    for at in _places(data):
        for syntax in _LAYERS:
            listed = data.get("documents", [])
            yield f"{syntax} added at {at}", {**data, "documents": [*listed, {"at": at, "syntax": syntax}]}
    yield from ((f"method {method}", {**data, "method": method}) for method in _METHODS)
    for media_type in _MEDIA_TYPES:
        kept = [pair for pair in data["headers"] if pair["key"].lower() != "content-type"]
        yield f"media type {media_type}", {**data, "headers": [*kept, {"key": "Content-Type", "value": media_type}]}
    yield from ((f"charset {name}", {**data, "charset": name}) for name in ("iso-8859-1", "shift_jis"))
    yield "host", {**data, "endpoint": data["endpoint"].replace("://", "://x.", 1)}
    yield "path", {**data, "endpoint": data["endpoint"].replace("?", "/x?", 1)}


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in inside:
        yield (*path, name)
        yield from _paths(member, (*path, name))


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        data = data[name]
    return data


def _with(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The data with another value; None for none at all."""
    changed = copy.deepcopy(data)
    around = _at(changed, path[:-1])
    if value is None:
        del around[path[-1]]
    else:
        around[path[-1]] = value
    return changed


def _places(data: dict[str, Any]) -> list[str]:
    """The places of the text; a number is digits, which most layers write as they are."""
    return list(oracle.expectation(load(json.dumps(data), "t")).places("$$Body"))


def noticed(mutant: Mutant, read: Reading, provider: proving.Provider) -> str:
    """What notices a broken template: ``load``, ``verify``, ``against``; empty where nothing does."""
    try:
        template = load(json.dumps(mutant.data), "t")
    except TemplateError:
        return "load"
    trial = preparing.prepared(template, provider)
    if any(check.verdict is Verdict.FAIL for check in replay.checks(trial)):
        return "verify"
    expected = oracle.expectation(template)
    beside = against.checks(template, read, expected, provider, trials.plain_values(expected))
    return "against" if any(check.verdict is Verdict.FAIL or check.name == "other-form" for check in beside) else ""


def chosen(count: int, seed: int = 0) -> list[tuple[Mutant, Reading]]:
    """So many mutants, of all samples alike; the same ones for the same seed."""
    choice = random.Random(seed)  # noqa: S311 - a choice of tests
    picked = choice.sample(SAMPLES, min(len(SAMPLES), max(1, count // 4)))
    every = [(one, read) for path, read, data in samples(picked) for one in mutants(path.stem, data)]
    return choice.sample(every, min(count, len(every)))


def main() -> int:
    """Try them, and say what notices how many; all of them where no number is given."""
    if len(sys.argv) > 1:
        tried = chosen(int(sys.argv[1]), seed=1)
    else:
        tried = [(one, read) for path, read, data in samples(SAMPLES) for one in mutants(path.stem, data)]
    counts: Counter[str] = Counter()
    with proving.provider() as provider, suppress(KeyboardInterrupt):  # then the figures are of those that were tried
        for one, read in tried:
            counts[by := noticed(one, read, provider)] += 1
            if not by:
                print(f"survives: {one.sample}: {one.what}")
    print(f"{counts.total()} of {len(tried)} tried: ", end="")
    print(", ".join(f"{by or 'nothing'}: {count}" for by, count in counts.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
