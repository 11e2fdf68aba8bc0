"""Texts and numbers at every placeholder: each arrives whole, or is refused where its place can't carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from curl2sms.errors import Curl2smsError, UnfitError
from curl2sms.proving import trials
from curl2sms.proving.model import Check, Difference, Verdict
from curl2sms.proving.preparing import Trial
from curl2sms.records import replace
from curl2sms.tokens import TO_TOKEN, variable_token

# So many values are compared for the texts of a template; where they are more, texts are tried together.
_MOST_COMPARED = 200_000
# So many requests the other trials take, and so many are enough for texts at the least.
_OTHER_REQUESTS, _FEWEST_REQUESTS = 30, 4


def texts(trial: Trial, *, apart: bool) -> Iterator[Check]:
    """Every text at every placeholder but the number's; at variables those that are for everywhere.

    ``apart``: each in a request of its own, because together they would all fail.
    """
    variables = trial.template.variables
    left_out = {variable_token(v.name) for v in variables if v.value is not None or v.kind == "url"} | {TO_TOKEN}
    left_out |= {token for token in trial.oracle.tokens if "host" in trial.oracle.layers(token)}
    tokens = [token for token in trial.oracle.tokens if token not in left_out]
    named = {variable_token(v.name) for v in variables}
    at_variables = _at_variables(trial, [token for token in tokens if token in named], apart=apart)
    room = _MOST_COMPARED // len(trial.oracle.expectation.values) - _OTHER_REQUESTS
    requests = max(_FEWEST_REQUESTS, room // max(1, len(tokens) - len(at_variables)))
    for token in tokens:
        if token in at_variables:
            yield from at_variables[token]
        else:
            every = (*trials.texts(), *_own_boundary(trial, token))
            tries = [(_try(token, text), text.text) for text in every]
            if len(tries) <= requests:
                yield from (_arrived(trial, check, text) for check, text in tries)
            else:
                yield from _joined(trial, token, tries, requests)


def numbers(trial: Trial) -> Iterator[Check]:
    """Numbers as people write them, in the recipient's format."""
    if TO_TOKEN not in trial.oracle.tokens:
        return
    for number in trials.numbers_at(trial.oracle):
        check = Check("numbers", number.given, Verdict.PASS, number.why, at=TO_TOKEN)
        yield _arrived(trial, check, number.expected, number)


def _try(token: str, text: trials.TrialText) -> Check:
    """The check of a text at a token, before it is tried."""
    return Check("texts", text.name, Verdict.PASS, text.why, at=token)


def _own_boundary(trial: Trial, token: str) -> Iterator[trials.TrialText]:
    """A text that holds the boundary of the plain request: the request with it must have another one."""
    if "multipart" in trial.oracle.layers(token):
        _, _, boundary = (trial.rendered().header("Content-Type") or "").partition("boundary=")
        text = f"a\r\n--{boundary}\r\n\r\n--{boundary}--\r\nb"
        yield trials.TrialText("own-boundary", text, "the boundary that the same request has with another text", False)


def _joined(trial: Trial, token: str, tries: Sequence[tuple[Check, str]], requests: int) -> Iterator[Check]:
    """The checks of texts at a placeholder of a large template: many texts as one, with a space between them.

    The texts of the first request that goes wrong are tried one by one; those of another one share what went wrong.
    """
    fit = [one for one in tries if not trial.oracle.uncarriable(token, one[1])]
    message = f"the template is large: {len(fit)} texts were tried in {requests} requests, with spaces between them"
    yield Check("texts", "together", Verdict.INFO, message, at=token)
    found = {check.name: check for check, _ in fit}
    one_by_one = [one for one in tries if one not in fit]
    all_well = True
    for first in range(min(requests, len(fit))):
        some = fit[first::requests]
        whole = _arrived(trial, some[0][0], " ".join([text for _, text in some]))
        if whole.verdict is Verdict.PASS:
            continue
        if all_well:
            one_by_one += some
        else:
            found |= {check.name: _as_of(whole, check) for check, _ in some}
        all_well = False
    found |= {check.name: _arrived(trial, check, text) for check, text in one_by_one}
    yield from (found[check.name] for check, _ in tries)


def _as_of(whole: Check, check: Check) -> Check:
    """A text's check with what went wrong where it was tried together with others."""
    message = check.message if whole.differences else whole.message  # else the error's
    return replace(check, verdict=whole.verdict, message=message, do=whole.do, differences=whole.differences)


def _at_variables(trial: Trial, tokens: Sequence[str], *, apart: bool) -> dict[str, list[Check]]:
    """What came of each text at each variable, the variables of one request filled in all at once.

    A request of its own for each text at each variable would take time that grows with the square of their number.
    There are as many rounds as texts; in a round each variable has another text than its neighbours.
    """
    texts = [text for text in trials.texts() if text.everywhere]
    found: dict[tuple[str, str], Check] = {}
    for turn in range(len(texts)):
        chosen = ((token, texts[(turn + number) % len(texts)]) for number, token in enumerate(tokens))
        tries = [(_try(token, text), text.text) for token, text in chosen]
        alone = [apart or bool(trial.oracle.uncarriable(check.at, text)) for check, text in tries]
        together = [one for one, is_alone in zip(tries, alone, strict=True) if not is_alone]
        for check in _arrived_together(trial, together):
            found[check.at, check.name] = check
        for check, text in (one for one, is_alone in zip(tries, alone, strict=True) if is_alone):
            found[check.at, check.name] = _arrived(trial, check, text)
    return {token: [found[token, text.name] for text in texts] for token in tokens}


def _arrived_together(trial: Trial, tries: Sequence[tuple[Check, str]]) -> Iterator[Check]:
    """The checks with their verdicts, by one request; where that goes wrong by one for each half, and so on."""
    if len(tries) < 2:
        yield from (_arrived(trial, check, text) for check, text in tries)
    elif _all_arrived(trial, {check.at: text for check, text in tries}):
        yield from (check for check, _ in tries)
    else:
        half = len(tries) // 2
        yield from _arrived_together(trial, tries[:half])
        yield from _arrived_together(trial, tries[half:])


def _all_arrived(trial: Trial, texts: Mapping[str, str]) -> bool:
    try:
        return not trial.differences(texts)
    except Curl2smsError:
        return False


def _arrived(trial: Trial, check: Check, text: str, number: trials.TrialNumber | None = None) -> Check:
    """The check with its verdict: did the text arrive, or was it refused where its place can't hold it?"""
    values = {} if number else {check.at: text}
    return judged(check, trial.oracle.uncarriable(check.at, text), lambda: trial.differences(values, number))


def judged(check: Check, reason: str | None, differences: Callable[[], Sequence[Difference]]) -> Check:
    """A check with its verdict. ``reason`` says why its place can't carry the text; ``differences`` sends it."""
    try:
        found = differences()
    except UnfitError as error:
        if reason:
            return replace(check, message=f"correctly refused: {reason}")
        message = f"refused, although its place can hold it: {error.note.message}"
        return replace(check, verdict=Verdict.FAIL, message=message)
    except Curl2smsError as error:
        return replace(check, verdict=Verdict.FAIL, message=error.note.message, do=error.note.do)
    if reason and not found:
        return replace(check, verdict=Verdict.FAIL, message=f"sent, although its place can't hold it: {reason}")
    return replace(check, verdict=Verdict.FAIL, differences=tuple(found)) if found else check
