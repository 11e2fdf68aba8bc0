"""The report for people: a table, then what went wrong with expected and got one below the other.

Of several templates, those that are proven are told in a line each: their warnings come first, each kind once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from curl2sms.proving.model import Check, Difference, Report, Verdict, listed
from curl2sms.records import replace
from curl2sms.report.safe import counted, named, safe, title
from curl2sms.shown import shortened, visible, width

_WORD = {
    Verdict.PASS: "pass",
    Verdict.INFO: "info",
    Verdict.FAIL: "FAIL",
    Verdict.WARNING: "warn",
    Verdict.SKIPPED: "skip",
}
_COLOUR = {Verdict.PASS: "32", Verdict.INFO: "36", Verdict.FAIL: "31;1", Verdict.WARNING: "33", Verdict.SKIPPED: "2"}
_SUMMED = {Verdict.FAIL: "failed", Verdict.SKIPPED: "skipped"}
_WORST_FIRST = (Verdict.FAIL, Verdict.WARNING, Verdict.PASS, Verdict.INFO, Verdict.SKIPPED)
# Checks of these groups differ only in what was tried: one row shows how many went well.
_COUNTED = {"texts", "numbers", "answers", "token-texts", "token-answers"}
_SHOWN_OF_A_KIND = 4
_CONTEXT = 16
_INDENT = " " * 8


def text(reports: Sequence[Report], *, strict: bool = False, colour: bool = False, columns: int = 100) -> str:
    """The report; ``columns`` is the width to keep to. Control characters in what arrived are made visible.

    In a ``strict`` run a template that is warned of is not proven.
    """
    lines: list[str] = []
    shown = [safe(report) for report in reports]
    proven = [report for report in shown if len(shown) > 1 and report.passed(strict=strict)]
    for report in shown:
        if report not in proven:
            name = visible(report.template) + (f" ({visible(report.source)})" if report.source else "")
            lines += [name, *_table(report, colour, columns), *_failures(report, columns), ""]
    lines += _warnings(proven, columns)
    lines += (summary(report, strict=strict) for report in shown)
    return "\n".join(lines) + "\n"


def summary(report: Report, *, strict: bool = False) -> str:
    """The last line of a report: whether the template is proven, and the number of checks."""
    return f"{_file(report)}: {_summary(report, strict)}"


def _file(report: Report) -> str:
    return visible(report.source or report.template)


def _table(report: Report, colour: bool, columns: int) -> Iterator[str]:
    """A row for each check, and one for each set of trials."""
    rows = [_row(list(checks)) for _, checks in groupby(report.checks, _kind)]
    broad = max((width(name) for _, name, _ in rows), default=0)
    for verdict, name, words in rows:
        label = f"\x1b[{_COLOUR[verdict]}m{_WORD[verdict]}\x1b[0m" if colour else _WORD[verdict]
        first, *more = wrap(words, max(columns - 10 - broad, 20), break_on_hyphens=False) or [""]
        yield f"  {label}  {name}{' ' * (broad - width(name))}  {first}".rstrip()
        yield from (f"{' ' * (10 + broad)}{line}" for line in more)


def _kind(check: Check) -> tuple[str, str, str]:
    """What checks that are shown together have in common."""
    return check.group, "" if check.group in _COUNTED else check.name, check.at


def _row(checks: list[Check]) -> tuple[Verdict, str, str]:
    first = checks[0]
    verdict = next(v for v in _WORST_FIRST if any(check.verdict is v for check in checks))
    if first.group not in _COUNTED:
        words = "" if verdict in (Verdict.FAIL, Verdict.WARNING) else visible(first.message)  # told below, in full
        at = f" at {first.at}" if first.at and verdict not in (Verdict.PASS, Verdict.INFO) else ""
        return verdict, visible(first.name + at), words
    good = sum(check.verdict is Verdict.PASS for check in checks)
    name = first.group + (f" at {first.at}" if first.at else "")
    return verdict, visible(name), f"{good} of {len(checks)}"


def _failures(report: Report, columns: int) -> Iterator[str]:
    """What failed and what is warned of, in full; of many failures of a kind only the first few."""
    wrong = report.of(Verdict.FAIL, Verdict.WARNING)
    for _, found in groupby(wrong, _kind):
        checks = list(found)
        for check in checks[:_SHOWN_OF_A_KIND]:
            yield ""
            yield from _wrapped(_headline(check), f"  {_WORD[check.verdict]}  ", columns)
            yield from _wrapped(check.do, _INDENT, columns)
            for difference in check.differences[:_SHOWN_OF_A_KIND]:
                yield from _aligned(difference, columns)
            if more := check.differences[_SHOWN_OF_A_KIND:]:
                yield from _wrapped(f"and {len(more)} more: {', '.join(map(named, more))}", _INDENT, columns)
        if rest := checks[_SHOWN_OF_A_KIND:]:
            yield ""
            yield from _wrapped(
                f"and {len(rest)} more like these: {', '.join(check.name for check in rest)}", "  ", columns
            )


def _warnings(reports: Sequence[Report], columns: int) -> Iterator[str]:
    """The warnings of several templates, each kind once, with the files that it is about."""
    found: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for report in reports:
        for check in report.of(Verdict.WARNING):
            told = found.setdefault((check.group, check.name, check.do), {})
            files = told.setdefault(check.message, [])
            files += [_file(report)] * (_file(report) not in files)
    for (group, name, do), messages in found.items():
        yield f"  {_WORD[Verdict.WARNING]}  {visible(group)}: {visible(name)}"
        for message, files in messages.items():
            yield from _wrapped(f"{listed(files)}: {message}", _INDENT, columns)
        yield from _wrapped(do, _INDENT, columns)
        yield ""


def _headline(check: Check) -> str:
    """What was checked and found; the place only where the words don't name it."""
    if not check.message:
        return title(check)
    return f"{title(replace(check, at='') if check.at in check.message else check)}: {check.message}"


