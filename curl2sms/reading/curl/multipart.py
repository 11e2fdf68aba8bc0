"""``-F`` and ``--form-string``: a multipart/form-data body as curl writes it (tool_formparse.c, mime.c; RFC 7578)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.errors import Note, SampleError, note
from curl2sms.http import OPEN
from curl2sms.layers import multipart as writing
from curl2sms.patterns import regex
from curl2sms.reading.curl.encoders import ENCODERS, IDENTITY
from curl2sms.reading.model import ReadOption
from curl2sms.records import attribute, draft, record
from curl2sms.traced import Traced, joined

# What curl takes a value with a filename for, by the end of that name (mime.c); any other has no type.
_BY_ENDING = {
    ".gif": "image/gif", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml",
    ".txt": "text/plain", ".htm": "text/html", ".html": "text/html", ".pdf": "application/pdf",
    ".xml": "application/xml",
}  # fmt: skip
_SPACE = " \t\n\r\v\f"
_PARAMETER = regex(r";\s*(?:(?P<name>type|filename|headers|encoder)=)?", re.IGNORECASE | re.ASCII)
_NO_PART_OF_TYPE = regex(r";\s*(?:filename|headers|encoder)=", re.IGNORECASE | re.ASCII)
# The name of a content type, which the newest curl ends at any of these signs; parameters of the type go up to a ``;``.
_TYPE = regex(r'[^()<>@,;:\\"\[\]?=\r\n ]*')
_ESCAPED = regex(r'\\([\\"])')
_QUOTED = regex(r'"((?:[^"\\]++|\\.)*+)"[^;]*', re.DOTALL)
# A word to fill in, which begins as the name of a file does, and ends as none.
_TO_FILL = regex(r"<[^<>;]+>|@{1,2}\w+@{1,2}")
_BOUNDARY = regex(r";\s*boundary=[^;]*", re.IGNORECASE)


@draft
class PartDescription:
    """What is after a part's value: ``;type=``, ``;filename=``, ``;headers=``, ``;encoder=``."""

    content_type: str | None = None
    filename: str | None = None
    headers: list[str] = attribute(default_factory=list)
    encoder: str | None = None

    def stated(self, name: str) -> str | None:
        """The value that ``headers`` give a header; None where they do not name it."""
        lines = (line.partition(":") for line in self.headers)
        return next((value.strip() for key, _, value in lines if key.lower() == name), None)


@record
class FormPart:
    """A part of the body: its name (``""`` where there is none), its value, and what its headers say."""

    name: str
    value: Traced
    says: PartDescription


def multipart(
    options: Sequence[ReadOption], notes: list[Note], *, backslashes: bool, stated_type: str | None
) -> tuple[Traced, str]:
    """The body, and its Content-Type. The boundary is made from the contents, so that the same parts give the same.

    ``backslashes`` is ``--form-escape``; ``stated_type`` is the sample's own Content-Type, which curl keeps and puts
    the boundary after. A boundary that it states itself is no part's, and left out. Raises SampleError for a part
    whose contents are in a file, and for one that curl refuses.
    """
    parts = [part(option, notes) for option in options]
    disposition = "form-data"
    media_type = "multipart/form-data"
    if stated_type is not None:
        media_type = _BOUNDARY.sub("", stated_type)
        if media_type != stated_type:
            notes.append(note("boundary-left-out", options[0].place))
        if media_type.partition(";")[0].strip().lower() != "multipart/form-data":
            disposition = "attachment"
    written = [_written(each, option, disposition, backslashes) for each, option in zip(parts, options, strict=True)]
    boundary = writing.boundary_for([each.text.encode("utf-8", "surrogateescape") for each in written])
    before, after, end = (Traced(text) for text in writing.delimiters(boundary))
    body = joined((*(piece for each in written for piece in (before, each, after)), end))
    return body, f"{media_type}; boundary={boundary}"


def _written(part: FormPart, option: ReadOption, disposition: str, backslashes: bool) -> Traced:
    """A part as it goes into the body: its headers, then its value."""
    says, value = part.says, part.value
    headers = [line for line in says.headers if line.partition(":")[0].lower() != "content-type"]
    if says.encoder is not None:
        value = _encoded(value, option, says.encoder.lower())
        if says.stated("content-transfer-encoding") is None:
            headers.insert(0, f"Content-Transfer-Encoding: {says.encoder.lower()}")
    head = writing.head(
        part.name or None,
        _type_of(says),
        filename=says.filename,
        headers=headers,
        disposition=_disposition(part, disposition),
        backslashes=backslashes,
    )
    return Traced(head) + value


def _disposition(part: FormPart, usual: str) -> str | None:
    """A part's Content-Disposition: none where its headers state it, or where it would say "attachment" of nothing."""
    nameless = not part.name and part.says.filename is None
    stated = part.says.stated("content-disposition") is not None
    return None if stated or (nameless and usual == "attachment") else usual


