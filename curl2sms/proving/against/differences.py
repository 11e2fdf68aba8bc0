"""What explains the differences between a sample and its template: announced changes, repairs, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from curl2sms.http import HttpRequest, split_url
from curl2sms.layers.place import POSITION, REPETITION, Place, parse_place, place
from curl2sms.locating import Change
from curl2sms.patterns import regex
from curl2sms.proving.against.number import SampleNumber
from curl2sms.proving.against.sample import FILLED_IN, Sample, as_received
from curl2sms.proving.mock import Received
from curl2sms.proving.model import Check, Difference, Verdict
from curl2sms.proving.oracle import Oracle
from curl2sms.records import record
from curl2sms.tokens import TO_TOKEN

# Changes of how JSON is spelt: they change no value, and explain no difference.
_OF_SPELLING = {"json-mended"}
# What explains a change that no conversion makes.
_EXPLAINED = {FILLED_IN: "the sample left it to be filled in"}
_GROUPING = regex(r"[\s().-]")


@record
class Differences:
    """All differences, by what explains them.

    ``announced`` are those of changes that ``convert`` makes and says, ``repaired`` come from what reading repaired in
    the sample's text, ``regrouped`` are numbers without what grouped their digits. Nothing explains the rest.
    """

    unexplained: tuple[Difference, ...]
    regrouped: tuple[Difference, ...]
    repaired: tuple[Difference, ...]
    announced: Mapping[Change, Sequence[Difference]]

    def checks(self, sample: Sample) -> Iterator[Check]:
        """A failure for what nothing explains; information on what is explained."""
        message = "" if self.unexplained else "the template makes the sample's request again"
        verdict = Verdict.FAIL if self.unexplained else Verdict.PASS
        yield Check("sample", "request", verdict, message, differences=self.unexplained)
        for one in self.regrouped:
            message = "the number, without the spaces and marks that group its digits"
            yield Check("sample", "number-regrouped", Verdict.INFO, message, at=one.place, differences=(one,))
        if self.repaired:
            message = f"announced by convert: {' '.join(sample.repairs)}"
            yield Check("sample", "repaired", Verdict.INFO, message, differences=self.repaired)
        for change, found in self.announced.items():
            message = _EXPLAINED.get(change.id, "announced by convert")
            yield Check("sample", change.id, Verdict.INFO, message, at=change.at, differences=tuple(found))


def explained(
    sample: Sample, request: HttpRequest, received: Received, oracle: Oracle, number: SampleNumber | None
) -> Differences:
    """The differences between what a sample sends and a template's ``request``, which arrived as ``received``.

    They are found in two steps: from what the sample sends to our reading of it after the changes, and from there to
    the template. Only in the first do changes and repairs explain anything.
    """
    mended = as_received(sample.mended)
    announced: dict[Change, list[Difference]] = {}
    repaired, unexplained = [], list(_scheme(sample.mended, request))
    changes = [one for one in sample.surveyed.changes if one.id not in _OF_SPELLING]
    misread = {(one.place, one.aspect) for one in oracle.compare(sample.sent, sample.read)}
    for difference in oracle.compare(sample.sent, mended):
        change = next((one for one in changes if explains(one, difference)), None)
        if change is not None:
            announced.setdefault(change, []).append(difference)
        elif (difference.place, difference.aspect) in misread and sample.repairs:
            repaired.append(difference)
        else:
            unexplained.append(difference)
    at_number = oracle.places(TO_TOKEN)
    apart = [one for one in oracle.compare(mended, received) if not _is_stand_in(one, at_number, number)]
    regrouped = [one for one in apart if _is_regrouped(one, at_number)]
    unexplained += [one for one in apart if one not in regrouped]
    unexplained += oracle.letters(mended) if not unexplained else ()
    return Differences(tuple(unexplained), tuple(regrouped), tuple(repaired), announced)


def _scheme(sample: HttpRequest, rendered: HttpRequest) -> Iterator[Difference]:
    """The one thing that a replay can't show: all of it goes over plain http."""
    ours, theirs = (split_url(request.url).scheme.lower() for request in (sample, rendered))
    if ours != theirs:
        yield Difference("scheme", ours, theirs)


def _is_stand_in(difference: Difference, at_number: Sequence[str], number: SampleNumber | None) -> bool:
    """Whether a difference is the number that was sent where the sample has none, and nothing else."""
    if number is None or not number.stand_in or difference.expected is None:
        return False
    sent = difference.expected.replace(number.stand_in, number.expected)
    return difference.place in at_number and sent == difference.got


def _is_regrouped(difference: Difference, at_number: Sequence[str]) -> bool:
    """Whether a number differs only in what groups its digits for people: ``+1 (415) 555-0100``."""
    if difference.place not in at_number:
        return False
    ungrouped = _GROUPING.sub("", difference.expected or "")
    return ungrouped != difference.expected and ungrouped == difference.got


def explains(change: Change, difference: Difference) -> bool:
    """Whether a change is about the place of a difference, or about a list or a document around either."""
    at, changed = _path(_place(difference.place)), _path(_place(change.at))
    if change.after is None and changed[-1][0] == POSITION:  # the array's other elements move up
        changed = changed[:-1]
    return all(ours == theirs for ours, theirs in zip(at, changed, strict=False))


def _place(text: str) -> Place:
    """A PLACE; a part of the request (``host``) is a place of its own."""
    try:
        return parse_place(text)
    except ValueError:
        return place(text)


def _path(at: Place) -> list[tuple[str, str]]:
    """What leads to a place, part by part, each with its kind.

    Which of several of one name it is does not count: where one goes, the others move up.
    """
    found = []
    for step in at.steps:
        left_out = (REPETITION,) if step.layer == "json" else (REPETITION, POSITION)
        found.append(("layer", step.layer))
        found += [(part.kind, part.text) for part in step.parts if part.kind not in left_out]
    return found
