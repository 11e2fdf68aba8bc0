"""Changing a request's values: only their spans change, all else stays to the letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from curl2sms.errors import Stretch
from curl2sms.http import STAND_IN, HttpRequest, Url, split_url, stand_in
from curl2sms.json_pointers import unescaped
from curl2sms.layers.charset import bytes_of, charset_of, read_in, text_of
from curl2sms.layers.edits import Edit, apply, apply_traced, pieces_around
from curl2sms.layers.fields import LAYERS, Field, Hop, NestedDocument, Root, roots, traced_body, walk
from curl2sms.layers.leaf import Style
from curl2sms.layers.place import Names, Place
from curl2sms.records import record, replace


@record
class _Change:
    """An edit in the meaning of a leaf, which ``hops`` lead to; in a root's text where there are none."""

    root: Root
    hops: tuple[Hop, ...]
    edit: Edit


def raw_span(field: Field, start: int, end: int) -> Stretch:
    """Where ``field.value[start:end]`` is spelt in the text of the outermost hop.

    ValueError where it has no spelling of its own: inside base64, and at the empty value of a pair without ``=`` or
    of an XML tag ``<a/>``. ``insert`` writes there too.
    """
    for hop in reversed(field.hops):
        leaf = hop.leaf
        if leaf.kind == "flag":
            raise ValueError(str(field.place))
        raw = hop.text[leaf.span.start : leaf.span.end]
        offsets = LAYERS[hop.layer].offsets(raw, leaf.kind, hop.charset)
        start, end = leaf.span.start + offsets[start], leaf.span.start + offsets[end]
    return Stretch(start, end)


def write(request: HttpRequest, values: Mapping[Field, str], style: Style) -> HttpRequest:
    """The request with other values in some of its fields, each escaped by all layers around it, inner first.

    Stand-ins in a value stay stand-ins. Raises errors.UnfitError where a place can't encode its value.
    """
    changes = [_Change(_root(field), field.hops, Edit(0, len(field.value), value)) for field, value in values.items()]
    return _changed(request, changes, style, open_base64=False)


def insert(request: HttpRequest, edits_of: Mapping[Field, Sequence[Edit]], style: Style) -> HttpRequest:
    """The request with tokens put in: each edit's text is, unescaped, where that part of the field's value was.

    Edits count in ``field.value``. A base64 document that gets a token is written decoded: rendering encodes the
    whole (see slots).
    """
    tokens: dict[str, str] = {}
    changes = []
    for field, edits in edits_of.items():
        for edit in edits:
            name = f"curl2sms_inserted_{len(tokens)}"
            tokens[name] = edit.text
            changes.append(_Change(_root(field), field.hops, Edit(edit.start, edit.end, stand_in(name))))
    inserted = _changed(request, changes, style, open_base64=True)

    def put_tokens(text: str) -> str:
        return STAND_IN.sub(lambda found: tokens.get(found[1], found[0]), text)

    charset = charset_of(request)
    return replace(
        inserted,
        url=put_tokens(inserted.url),
        headers=tuple((name, put_tokens(value)) for name, value in inserted.headers),
        body=inserted.body and bytes_of(put_tokens(text_of(inserted.body, charset)), charset),
    )


def without(request: HttpRequest, places: Iterable[Place]) -> HttpRequest:
    """The request less some members, with their separators.

    Members are pairs, headers, path segments, parts, rows (``csv:2``), array elements and object members, XML elements
    and attributes; also those that hold others (``json:/sms/1``). Numbers count as they do before anything is taken
    out. A place that is not there takes nothing out. What loses rows stays CSV (``tables``), also with one row left.
    """
    names: dict[Place | str, set[str]] = {}
    tables = set(request.tables)
    for at in places:
        last = at.step
        names.setdefault(at.outer or last.layer, set()).add(last.name)
        if last.layer == "csv":
            tables.add(str(at.outer or "body"))
    changes = []
    charset = charset_of(request)
    for root in roots(request):
        if root.layer != "header" and root.layer in names:
            cuts = LAYERS[root.layer].cuts(root.text, names[root.layer], charset)
            changes += [_Change(root, (), Edit(cut.start, cut.end, "")) for cut in cuts]
    inner = {at for at in names if isinstance(at, Place)}
    if inner:
        for found in walk(request):
            if isinstance(found, NestedDocument) and found.place in inner:
                text = found.hops[-1].leaf.value
                cuts = LAYERS[found.syntax].cuts(text, names[found.place], charset)
                changes += [_Change(_root(found), found.hops, Edit(cut.start, cut.end, "")) for cut in cuts]
    changed = _changed(request, changes, Style(charset=charset), open_base64=False)
    gone = names.get("header", set())
    named = zip(_header_names(request), changed.traces.headers, strict=True)
    kept = tuple(pair for name, pair in named if name not in gone)
    return replace(changed.with_headers(kept), tables=frozenset(tables))


def added(request: HttpRequest, at: Place, value: str, style: Style) -> HttpRequest | None:
    """The request with one value more: the last pair of a query or a form, the first member of a JSON object.

    None where nothing is there to take it: a place within another, an object without members, any other layer.
    """
    if len(at.steps) > 1:
        return None
    layer, name = at.step.layer, at.step.name
    for root in roots(request):
        if root.layer == layer and (edit := _addition(root, name, value, style)):
            return _changed(request, [_Change(root, (), edit)], style, open_base64=False)
    return None