def _type_of(says: PartDescription) -> str | None:
    """A part's Content-Type: the one that is given, the one among its headers, or that of its file's name."""
    if says.content_type is not None:
        return says.content_type
    if (stated := says.stated("content-type")) is not None:
        return stated
    name = (says.filename or "").lower()
    return next((kind for end, kind in _BY_ENDING.items() if name.endswith(end)), None)


def _encoded(value: Traced, option: ReadOption, encoder: str) -> Traced:
    """A value in the encoding that ``;encoder=`` names. Raises SampleError where curl, or a template, can't do that."""
    data = value.text.encode("utf-8", "surrogateescape")
    encode = ENCODERS.get(encoder)
    if encode is None:
        raise SampleError(note("form-encoder", option.place, encoder=encoder))
    try:
        encoded = encode(data)
    except ValueError:
        raise SampleError(note("form-seven-bits", option.place)) from None
    if encoded != data and OPEN in value.text:
        raise SampleError(note("form-encoded-variable", option.place, encoder=encoder))
    return value.rewritten(0, len(value), encoded.decode("utf-8", "surrogateescape"))


def part(option: ReadOption, notes: list[Note]) -> FormPart:
    """The part that one ``-F name=content`` makes."""
    spelt, equals, content = (option.traced or Traced("")).partition("=")
    name = spelt.text
    if not equals:
        raise SampleError(note("form-without-equals", option.place, text=option.value or ""))
    if option.name == "form-string":
        return FormPart(name, content, PartDescription())
    if content.text.startswith("(") or (not name and content.text == ")"):
        raise SampleError(note("form-nested", option.place))
    if _TO_FILL.fullmatch(content.text):
        notes.append(note("form-word-to-fill", option.place, text=content.text))
        return FormPart(name, content, PartDescription())
    if content.text.startswith(("@", "<")):
        return _from_file(option, name, content.text, notes)
    content = content.lstrip(_SPACE)
    value, end = _word(content)
    return FormPart(name, value, _parameters(option, content.text, end, notes))


def _from_file(option: ReadOption, name: str, content: str, notes: list[Note]) -> FormPart:
    """``-F name=@-``, ``-F name=<-``: the part of the standard input, where the sample shows that."""
    named = content[1:].lstrip(_SPACE)
    file, end = _word(Traced(named))
    further = content.startswith("@") and named.partition(";")[0].partition(",")[2]
    if option.stdin is None or further:
        raise SampleError(note("form-from-file", option.place, file=further or file.text))
    says = _parameters(option, named, end, notes)
    if content.startswith("@"):
        says.filename = "-" if says.filename is None else says.filename
    elif says.filename is not None:  # a text has none
        notes.append(note("form-cut", option.place, text=f"filename={says.filename}"))
        says.filename = None
    return FormPart(name, option.stdin, says)


def _word(text: Traced, start: int = 0) -> tuple[Traced, int]:
    """The value at ``start`` and its end: up to ``;`` without the spaces before it, or what is in quotes.

    In quotes a backslash escapes a quote or a backslash.
    """
    if quoted := _QUOTED.match(text.text, start):
        return text[slice(*quoted.span(1))].sub(_ESCAPED, lambda found: found[1]), quoted.end()
    end = text.text.find(";", start)
    end = len(text) if end < 0 else end
    return text[start : start + len(text.text[start:end].rstrip(_SPACE))], end


def _parameters(option: ReadOption, text: str, at: int, notes: list[Note]) -> PartDescription:
    """The parameters that begin at ``at``; curl leaves out all others."""
    says = PartDescription()
    cut: list[str] = []
    while found := _PARAMETER.match(text, at):
        name, start = (found["name"] or "").lower(), found.end()
        if name == "headers" and text[start : start + 1] in {"@", "<"}:
            raise SampleError(note("form-from-file", option.place, file=_word(Traced(text), start + 1)[0].text))
        start = _past_space(text, start)
        if name == "type":
            says.content_type, at = _content_type(text, start)
            continue
        word, at = _word(Traced(text), start)
        if name == "headers":
            says.headers.append(word.text)
        elif name == "filename":
            says.filename = word.text
        elif name == "encoder":
            says.encoder = word.text
        elif word.text:
            cut.append(word.text)
    if says.content_type == "":
        notes.append(note("form-type-empty", option.place))
    if (says.encoder or "").lower() in IDENTITY:
        notes.append(note("form-encoder-left-out", option.place, encoder=says.encoder))
    if rest := text[at:].strip(_SPACE):
        cut.append(rest)
    if cut:
        notes.append(note("form-cut", option.place, text=";".join(cut)))
    return says


def _content_type(text: str, start: int) -> tuple[str, int]:
    """The content type at ``start`` with parameters of its own, and where they end; the newest curl ends it early."""
    named = _TYPE.match(text, start)
    end = at = named.end() if named else start
    while text.startswith(";", at) and not _NO_PART_OF_TYPE.match(text, at):
        begin = _past_space(text, at + 1)
        at = text.find(";", begin)
        at = len(text) if at < 0 else at
        end = begin + len(text[begin:at].rstrip(_SPACE))
    return text[start:end], at


def _past_space(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip(_SPACE))
