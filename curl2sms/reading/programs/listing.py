"""A listing becomes calls: the program in the text, parsed, evaluated; what is reported of it where that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from curl2sms.errors import Note, SampleError, Source, Span, note
from curl2sms.patterns import regex
from curl2sms.reading.model import ReadSample
from curl2sms.reading.pasted import listing_marks
from curl2sms.reading.programs.finding import find
from curl2sms.reading.programs.language import Language
from curl2sms.reading.programs.lowering import Lower, Lowering
from curl2sms.reading.programs.parsing import Parsed, parse, syntax_error
from curl2sms.records import record, replace
from curl2sms.sample_kinds import JAVASCRIPT, PHP, PYTHON, Kind
from curl2sms.shown import Shortened
from curl2sms.traced import Traced, joined, written

# Fences of Markdown around a listing, and a page's elements; what is outside is prose.
_FENCE = regex(r"(?m)^[ \t]*+(?:```|~~~)[ \t]*+(?P<language>\w*+)[ \t]*+\r?$")
_SCRIPT, _END_OF_SCRIPT = regex(r"(?i)<script[^<>]*>", only_with="<"), regex(r"(?i)</script>")
# A line of words: without signs that code has, and no statement that has none.
_STATEMENT = (
    r"(?:import|from|class|def|try|if|for|while|do|switch|use|package|async|function|const|let|var|return|export)\b"
)
_WORDS = regex(rf"(?:[ \t]*+(?!{_STATEMENT})(?:[^\n;{{}}=$<>\"'`()\[\]@#/\\]|(?<=\w)'(?=\w))*+\n)++")
# A member of a class of PHP or JavaScript, whose own line was not copied along.
_MEMBER = regex(
    r"(?>\s++|/\*(?s:.*?)\*/|//[^\n]*+|#[^\n]*+)*+(?:(?:public|private|protected|static|final|abstract|readonly|async)\s"
    r"|(?!(?:if|for|foreach|while|switch|catch|function|with)\b)[A-Za-z_]\w*+[ \t]*+\([^(){};]*+\)[^(){};=\n]*+\{)"
)
_CLASS, _END_OF_CLASS = Traced("class Sample {\n"), "}"
_PAIRS = {"(": ")", "[": "]", "{": "}", "${": "}"}
_BRACKETS = frozenset((*_PAIRS, *_PAIRS.values()))


@record
class LanguageReader:
    """What reads the programs of a language, which people call ``name``.

    Of several grammars the first counts that knows all of a listing; ``syntax`` are the rules for its nodes.
    """

    kind: Kind
    name: str
    grammars: Callable[[], Iterator[object]]
    syntax: Mapping[str, Lower]
    language: Language


def calls_of(source: Source, reader: LanguageReader) -> ReadSample:
    """The calls that the listings of a text make. Raises SampleError where one can't be read."""
    listings, said = _listings_of(written(source.text, 0), reader.kind)
    sample = ReadSample((), notes=said)
    for listing in listings:
        sample = _both(sample, _calls_of(listing, reader))
    return sample


def _listings_of(text: Traced, kind: Kind) -> tuple[list[Traced], tuple[Note, ...]]:
    """The listings of a text, without marks on their lines, and what is reported of these.

    There is none where all listings with marks are in other languages: the marks hid that.
    """
    marked = [(bare, said, of) for bare, said in listing_marks.listings(text) if (of := _kind_of(bare.text))]
    own = [(bare, said) for bare, said, of in marked if of is kind]
    if marked and not own:
        return [], ()
    listings = [one for bare, _ in own for one in _listings(bare)] or _listings(text)
    return listings, tuple(said for _, said in own)


def _calls_of(listing: Traced, reader: LanguageReader) -> ReadSample:
    """The calls that a listing makes; of one that is broken, only if it makes some, and not within a statement."""
    parsed, said = _parsed(listing, reader)
    try:
        found = find(Lowering(parsed, reader.syntax).program(), reader.language)
    except RecursionError:
        raise SampleError(note("program-too-deep", listing.known_span())) from None
    if (broken := syntax_error(parsed)) is not None:
        place, is_within = broken
        if not any(call.request for call in found.calls):
            return ReadSample(())
        if is_within:
            raise SampleError(note("program-unreadable", place, language=reader.name))
        said = [*said, note("program-broken", place, language=reader.name)]
    return replace(found, notes=(*said, *found.notes))


