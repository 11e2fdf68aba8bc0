"""How well the judgement does on providers it has not seen: five folds by provider, the catalog off.

usage: python -m tests.folds [--keep-words]

For each fold, the words that only its own providers' names bear out are struck from the vocabulary (not with
``--keep-words``: most of them are in any dictionary), the weights are fitted again to the other four from a neutral
start, and the fold is judged. Prints a line a fold, and the pooled figures.
"""

from __future__ import annotations

import copy
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curl2sms import layers, reading
from curl2sms.errors import Curl2smsError, Source
from curl2sms.http import HttpRequest
from curl2sms.locating import clues, deciding, evidence, looks, words
from curl2sms.locating.evidence import Evidence
from curl2sms.shipped import DATA
from tests.corpus_judge import CASES, truth_of

FOLDS = 5
WRONG_COSTS = 5  # misses
Outcome = str  # "exact", "refused", "wrong"
ORIGINAL_WORDS = {word: dict(meant) for word, meant in words.vocabulary().items()}
ORIGINAL_WEIGHTS: dict[str, Any] = json.loads((DATA / "weights.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Case:
    """A sample's request, its provider, and the places that are right; None where it must be refused."""

    name: str
    provider: str
    request: HttpRequest
    to: frozenset[layers.Place] | None
    body: frozenset[layers.Place] | None
    may_refuse: bool


def main() -> None:
    """Print the figures."""
    cases = list(read_cases())
    pooled: Counter[Outcome] = Counter()
    for fold in range(FOLDS):
        ours = [case for case in cases if fold_of(case) == fold]
        others = [case for case in cases if fold_of(case) != fold]
        struck = set() if "--keep-words" in sys.argv else only_in(ours, others)
        use_words(struck)
        use_weights(fitted(others))
        outcomes = {case.name: outcome(case, judged(case)) for case in ours}
        use_words(set())
        counts = Counter(outcomes.values())
        pooled += counts
        missed = ", ".join(f"{name} ({found})" for name, found in outcomes.items() if found != "exact") or "none"
        print(f"fold {fold + 1}: {len(ours)} cases, {dict(counts)}, {len(struck)} words struck; missed: {missed}")
    total = sum(pooled.values())
    print(f"pooled: {pooled['exact']}/{total} exact ({pooled['exact'] / total:.1%}), {pooled['wrong']} wrong")


def fold_of(case: Case) -> int:
    """The fold of a case: all of one provider's are in the same."""
    return zlib.crc32(case.provider.encode()) % FOLDS


def read_cases() -> Iterable[Case]:
    """Every sample that can be read."""
    for path in CASES:
        truth = truth_of(path)
        try:
            request = reading.read(Source(path.name, path.read_text(encoding="utf-8"))).request
        except Curl2smsError:
            continue
        places = {part: frozenset(places_of(truth[part], request)) for part in ("to", "body")}
        refuse = truth["expect"] == "error"
        yield Case(
            f"{path.parent.name}/{path.stem}",
            truth["provider"],
            request,
            None if refuse else places["to"],
            None if refuse else places["body"],
            truth.get("may_refuse", False),
        )


def places_of(rows: Sequence[Mapping[str, Any]], request: HttpRequest) -> Iterable[layers.Place]:
    """The places of a truth, as the layers name them."""
    found = layers.fields(request, names=True)
    for row in rows:
        layer, name = row["where"], row["name"].removeprefix("segment ")
        outer = {"raw": ["body"], "form": [f"form:{name}", f"multipart:{name}"]}.get(layer, [f"{layer}:{name}"])
        inner = row.get("inner")
        for place in outer:
            text = f"{place}>{inner['where']}:{inner['name']}" if inner else place
            field = layers.find(found, layers.parse_place(text + ("#" if row.get("part") == "name" else "")))
            if field:
                yield field.place


def only_in(ours: Sequence[Case], others: Sequence[Case]) -> set[str]:
    """The words for recipients and messages that no other provider's names bear out."""
    return said_in(ours) - said_in(others)


def said_in(cases: Iterable[Case]) -> set[str]:
    """The words in the names of the cases' recipients and messages."""
    places = [place for case in cases for place in (case.to or frozenset()) | (case.body or frozenset())]
    names = (name for place in places for step in place.steps for name in step.names)
    return {word for name in names for word in words.words_of(name)}


def use_words(struck: set[str]) -> None:
    """Judge without these words for recipients and messages."""
    table = copy.deepcopy(ORIGINAL_WORDS)
    for word in struck & table.keys():
        for concept in ("recipient", "message"):
            table[word].pop(concept, None)
        if not table[word]:
            del table[word]
    for module in (words, looks):
        module.vocabulary = lambda: table  # type: ignore[attr-defined]


def use_weights(table: Mapping[str, Any]) -> None:
    """Judge with these weights."""
    for module in (evidence, deciding):
        module.table_of_weights = lambda: table  # type: ignore[attr-defined]


def fitted(cases: Sequence[Case]) -> dict[str, Any]:
    """Weights fitted to cases: from a neutral start, each in turn is given the value that does best, twice around."""
    table = copy.deepcopy(ORIGINAL_WEIGHTS)
    rows = [
        row
        for role in ("recipient", "message")
        for name, row in table[role].items()
        if name not in ("token", "catalog")
    ]
    for row in rows:
        row["weight"] = 3.0 if row["weight"] > 0 else -3.0
    use_weights(table)
    known = [(case, judged(case)) for case in cases]
    best = total(known)
    for _ in range(2):
        for row in rows:
            sign = 1 if row["weight"] > 0 else -1
            for size in (0.5, 1.5, 4.5, 6.0):
                before, row["weight"] = row["weight"], sign * size
                now = total(known)
                if now > best:
                    best = now
                else:
                    row["weight"] = before
    return table


def judged(case: Case) -> tuple[Evidence, ...]:
    """The evidence on a case's values; it does not depend on the weights."""
    return clues.evidence_on(case.request, {}, wanted=())


def total(known: Sequence[tuple[Case, tuple[Evidence, ...]]]) -> float:
    """What a table of weights earns: exact cases, less what wrong ones cost.."""
    return sum({"exact": 1.0, "refused": 0.0, "wrong": -WRONG_COSTS}[outcome(case, found)] for case, found in known)


def outcome(case: Case, found: tuple[Evidence, ...]) -> Outcome:
    """Whether the judgement is right, a question, or wrong."""
    told = deciding.decide(case.request, found, to=None, body=None, stored_at=None)
    if told.problem:
        return "exact" if case.to is None or case.may_refuse else "refused"
    if case.to is None or case.body is None:
        return "wrong"
    assert told.recipient is not None
    assert told.message is not None
    right = told.recipient.field.place in case.to and told.message.field.place in case.body
    return "exact" if right else "wrong"


if __name__ == "__main__":
    main()
