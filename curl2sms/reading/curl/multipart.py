"""``-F`` and ``--form-string``: a multipart/form-data body as curl writes it (tool_formparse.c, mime.c; RFC 7578)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.errors import Note, SampleError, note
from curl2sms.layers import multipart as writing
from curl2sms.patterns import regex
from curl2sms.reading.model import ReadOption
from curl2sms.records import record, replace
from curl2sms.traced import Traced, joined

# What curl takes a file for by its name (mime.c); every other is application/octet-stream.
_BY_ENDING = {
    ".gif": "image/gif", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml",
    ".txt": "text/plain", ".htm": "text/html", ".html": "text/html", ".pdf": "application/pdf",
    ".xml": "application/xml",
}  # fmt: skip
_PARAMETER = regex(r";[\s;]*(?:(?P<name>type|filename|headers|encoder)=)?", re.IGNORECASE)
_ESCAPED = regex(r'\\([\\"])')
_QUOTED = regex(r'"((?:[^"\\]++|\\.)*+)"[^;]*', re.DOTALL)


@record
class PartDescription:
    """What stands behind a part's value: ``;type=``, ``;filename=``, ``;headers=``, ``;encoder=``."""

    content_type: str | None = None
    filename: str | None = None
    headers: tuple[str, ...] = ()
    encoder: str | None = None


@record
class FormPart:
    """A part of the body: its name (``""`` where there is none), its value, and what its headers say."""

    name: str
    value: Traced
    says: PartDescription = PartDescription()


def multipart(
    options: Sequence[ReadOption],
    stdin: Traced | None,
    notes: list[Note],
    *,
    backslashes: bool,
    stated_type: str | None,
) -> tuple[Traced, str]:
    """The body, and its Content-Type. The boundary is made from the contents, so that the same parts give the same.

    ``backslashes`` is ``--form-escape``; ``stated_type`` is the sample's own Content-Type, which curl keeps and puts
    the boundary behind. Raises SampleError for a part whose contents stand in a file.
    """
    parts = [part(option, stdin, notes) for option in options]
    disposition = "form-data"
    media_type = "multipart/form-data"
    if stated_type is not None:
        media_type = re.sub(r";\s*boundary=[^;]*", "", stated_type)
        if media_type.partition(";")[0].strip().lower() != "multipart/form-data":
            disposition = "attachment"
    written = [_written(each, disposition, backslashes) for each in parts]
    boundary = writing.boundary_for([each.text.encode("utf-8", "surrogateescape") for each in written])
    before, after, end = (Traced(text) for text in writing.delimiters(boundary))
    body = joined((*(piece for each in written for piece in (before, each, after)), end))
    return body, f"{media_type}; boundary={boundary}"


def _written(part: FormPart, disposition: str, backslashes: bool) -> Traced:
    headers, value = part.says.headers, part.value
    if part.says.encoder == "base64":
        import base64

        encoded = base64.b64encode(value.text.encode("utf-8", "surrogateescape")).decode()
        headers, value = (*headers, "Content-Transfer-Encoding: base64"), value.rewritten(0, len(value), encoded)
    head = writing.head(
        part.name or None,
        part.says.content_type,
        filename=part.says.filename,
        headers=headers,
        disposition=disposition,
        backslashes=backslashes,
    )
    return Traced(head) + value


def part(option: ReadOption, stdin: Traced | None, notes: list[Note]) -> FormPart:
    """The part that one ``-F name=content`` makes."""
    spelt, equals, content = (option.traced or Traced("")).partition("=")
    name = spelt.text
    if not equals:
        raise SampleError(note("form-without-equals", option.place, text=option.value or ""))
    if option.name == "form-string":
        return FormPart(name, content)
    if content.text.startswith("("):
        raise SampleError(note("form-nested", option.place))
    if content.text.startswith(("@", "<")):
        return _from_file(option, name, content.text, stdin, notes)
    content = content.lstrip()
    value, end = _word(content, strip=True)
    says = _parameters(option, content.text, end, notes)
    if says.filename is not None and says.content_type is None:
        says = replace(says, content_type=_type_of(says.filename))
    return FormPart(name, value, says)


def _type_of(filename: str) -> str:
    return next(
        (kind for end, kind in _BY_ENDING.items() if filename.lower().endswith(end)), "application/octet-stream"
    )


def _from_file(option: ReadOption, name: str, content: str, stdin: Traced | None, notes: list[Note]) -> FormPart:
    named = content[1:].lstrip()
    file, end = _word(Traced(named), strip=True)
    if file.text != "-" or stdin is None:
        raise SampleError(note("form-from-file", option.place, file=file.text))
    says = _parameters(option, named, end, notes)
    if content.startswith("@") and says.filename is None:
        says = replace(says, filename="-")
    return FormPart(name, stdin, says)


def _word(text: Traced, start: int = 0, *, strip: bool = False) -> tuple[Traced, int]:
    """The value at ``start``, up to ``;``, or in quotes in which backslash escapes a quote or a backslash; its end."""
    if quoted := _QUOTED.match(text.text, start):
        return text[slice(*quoted.span(1))].sub(_ESCAPED, lambda found: found[1]), quoted.end()
    end = text.text.find(";", start)
    end = len(text) if end < 0 else end
    value = text[start:end]
    return (value[: len(value.text.rstrip())] if strip else value), end


def _parameters(option: ReadOption, text: str, at: int, notes: list[Note]) -> PartDescription:
    """The parameters that begin at ``at``; curl leaves out all others."""
    content_type = filename = encoder = None
    headers: list[str] = []
    more_of_type: list[str] = []
    cut: list[str] = []
    in_type = False
    while at < len(text) and (found := _PARAMETER.match(text, at)):
        parameter = (found["name"] or "").lower()
        word, at = _word(Traced(text), found.end())
        value = word.text
        if not parameter and in_type:  # a parameter of the content type, such as charset
            more_of_type.append(f";{value.rstrip()}")
            continue
        in_type = parameter == "type"
        if parameter == "type":
            content_type, more_of_type = value.rstrip(), []
        elif parameter == "filename":
            filename = value
        elif parameter == "headers":
            headers.append(value)
        elif parameter == "encoder":
            encoder = value
        elif value:
            cut.append(value)
    if cut:
        notes.append(note("form-cut", option.place, text=";".join(cut)))
    if content_type is not None:
        content_type += "".join(more_of_type)
    return PartDescription(content_type, filename, tuple(headers), encoder)