def _both(first: ReadSample, second: ReadSample) -> ReadSample:
    """The calls of two listings, with what is known of the variables of the last that has some."""
    known = second.known if second.calls else first.known
    return ReadSample((*first.calls, *second.calls), known, (*first.notes, *second.notes))


def _kind_of(text: str) -> Kind | None:
    """Return the language that a text shows signs of."""
    kinds = (kind for kind in (PHP, JAVASCRIPT, PYTHON) if kind.pattern and kind.pattern.match(text))
    return next(kinds, None)


def _listings(text: Traced) -> list[Traced]:
    return [text[start:end] for start, end in (*_fenced(text.text), *_scripts(text.text))] or [text]


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines between two fences are; a fence that names a language closes none."""
    start = None
    for fence in _FENCE.finditer(text):
        if start is None:
            start = fence.end() + 1
        elif not fence["language"]:
            yield start, fence.start()
            start = None


def _scripts(text: str) -> Iterator[tuple[int, int]]:
    """Where the programs of a page are."""
    end = 0
    for script in _SCRIPT.finditer(text):
        if script.start() >= end:
            closing = _END_OF_SCRIPT.search(text, script.end())
            if closing is None:
                return
            yield script.end(), closing.start()
            end = closing.end()


def _without_prose(listing: Traced) -> tuple[Traced, Note] | None:
    """Return a listing without the lines of words before it, and what is reported of that."""
    found = _WORDS.match(listing.text)
    before = listing[: found.end()].strip() if found else listing[:0]
    if found is None or not before.text:
        return None
    return listing[found.end() :], note("text-left-out", before.known_span(), text=Shortened(before.text))


def _parsed(listing: Traced, reader: LanguageReader) -> tuple[Parsed, list[Note]]:
    """The tree of a listing, and what is reported of it.

    It is one without the prose before it where that is in the way, and a class where it is only members of one.
    """
    parsed, said = _closed(listing, reader)
    if parsed.root.has_error and (bare := _without_prose(listing)):
        of_bare, said_of_bare = _closed(bare[0], reader)
        if not of_bare.root.has_error:
            return of_bare, [bare[1], *said_of_bare]
    if parsed.root.has_error and reader.kind is not PYTHON and _MEMBER.match(listing.text):
        of_class, said_of_class = _closed(joined((_CLASS, listing)), reader, _END_OF_CLASS)
        if not of_class.root.has_error:
            return of_class, said_of_class
    return parsed, said


def _closed(listing: Traced, reader: LanguageReader, meant: str = "") -> tuple[Parsed, list[Note]]:
    """The tree of a listing; one that is cut off at its end is closed, which is noted where it is not ``meant``."""
    first: Parsed | None = None
    for grammar in _installed(reader, listing.known_span()):
        parsed = parse(listing, grammar)
        if not parsed.root.has_error:
            return parsed, []
        first = first or parsed
        if closing := _closing(parsed):
            closed = parse(listing, grammar, f"\n{closing}")
            if not closed.root.has_error:
                return closed, [] if closing == meant else [
                    note("program-cut-off", listing[-1:].known_span(), language=reader.name)
                ]
    if first is None:
        raise ValueError("no grammar")
    return first, []


def _installed(reader: LanguageReader, span: Span | None) -> Iterator[object]:
    try:
        yield from reader.grammars()
    except ModuleNotFoundError as missing:
        package = (missing.name or "").replace("_", "-")
        raise SampleError(note("grammar-missing", span, language=reader.name, package=package)) from None


def _closing(parsed: Parsed) -> str:
    """What closes the brackets that a program leaves open."""
    opened: list[str] = []
    cursor = parsed.root.walk()
    is_inside = True
    while is_inside:
        if cursor.goto_first_child():
            continue
        sign = cursor.node.type
        if sign in _BRACKETS and not cursor.node.is_missing:
            if sign in _PAIRS:
                opened.append(_PAIRS[sign])
            elif opened and opened[-1] == sign:
                opened.pop()
        while is_inside and not cursor.goto_next_sibling():
            is_inside = cursor.goto_parent()
    closing = "".join(reversed(opened[-50:]))
    return closing if closing.endswith("}") or not closing else f"{closing};"