def _wrapped(words: str, head: str, columns: int) -> Iterator[str]:
    """Words in lines of the width, below each other after their head; none for no words."""
    for number, line in enumerate(wrap(visible(words), max(columns - len(head), 20), break_on_hyphens=False)):
        yield (" " * len(head) if number else head) + line


def _aligned(difference: Difference, columns: int) -> Iterator[str]:
    expected, got = difference.expected, difference.got
    yield f"        at        {visible(named(difference))}"
    if expected is not None and got is not None:
        expected, got, marker = _around_the_difference(expected, got)
    else:
        marker = None
    room = max(columns - 18, 20)
    yield f"        expected  {'(nothing)' if expected is None else shortened(visible(expected), room)}"
    yield f"        got       {'(nothing)' if got is None else shortened(visible(got), room)}"
    if marker is not None and marker < room:
        yield f"        {' ' * (10 + marker)}^"


def _around_the_difference(expected: str, got: str) -> tuple[str, str, int]:
    """Both texts from shortly before where they part, and the column of that."""
    at = next((i for i, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b), min(len(expected), len(got)))
    start = max(0, at - _CONTEXT)
    dots = "…" if start else ""
    return dots + expected[start:], dots + got[start:], len(dots) + width(visible(expected[start:at]))


def _summary(report: Report, strict: bool) -> str:
    counts = [(verdict, len(report.of(verdict))) for verdict in (Verdict.FAIL, Verdict.WARNING, Verdict.SKIPPED)]
    told = [
        counted(count, "warning") if verdict is Verdict.WARNING else f"{count} {_SUMMED[verdict]}"
        for verdict, count in counts
        if count or verdict is Verdict.FAIL
    ]
    proven = "proven" if report.passed(strict=strict) else "NOT proven"
    if strict and report.ok and report.of(Verdict.WARNING):
        proven += ": --strict treats warnings as failures"
    unfilled = sum(check.name == "value-unfilled" for check in report.checks)
    if report.passed(strict=strict) and unfilled:
        proven += f", but {unfilled} value{'s are' if unfilled > 1 else ' is'} still to be filled in"
    mark = ";" if ":" in proven else ":"
    return f"{proven}{mark} {counted(len(report.checks), 'check')}, {', '.join(told)}, {report.seconds:.2f} s"
