"""A listing becomes calls: the program in the text, parsed, evaluated; what is reported of it where that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from curl2sms.errors import Note, SampleError, Source, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.model import Known, ReadSample
from curl2sms.reading.programs.finding import find
from curl2sms.reading.programs.language import Language
from curl2sms.reading.programs.parsing import Parsed, parse, syntax_error
from curl2sms.reading.programs.tree import Program

# Fences of Markdown around a listing; what is outside is prose.
_FENCE = regex(r"^[ \t]*(?:```|~~~)[ \t]*\w*[ \t]*\r?\n(?P<code>.*?)^[ \t]*(?:```|~~~)[ \t]*$", 0x8 | 0x10)
_SCRIPT = regex(r"(?is)<script[^>]*>(?P<code>.*?)</script>")
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def calls_of(
    source: Source,
    grammars: Callable[[], Iterator[object]],
    program: Callable[[Parsed], Program],
    language: Language,
    name: str,
) -> ReadSample:
    """The calls that the listings of a text make. Of several grammars the first counts that knows all of a listing."""
    sample = ReadSample(())
    for start, text in _listings(source.text):
        parsed, said = _parsed(text, start, grammars(), name)
        try:
            found = find(program(parsed), language)
        except RecursionError:
            raise SampleError(note("program-too-deep", Span(start, start + len(text)))) from None
        if (broken := syntax_error(parsed)) is not None:
            place, is_within = broken
            if not any(call.request for call in found.calls):
                continue
            if is_within:
                raise SampleError(note("program-unreadable", place, language=name))
            said = [*said, note("program-broken", place, language=name)]
        sample = ReadSample((*sample.calls, *found.calls), _both(sample, found), (*sample.notes, *said, *found.notes))
    return sample


def _both(first: ReadSample, second: ReadSample) -> Known:
    return second.known if second.calls else first.known


def _listings(text: str) -> list[tuple[int, str]]:
    fenced = [(found.start("code"), found["code"]) for found in (*_FENCE.finditer(text), *_SCRIPT.finditer(text))]
    return fenced or [(0, text)]


def _parsed(text: str, start: int, grammars: Iterator[object], name: str) -> tuple[Parsed, list[Note]]:
    """The tree of a listing; one that is cut off at its end is closed."""
    first: Parsed | None = None
    for grammar in _installed(grammars, Span(start, start + len(text)), name):
        parsed = parse(text, start, grammar)
        if not parsed.root.has_error:
            return parsed, []
        first = first or parsed
        if closing := _closing(parsed):
            closed = parse(f"{text}\n{closing}", start, grammar)
            if not closed.root.has_error:
                closed.end = end = start + len(text)
                return closed, [note("program-cut-off", Span(max(start, end - 1), end), language=name)]
    if first is None:
        raise ValueError("no grammar")
    return first, []


def _installed(grammars: Iterator[object], span: Span, name: str) -> Iterator[object]:
    try:
        yield from grammars
    except ModuleNotFoundError as missing:
        package = (missing.name or "").replace("_", "-")
        raise SampleError(note("grammar-missing", span, language=name, package=package)) from None


def _closing(parsed: Parsed) -> str:
    """What closes the brackets that a program leaves open."""
    opened: list[str] = []
    waiting = [parsed.root]
    while waiting:
        node = waiting.pop()
        if not node.children and not node.is_missing:
            if node.type in _PAIRS:
                opened.append(_PAIRS[node.type])
            elif node.type in _PAIRS.values() and opened and opened[-1] == node.type:
                opened.pop()
        waiting += reversed(node.children)
    closing = "".join(reversed(opened[-50:]))
    return closing if closing.endswith("}") or not closing else f"{closing};"
