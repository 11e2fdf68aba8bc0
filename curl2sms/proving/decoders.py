"""Requests read as a provider's server would read them: by the standard library's decoders alone.

Nothing here knows ``layers``: what renders and what judges must not share a mistake.
"""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import unquote, unquote_plus

from curl2sms.json_pointers import escaped
from curl2sms.patterns import regex
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DELIMITERS = ",;\t|"
# What an XML declaration says of the bytes, which were decoded already.
_ENCODING = regex(r"\A([\s\ufeff]*+<\?xml(?:[^>\s]++|\s++(?!encoding=[\"']))*+)\s++encoding=(\"[^\"]*\"|'[^']*')")


class UndecodableError(ValueError):
    """A text that is not of the syntax that it should be of."""


@record
class DecodedValue:
    """A decoded value: its step of a PLACE, how it is there (``string``, ``number``, ``element`` ...), its text.

    ``inside`` are the syntaxes around it, outermost first, and ``around`` the steps of the documents that it is in.
    """

    step: str
    kind: str
    text: str
    inside: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of its PLACE, outermost first: one for each syntax in ``inside``."""
        return (*self.around, self.step)

    @property
    def at(self) -> str:
        """Its PLACE, or the part of the request that it is."""
        return ">".join(self.steps) if self.around else self.step

    @property
    def layer(self) -> str:
        """The outermost syntax around it; the part of the request itself where there is none."""
        return self.inside[0] if self.inside else self.step


def opened(
    values: Iterable[DecodedValue], documents: Mapping[str, str], *, plain: bool = False
) -> Iterator[DecodedValue]:
    """The values, with each one that is a document replaced by the values inside it, however deep.

    ``documents`` shows which PLACE holds a document of which syntax. ``plain`` is for a template's text, in which
    Base64 documents are decoded. Raises UndecodableError where a text is not of its syntax.
    """
    pending = list(values)[::-1]
    while pending:
        value = pending.pop()
        if value.kind == "string" and value.at in documents:
            syntax = documents[value.at]
            pending.extend(reversed(list(document(syntax, value.text, value, plain=plain))))
        else:
            yield value


def document(
    syntax: str, text: str, outer: DecodedValue | None = None, *, plain: bool = False
) -> Iterator[DecodedValue]:
    """The values of one document; ``outer`` is the value that it is in, None for a body."""
    if syntax == "base64" and plain:
        found: Iterable[DecodedValue] = [DecodedValue("base64", "string", text)]
    else:
        found = _DECODERS[syntax](text)
    inside, around = ((*outer.inside, syntax), outer.steps) if outer else ((syntax,), ())
    for value in found:
        yield DecodedValue(value.step, value.kind, value.text, inside, around)


class _Spelling(str):
    """A JSON number or constant as it is spelt: ``1.10`` is not ``1.1`` to everyone."""

    __slots__ = ()


def _json(text: str, *, strict: bool = True) -> Iterator[DecodedValue]:
    """The values of a JSON text, numbers as they are spelt, repeated names each by itself."""
    try:
        tree = json.loads(
            text,
            parse_int=_Spelling,
            parse_float=_Spelling,
            parse_constant=_refuse,
            object_pairs_hook=_Object,
            strict=strict,
        )
    except (ValueError, RecursionError) as error:
        raise UndecodableError(f"not JSON: {error}") from error
    yield from _json_values("", tree)


_COMMENT = r"//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|#[ \t][^\r\n]*+"
_BEGINS_COMMENT = r"//|/\*|#[ \t]"
_TO_FILL = r"\{\{[^{}\r\n]*\}\}"
_LENIENT = regex(
    r"""(?P<string>"(?:[^"\\]|\\.)*+")|(?P<single>'(?:[^'\\]|\\.)*+')"""
    rf"|(?P<comment>{_COMMENT})|(?P<unclosed>[\"'].*|/\*.*)|(?P<comma>,(?=(?>\s|{_COMMENT})*+[}}\]]))"
    rf"""|(?P<word>(?:{_TO_FILL}|[^\s"'\[\]{{}},:])(?>{_TO_FILL}|(?!{_BEGINS_COMMENT})[^\s"'\[\]{{}},:]|:(?=//)"""
    rf"""|[^\S\r\n]++(?!\s*+(?:{_BEGINS_COMMENT})))*+)""",
    re.DOTALL,
)
_PLAIN = regex(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_OF_PYTHON = {"True": "true", "False": "false", "None": "null"}
_UNQUOTED = "\ue000"  # before a number that is no JSON, instead of a mark of its own


def strict_json(text: str) -> str:
    """What only lenient readers take, as JSON: names and words without quotes, single quotes, comments, commas."""
    return _LENIENT.sub(_as_strict, text)


def _as_strict(match: re.Match[str]) -> str:
    """One token of lenient JSON (a single quote, a bare word, a trailing comma) as strict JSON has it."""
    if match["single"]:
        inner = re.sub(r"\\'", "'", match["single"][1:-1])
        return '"' + re.sub(r'(?<!\\)"', r'\\"', inner) + '"'
    if match["string"]:
        return re.sub(r"\\([\\'\r\n])", lambda odd: {"'": "'", "\\": r"\\"}.get(odd[1], ""), match["string"])
    if match["unclosed"]:
        return match["unclosed"]
    word = (match["word"] or "").strip()
    if not word or _PLAIN.fullmatch(word):
        return word
    numeric = word.lstrip("+-")[:1].isdigit()
    return _OF_PYTHON.get(word) or json.dumps(_UNQUOTED * numeric + word)


def _lenient(text: str) -> Iterator[DecodedValue]:
    for value in _json(strict_json(text), strict=False):
        numeric = value.kind == "string" and value.text.startswith(_UNQUOTED)
        yield DecodedValue(value.step, "number", value.text[1:]) if numeric else value


def _any_json(text: str) -> Iterator[DecodedValue]:
    """JSON as a sample has it: strict, or to a lenient reader alone."""
    try:
        yield from list(_json(text))
    except UndecodableError:
        yield from _lenient(text)


def _refuse(constant: str) -> None:
    raise UndecodableError(f"not JSON: {constant}")


class _Object(list["tuple[str, Any]"]):
    """A JSON object's members in order; a repeated name stays."""


def _json_values(root: str, tree: Any) -> Iterator[DecodedValue]:
    """Every value of a decoded document with its JSON Pointer, in the order of the text."""
    stack: list[tuple[str, Any]] = [(root, tree)]
    while stack:
        pointer, node = stack.pop()
        at = f"json:{pointer}" if pointer else "json"
        if isinstance(node, _Object):
            yield DecodedValue(at, "object", str(len(node)))
            seen: dict[str, int] = {}
            members = []
            for name, value in node:
                seen[name] = seen.get(name, 0) + 1
                members.append((f"{pointer}/{escaped(name)}" + (f"#{seen[name]}" if seen[name] > 1 else ""), value))
            stack.extend(reversed(members))
        elif isinstance(node, list):
            yield DecodedValue(at, "array", str(len(node)))
            stack.extend((f"{pointer}/{i}", value) for i, value in reversed(list(enumerate(node))))
        elif isinstance(node, _Spelling):
            yield DecodedValue(at, "number", str(node))
        elif isinstance(node, str):
            yield DecodedValue(at, "string", node)
        else:
            yield DecodedValue(at, "literal", json.dumps(node))


def _xml(text: str) -> Iterator[DecodedValue]:
    """Every element, attribute and text of an XML document, with its path."""
    from xml.etree import ElementTree

    text = _ENCODING.sub(r"\1", text, count=1)
    if "<!DOCTYPE" in text:
        yield from _doctype(text)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - a DTD that defines entities was refused above
    except (ElementTree.ParseError, ValueError) as error:
        raise UndecodableError(f"not XML: {error}") from error
    spelt = dict(zip(root.iter(), _spelt_names(text), strict=True))
    stack = [(f"/{spelt[root][0]}", root)]
    while stack:
        path, element = stack.pop()
        yield DecodedValue(f"xml:{path}", "element", element.tag)
        for name, value in zip(spelt[element][1], element.attrib.values(), strict=True):
            yield DecodedValue(f"xml:{path}/@{name}", "string", value)
        yield DecodedValue(f"xml:{path}", "string", element.text or "")
        names = [spelt[child][0] for child in element]
        inner = []
        for i, child in enumerate(element):
            index = f"[{names[: i + 1].count(names[i])}]" if names.count(names[i]) > 1 else ""
            inner.append((f"{path}/{names[i]}{index}", child))
            yield DecodedValue(f"xml:{path}/{names[i]}{index}", "tail", child.tail or "")
        stack.extend(reversed(inner))


def _doctype(text: str) -> Iterator[DecodedValue]:
    """The document type that is named, if one is. Refused where it defines anything: its entities could explode."""
    from xml.parsers import expat

    named: list[DecodedValue] = []

    def doctype(name: str, system: str | None, public: str | None, defines: bool) -> None:
        if defines:
            raise UndecodableError("XML that defines its own DTD")
        named.append(DecodedValue("xml", "document type", f"{name} {public or ''} {system or ''}"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise UndecodableError(f"not XML: {error}") from error
    yield from named


def _spelt_names(text: str) -> list[tuple[str, list[str]]]:
    """The names of the elements as they are spelt, in their order, each with those of its attributes.

    PLACEs name them so (``/soap:Envelope/soap:Body``); the tree says what a prefix means.
    """
    from xml.parsers import expat

    found: list[tuple[str, list[str]]] = []

    def element(name: str, attributes: Mapping[str, str]) -> None:
        found.append((name, [one for one in attributes if one.partition(":")[0] != "xmlns"]))

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.Parse(text, True)
    return found


def csv_syntax(text: str) -> str:
    """The syntax of a CSV text with its delimiter, ``csv;``: the one that its first line has most of."""
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return "csv" + max(_DELIMITERS, key=first.count)


def _csv(text: str, delimiter: str) -> Iterator[DecodedValue]:
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            for column, cell in enumerate(cells, 1):
                yield DecodedValue(f"csv:{row},{column}", "string", cell)
    except csv.Error as error:
        raise UndecodableError(f"not CSV: {error}") from error


def _base64(text: str) -> Iterator[DecodedValue]:
    try:
        yield DecodedValue("base64", "string", base64.b64decode(text, validate=True).decode("utf-8", "surrogateescape"))
    except (binascii.Error, ValueError) as error:
        raise UndecodableError(f"not Base64: {error}") from error


def _percent(text: str) -> Iterator[DecodedValue]:
    yield DecodedValue("percent", "string", unquote_plus(text, errors="surrogateescape"))


def _text(text: str) -> Iterator[DecodedValue]:
    yield DecodedValue("body", "string", text)


_DECODERS: dict[str, Callable[[str], Iterable[DecodedValue]]] = {
    "json": _json,
    "lenient json": _lenient,
    "any json": _any_json,
    "xml": _xml,
    "csv": lambda text: _csv(text, csv_syntax(text)[3:]),
    **{f"csv{delimiter}": partial(_csv, delimiter=delimiter) for delimiter in _DELIMITERS},
    "base64": _base64,
    "percent": _percent,
    "text": _text,
}


def pairs(layer: str, members: Iterable[tuple[str, str]]) -> Iterator[DecodedValue]:
    """Names and values of a query, a form or a multipart, as PLACEs; the second of a name is ``name#2``."""
    seen: dict[str, int] = {}
    for name, value in members:
        seen[name] = seen.get(name, 0) + 1
        yield DecodedValue(f"{layer}:{name}" + (f"#{seen[name]}" if seen[name] > 1 else ""), "string", value, (layer,))


def urlencoded(text: str, charset: str) -> list[tuple[str, str]]:
    """The pairs of a query or a form, in order; one without ``=`` has the empty value."""
    cut = [pair.partition("=") for pair in text.split("&")] if text else []
    return [(_unplus(name, charset), _unplus(value, charset)) for name, _, value in cut]


def _unplus(text: str, charset: str) -> str:
    return unquote_plus(text, charset, "surrogateescape")


def segments(path: str) -> Iterator[DecodedValue]:
    """The segments of a path, percent-decoded."""
    for number, segment in enumerate(path.split("/")[1:], 1):
        yield DecodedValue(f"path:{number}", "string", unquote(segment, errors="surrogateescape"), ("path",))


def multipart(content_type: str, body: bytes, charset: str) -> list[tuple[str, str, str | None]]:
    """Name, value and Content-Type (None where it states none) of each part; RFC 7578.

    Stricter than mail: nothing may be before the first boundary and after the last, and lines end in CRLF.
    """
    from email.parser import Parser

    whole = f"Content-Type: {content_type}\r\n\r\n" + body.decode("latin-1")
    message = Parser().parsestr(whole)
    parts: Any = message.get_payload()
    if not isinstance(parts, list) or message.defects:
        raise UndecodableError("not multipart/form-data: " + ", ".join(type(d).__name__ for d in message.defects))
    boundary = (message.get_boundary() or "").encode()
    if not body.startswith(b"--" + boundary + b"\r\n") or not body.endswith(b"\r\n--" + boundary + b"--\r\n"):
        raise UndecodableError("not multipart/form-data: it does not begin or end with its boundary")
    if message.epilogue:
        raise UndecodableError("not multipart/form-data: something follows the last boundary")
    found = []
    for part in parts:
        name = part.get_param("name", "", "content-disposition")
        payload = part.get_payload()
        if not isinstance(payload, str) or not isinstance(name, str):
            raise UndecodableError("a part of the multipart body is not text")
        name = name.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
        for escape, character in (("%22", '"'), ("%0D", "\r"), ("%0A", "\n")):  # RFC 7578 2; WHATWG's form encoding
            name = name.replace(escape, character)
        value = payload.encode("latin-1").decode(charset, "surrogateescape")
        found.append((name, value, part["Content-Type"]))
    return found


def shape(text: str) -> str:
    """The syntax that a text itself shows: ``json``, ``xml``, or ``text``.

    JSON is an object, or an array that holds an object or a string: ``[ACME]`` and ``[4711]`` are words in brackets.
    """
    stripped = text.strip()
    for syntax, opening in (("json", ("{", "[")), ("xml", ("<",))):
        if stripped.startswith(opening):
            try:
                found = list(_DECODERS[syntax](text if syntax == "json" else stripped))
            except UndecodableError:
                continue
            if syntax == "xml" or any(value.kind in ("object", "string") for value in found):
                return syntax
    return "text"
