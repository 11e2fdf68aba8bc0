"""A request's values: every leaf of every layer, however deep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import FORM_TYPE, HttpRequest, forged, split_url
from curl2sms.layers.charset import charset_of, declared, known_charset, read_in, text_of
from curl2sms.layers.leaf import MAX_LEAVES, Layer, Leaf, Problem
from curl2sms.layers.nesting import MAX_NESTED, document_in, is_table, json_in, xml_in
from curl2sms.layers.place import Names, Place, place
from curl2sms.patterns import regex
from curl2sms.records import attribute, record
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_WITH_MODULE = ("path", "header", "form", "multipart", "json", "xml", "csv", "body", "percent", "base64")
_MODULES = {"query": "form", **{name: name for name in _WITH_MODULE}}


class _Layers(dict[str, Layer]):
    """The layers by name. The module of one is loaded when it is first wanted: a request has a few of them."""

    def __missing__(self, name: str) -> Layer:
        module: Any = import_module(f"curl2sms.layers.{_MODULES[name]}")
        self[name] = module
        return self[name]


LAYERS = _Layers()

# A first pair as forms have it: a name without spaces, quotes or markup, and "=".
_PAIR_FIRST = regex(r"[^\s=&<>\"'`,;:?/]+=")
_MEANT_AS_JSON = regex(r"[\s\ufeff]*(?:\{\s*[\"'}]|\[\s*[\"'{\[\]0-9-])")
_MEANT_AS_XML = regex(r"[\s\ufeff]*<[?!\w]")


@record
class Hop:
    """One layer on the way from the wire to a value: the layer, its text, the leaf in that text, and the charset."""

    layer: str
    text: str
    leaf: Leaf
    charset: str = "utf-8"


@record
class Field:
    """A value of a request: its place, the decoded value, and the way to it, outermost hop first.

    The first hop's text is wire text: the query, the path, a header's value, the body; from the second on it is the
    decoded value of the leaf before. ``span`` is where the sample spells the value; in base64 it is that of the whole
    base64 value, and None for a value that the sample does not spell. ``is_name`` says that this is a name (a
    parameter's, a JSON key), not a value.
    """

    place: Place
    value: str
    hops: tuple[Hop, ...]
    span: Span | None = attribute(default=None, compare=False)
    is_name: bool = attribute(default=False, compare=False, repr=False)  # asked more than anything else

    @property
    def kind(self) -> str:
        """How the value is in its innermost layer."""
        return self.hops[-1].leaf.kind


@record
class NestedDocument:
    """A value that is itself a document: its place, its syntax, and the way to it."""

    place: Place
    syntax: str
    hops: tuple[Hop, ...]


@record
class Root:
    """A text of the request that no other layer is around: its layer, a header's name, its leaves.

    ``traced`` is the text with the places that it came from.
    """

    layer: str
    text: str
    name: str = ""
    leaves: Iterable[Leaf] = attribute(default=(), compare=False, repr=False)
    traced: Traced = attribute(default=Traced(""), compare=False, repr=False)


def fields(request: HttpRequest, *, names: bool = False) -> tuple[Field, ...]:
    """All values: the query's, the path's segments, the headers, the body's; in that order, then as they are.

    A value that is itself a document gives way to the values in it. With ``names`` the names of parameters and JSON
    keys are listed too, each before its value, their places ending in ``#``. A body that can't be read by its syntax
    is one text (``body``): ``body_notes`` shows. Raises errors.SampleError where there are too many values.
    """
    return request.remembered(_fields, names)


def _fields(request: HttpRequest, names: bool) -> tuple[Field, ...]:
    return tuple([found for found in walk(request, names=names) if isinstance(found, Field)])


def find(among: Iterable[Field], wanted: Place) -> Field | None:
    """The field of that place; of XML paths ``/a[1]/b`` is ``/a/b`` where there is one ``a``."""
    listed = list(among)
    exact = next((field for field in listed if field.place == wanted), None)
    return exact or next((field for field in listed if field.place.is_the_same(wanted)), None)


def body_text(request: HttpRequest) -> str:
    """The body as text, in the charset of its Content-Type; bytes that are not of it become lone surrogates."""
    return text_of(request.body or b"", charset_of(request))


def traced_body(request: HttpRequest) -> Traced:
    """``body_text`` with the places that it came from."""
    return read_in(request.traces.body, body_text(request))


def body_syntax(request: HttpRequest) -> str:
    """What the body is: ``none``, ``form``, ``json``, ``xml``, ``csv``, ``multipart`` or ``text``.

    Its own shape decides, not the Content-Type, which curl sets to x-www-form-urlencoded whatever is sent; that only
    decides where the shape does not. A body that is meant as JSON or XML and broken is ``json`` or ``xml``.
    """
    return _body(request).syntax


def body_notes(request: HttpRequest) -> tuple[Note, ...]:
    """What there is to say about the body: that it is broken, or read with leniency.

    Each kind of leniency is reported once, at its first place: a stretch of ``body_text``.
    """
    read, name = _body(request), declared(request)
    notes = [note("body-charset-unknown", None, name=name)] if name and not known_charset(name) else []
    if read.broken:
        notes.append(read.broken)
    elif read.syntax == "xml":
        from curl2sms.layers import xml

        first: dict[str, Problem] = {}
        for problem in xml.problems(read.text):
            first.setdefault(problem.what, problem)
        notes += [note("xml-lenient", problem.span, what=what) for what, problem in first.items()]
    return tuple(notes)


def walk(request: HttpRequest, *, names: bool = False) -> tuple[Field | NestedDocument, ...]:
    """Every field, and every document before the fields in it; see ``fields``."""
    everything = request.remembered(_walked)
    if isinstance(everything, Note):
        raise SampleError(everything)
    if names:
        return everything
    return request.remembered(_without_names)


def _walked(request: HttpRequest) -> tuple[Field | NestedDocument, ...] | Note:
    """What there is, or why not; a request of very many values is gone through once too."""
    try:
        return _walk(request)
    except SampleError as error:
        return error.note


def _without_names(request: HttpRequest) -> tuple[Field | NestedDocument, ...]:
    return tuple([one for one in walk(request, names=True) if isinstance(one, NestedDocument) or not one.is_name])


def _walk(request: HttpRequest) -> tuple[Field | NestedDocument, ...]:
    """All leaves of all texts of the request, those of documents within them included."""
    charset = charset_of(request)
    found: list[Field | NestedDocument] = []
    for root in roots(request):
        for leaf in root.leaves:
            at = place(root.layer, root.name or leaf.name)
            hop = Hop(root.layer, root.text, leaf, charset)
            found += _within(at, (hop,), root.traced, request.tables)
            if len(found) > MAX_LEAVES:
                raise SampleError(note("too-many-values", most=MAX_LEAVES))
    return tuple(found)


def roots(request: HttpRequest) -> Iterator[Root]:
    """The texts that hold a request's values, each with its outermost layer."""
    charset, traces = charset_of(request), request.traces
    url, traced = split_url(request.url), traces.url
    if url.query:
        traced_query = traced[len(traced) - len(url.query) :]
        yield Root("query", url.query, leaves=LAYERS["query"].leaves(url.query, charset), traced=traced_query)
    if url.path:
        start = len(f"{url.scheme}://{url.authority}")
        traced_path = traced[start : start + len(url.path)]
        yield Root("path", url.path, leaves=LAYERS["path"].leaves(url.path, charset), traced=traced_path)
    names = Names()
    for name, value in traces.headers:
        yield Root("header", value.text, names.unique(name.text), LAYERS["header"].leaves(value.text), value)
    if request.body:
        read = _body(request)
        layer = "body" if read.leaves is None else read.syntax
        leaves = LAYERS["body"].leaves(read.text) if read.leaves is None else read.leaves
        yield Root(layer, read.text, leaves=leaves, traced=traced_body(request))


def _within(at: Place, hops: tuple[Hop, ...], text: Traced, tables: frozenset[str]) -> Iterator[Field | NestedDocument]:
    """The field of a leaf, or the document that it is, with all fields in it; ``tables``: see HttpRequest.

    ``text`` is the one that the leaf is in.
    """
    leaf, charset = hops[-1].leaf, hops[-1].charset
    is_name = leaf.is_name
    if mark := forged(leaf.value, hops[-1].text[leaf.span.start : leaf.span.end]):
        place_of_it = text.span(leaf.span.start, leaf.span.end)
        raise SampleError(note("sample-noncharacter", place_of_it, code=f"U+{ord(mark):04X}"))
    found: tuple[str, Sequence[Leaf]] | None = None
    if not is_name and tables and str(at) in tables:
        found = "csv", tuple(LAYERS["csv"].leaves(leaf.value))
    elif not is_name and len(hops) <= MAX_NESTED:
        found = document_in(leaf.value, charset)
    if found and found[0] == hops[-1].layer == "percent" and leaf.value == hops[-1].text:
        found = None  # once is enough where nothing was decoded
    if not found:
        yield Field(at, leaf.value, hops, text.span(leaf.span.start, leaf.span.end), is_name)
        return
    syntax, leaves = found
    yield NestedDocument(at, syntax, hops)
    meaning = _meaning(hops[-1], text)
    for inner in leaves:
        way = (*hops, Hop(syntax, leaf.value, inner, charset))
        yield from _within(at.into(syntax, inner.name), way, meaning, tables)


def _meaning(hop: Hop, text: Traced) -> Traced:
    """The value of a leaf with the places of its characters; ``text`` is the one that it is in."""
    raw, leaf = text[hop.leaf.span.start : hop.leaf.span.end], hop.leaf
    if raw.text == leaf.value:
        return raw
    try:
        return raw.decoded(leaf.value, LAYERS[hop.layer].offsets(raw.text, leaf.kind, hop.charset))
    except ValueError:  # no character of it has a place of its own
        return raw.rewritten(0, len(raw), leaf.value)


@record
class _Body:
    """A body as it is read: its syntax, its text, its leaves (None: it is one text), and what breaks it, if so."""

    syntax: str
    text: str
    leaves: Sequence[Leaf] | None = None
    broken: Note | None = None


def _body(request: HttpRequest) -> _Body:
    return request.remembered(_read_body)


def _read_body(request: HttpRequest) -> _Body:
    """Read the body by the syntax that its shape shows; one that its own syntax refuses is one text."""
    if request.body is None:
        return _Body("none", "", leaves=())
    text = body_text(request)
    syntax = _shape(text, request)
    if syntax == "text":
        return _Body(syntax, text)
    try:
        return _Body(syntax, text, leaves=tuple(LAYERS[syntax].leaves(text, charset_of(request))))
    except SampleError as error:
        return _Body(syntax, text, broken=error.note)


def _shape(text: str, request: HttpRequest) -> str:
    """The syntax of a body by how it begins; the Content-Type counts where that leaves it open."""
    if "body" in request.tables:
        return "csv"
    media_type = request.media_type
    if media_type.startswith("multipart/"):
        from curl2sms.layers import multipart

        boundary = multipart.boundary_of(request.header("Content-Type") or "")
        if boundary and text.startswith(f"--{boundary}"):
            return "multipart"
    if media_type == "text/csv" and text.strip() and not json_in(text) and not xml_in(text):
        return "csv"
    if _MEANT_AS_JSON.match(text) or (text.lstrip()[:1] in ("{", "[") and (_says(media_type, "json") or json_in(text))):
        return "json"
    if _MEANT_AS_XML.match(text) and (_says(media_type, "xml") or "</" in text or "/>" in text):
        return "xml"
    if _PAIR_FIRST.match(text) or (media_type == FORM_TYPE and "=" in text):
        return "form"
    return "csv" if is_table(text) else "text"


def _says(media_type: str, syntax: str) -> bool:
    return media_type.endswith((f"/{syntax}", f"+{syntax}"))