def _addition(root: Root, name: str, value: str, style: Style) -> Edit | None:
    """The edit that adds a pair to a query or a form, or a member to a JSON object; None in any other text."""
    layer = LAYERS[root.layer]
    if root.layer in ("query", "form"):
        pair = f"{layer.escape(name, 'key', style)}={layer.escape(value, 'value', style)}"
        return Edit(len(root.text), len(root.text), f"&{pair}")
    if root.layer != "json":
        return None
    container, _, key = name.rpartition("/")
    names = (leaf for leaf in root.leaves if leaf.is_name and leaf.name.rpartition("/")[0] == container)
    first = next((leaf for leaf in names if root.text[leaf.span.start - 1] == '"'), None)
    if first is None:
        return None
    key, text = (layer.escape(one, "string", style) for one in (unescaped(key), value))
    at = first.span.start - 1
    return Edit(at, at, f'"{key}": "{text}", ')


def _root(found: Field | NestedDocument) -> Root:
    first = found.place.steps[0]
    return Root(first.layer, found.hops[0].text, first.name if first.layer == "header" else "")


def _changed(request: HttpRequest, changes: Iterable[_Change], style: Style, *, open_base64: bool) -> HttpRequest:
    """The request after some changes: each text's edits are made at once, and its places go along."""
    style = replace(style, stand_ins=True)
    by_root: dict[Root, list[_Change]] = {}
    for change in changes:
        by_root.setdefault(change.root, []).append(change)
    traces, url = request.traces, split_url(request.url)
    edits = {root: _edits(group, 0, style, open_base64=open_base64) for root, group in by_root.items()}
    headers = list(traces.headers)
    of_url: list[Edit] = []
    body, traced = request.body, traces.body
    numbers = {name: number for number, name in enumerate(_header_names(request))}
    for root, found in edits.items():
        if root.layer == "header":
            name, value = headers[numbers[root.name]]
            headers[numbers[root.name]] = (name, apply_traced(value, found))
        elif root.layer in ("query", "path"):
            of_url += _moved(found, url, root.layer)
        else:  # the body, whatever its syntax
            text = apply_traced(traced_body(request), found)
            body = bytes_of(text.text, charset_of(request))
            traced = read_in(text, body.decode("utf-8", "surrogateescape"))
    whole = apply_traced(traces.url, of_url)
    return replace(
        request,
        url=whole.text,
        headers=tuple((name.text, value.text) for name, value in headers),
        body=body,
        given=replace(traces, url=whole, headers=tuple(headers), body=traced),
    )


def _header_names(request: HttpRequest) -> Iterator[str]:
    names = Names()
    yield from (names.unique(name) for name, _ in request.headers)


def _moved(edits: Iterable[Edit], url: Url, part: str) -> list[Edit]:
    """Edits of a URL's path or query as edits of the URL; an empty query goes with its ``?``."""
    start = len(f"{url.scheme}://{url.authority}")
    if part == "query":
        start += len(url.path) + 1
        if url.query and not apply(url.query, edits):
            return [Edit(start - 1, start + len(url.query), "")]
    return [Edit(start + edit.start, start + edit.end, edit.text) for edit in edits]


def _edits(changes: Sequence[_Change], level: int, style: Style, *, open_base64: bool) -> list[Edit]:
    """The changes as edits of the text that the hops of a level are in."""
    found = [change.edit for change in changes if len(change.hops) == level]
    groups: dict[Hop, list[_Change]] = {}
    for change in changes:
        if len(change.hops) > level:
            groups.setdefault(change.hops[level], []).append(change)
    for hop, group in groups.items():
        inner = _edits(group, level + 1, style, open_base64=open_base64)
        if hop.layer == "base64":
            meaning = apply(hop.leaf.value, inner)
            spelt = meaning if open_base64 else LAYERS["base64"].escape(meaning, hop.leaf.kind, style)
            found.append(Edit(hop.leaf.span.start, hop.leaf.span.end, spelt))
        else:
            found += _escaped(hop, inner, style)
    return found


def _escaped(hop: Hop, inner: Sequence[Edit], style: Style) -> list[Edit]:
    """Edits of a leaf's meaning as edits of the text that it is in."""
    layer, leaf = LAYERS[hop.layer], hop.leaf
    raw = hop.text[leaf.span.start : leaf.span.end]
    if len(inner) == 1 and (inner[0].start, inner[0].end) == (0, len(leaf.value)):
        parts = [Stretch(0, len(raw))]
    else:
        offsets = layer.offsets(raw, leaf.kind, hop.charset)
        parts = [Stretch(offsets[edit.start], offsets[edit.end]) for edit in inner]
    kinds = layer.kinds_of_parts(leaf.kind, pieces_around(raw, parts))
    start = leaf.span.start
    return [
        Edit(start + part.start, start + part.end, layer.escape(edit.text, kind, style))
        for edit, part, kind in zip(inner, parts, kinds, strict=True)
    ]
