"""The only place where values take the place of tokens: in one pass, each escaped by where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from curl2sms import layers
from curl2sms.errors import UnfitError, note
from curl2sms.http import FORM_TYPE, HttpRequest, OAuth2
from curl2sms.layers import Edit, Slot, Style, form, json, multipart
from curl2sms.layers.charset import encoded
from curl2sms.layers.edits import apply
from curl2sms.layers.slots import Slots
from curl2sms.numbers import spell
from curl2sms.patterns import regex
from curl2sms.records import replace
from curl2sms.template.model import Template
from curl2sms.template.regions import Region, Regions, client_regions, regions
from curl2sms.tokens import ACCESS_TOKEN, BODY, TO, Token

_TO_KEY = ("macro", TO)
_CONTROL = regex(r"[\x00-\x1f\x7f]")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"  # RFC 1123 2.1
_ONE_LABEL = regex(rf"{_LABEL}\Z")
_HOST = regex(rf"{_LABEL}(?:\.{_LABEL})*\.?\Z")
_ORIGIN = regex(rf"https?://(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?\Z", re.IGNORECASE)


def render(
    template: Template,
    to: str | None,
    body: str | None,
    *,
    variables: Mapping[str, str] | None = None,
    macros: Mapping[str, str] | None = None,
) -> HttpRequest:
    """The request that a template makes of a number, a text, and values for its variables and macros.

    ``to`` is a number as a person writes it; ``body`` is needed only where ``$$Body`` occurs. One pass: a value that
    looks like a token arrives as that text. Of a template that fetches a token, the first header has
    ``tokens.ACCESS_TOKEN`` in its place (``oauth.with_token``). Raises errors.UnfitError where values are missing (all
    are named), or where a place can't carry one.
    """
    given = _given(template, to, body, variables or {}, macros or {})
    documents = {document.at: document.syntax for document in template.documents}
    filled = _filler(template, _values(template, regions(template), given), documents, _style(template))
    request = _assembled(template, filled)
    if template.client is None:
        return request
    from curl2sms import oauth  # only few templates fetch a token

    return replace(request, headers=(oauth.header(template.client, ACCESS_TOKEN), *request.headers))


def filled_client(template: Template, variables: Mapping[str, str] | None = None) -> OAuth2 | None:
    """The client of a template with the values of its variables; None where it fetches no token.

    Raises errors.UnfitError as ``render`` does.
    """
    client, at = template.client, client_regions(template)
    if client is None or at is None:
        return None
    values = _values(template, at, _given(template, None, None, variables or {}, {}))
    filled = _filler(template, values, {}, Style())
    query = "" if at.query is None else f"?{filled(at.query)}"
    given = filled(at.client_id), filled(at.client_secret)
    if client.client == "basic":
        given = _basic(*given)
    return replace(
        client,
        token_url=filled(at.origin) + filled(at.path) + query,
        client_id=given[0],
        client_secret=given[1],
        parameters=tuple((filled(key), filled(value)) for key, value in at.pairs),
    )


_Values = Mapping[tuple[str, str], str]  # by kind and name of token


def _filler(template: Template, values: _Values, documents: Mapping[str, str], style: Style) -> Callable[[Region], str]:
    """What fills in a text of the template."""

    def filled(region: Region) -> str:
        tokens = region.tokens(template)
        if region.layer == "origin":
            return _origin(region.text, [Edit(token.start, token.end, values[_key(token)]) for token in tokens])
        slots = template.remembered(_slots, region, style.charset, *documents.items())
        return slots.fill(
            [
                _bare(values[_TO_KEY]) if _key(token) == _TO_KEY and _is_bare(slot) else values[_key(token)]
                for token, slot in zip(tokens, slots, strict=True)
            ],
            style,
        )

    return filled


def _slots(template: Template, region: Region, charset: str, *documents: tuple[str, str]) -> Slots:
    return layers.slots(region.text, region.layer, region.place, dict(documents), region.tokens(template), charset)


def unrendered(template: Template) -> HttpRequest:
    """A template's request with its tokens still in it, as text: to list its fields.

    A variable that is the whole origin is as the host, under https. A base64 document is decoded, as in the
    template.
    """

    def verbatim(region: Region) -> str:
        return f"https://{region.text}" if region.layer == "origin" and "://" not in region.text else region.text

    return replace(_assembled(template, verbatim), client=template.client)


def _given(
    template: Template, to: str | None, body: str | None, variables: Mapping[str, str], macros: Mapping[str, str]
) -> _Values:
    """The values that tokens have; a variable's fixed one counts before one that is given."""
    given = {("macro", name): value for name, value in macros.items()}
    given |= {("variable", name): value for name, value in variables.items()}
    given |= {("variable", v.name): v.value for v in template.variables if v.value is not None}
    if body is not None:
        given["macro", BODY] = body
    if to is not None:
        given[_TO_KEY] = spell(to, template.recipient)
    return given


def _values(template: Template, texts: Iterable[Region], given: _Values) -> _Values:
    """A value for each token that occurs; errors.UnfitError that names all that are missing."""
    used = {_key(token): None for region in texts for token in region.tokens(template)}
    missing = [_option(*token) for token in used if token not in given]
    if missing:
        raise UnfitError(note("values-missing", options=", ".join(missing)))
    return {token: given[token] for token in used}


def _key(token: Token) -> tuple[str, str]:
    return token.kind, token.name


def _is_bare(slot: Slot) -> bool:
    """Whether a token is in JSON without quotes."""
    return bool(slot.layers) and slot.layers[0][0] == "json" and slot.kind in (json.BARE, json.PART)


def _bare(number: str) -> str:
    """A number where JSON has it without quotes: digits, and no 0 before them; errors.UnfitError for others."""
    digits = number.removeprefix("+")
    if digits.startswith("0"):
        raise UnfitError(note("number-not-bare", number=number))
    return digits


def _option(kind: str, name: str) -> str:
    """The option that gives a token its value."""
    if kind == "variable":
        return f"--var {name}=..."
    return {TO: "--to NUMBER", BODY: "--body TEXT"}.get(name, f"--macro {name}=...")


def _style(template: Template) -> Style:
    return Style(template.parameters.space, template.charset)


def _assembled(template: Template, text_of: Callable[[Region], str]) -> HttpRequest:
    """The request of a template's texts."""
    at = regions(template)
    body, implied_type = _body(template, at, text_of)
    headers = [(header.key, text_of(region)) for header, region in zip(template.headers, at.headers, strict=True)]
    if implied_type and template.header("Content-Type") is None:
        headers.append(("Content-Type", implied_type))  # last, where curl writes it
    return HttpRequest(
        method=template.method,
        url=text_of(at.origin) + text_of(at.path) + ("" if at.query is None else f"?{text_of(at.query)}"),
        headers=tuple(headers),
        body=body,
        basic=_basic(text_of(at.username), text_of(at.password)) if at.username and at.password else None,
    )


def _body(template: Template, at: Regions, text_of: Callable[[Region], str]) -> tuple[bytes | None, str | None]:
    """The body's bytes, and the Content-Type that its type implies."""
    parameters, style = template.parameters, _style(template)
    if at.body is not None:
        return encoded(text_of(at.body), style.charset), None
    pairs = [(text_of(name), text_of(value)) for name, value in at.pairs]
    if parameters.type == "form":
        escaped = (f"{form.escape(name, 'key', style)}={form.escape(value, 'value', style)}" for name, value in pairs)
        return "&".join(escaped).encode(), FORM_TYPE
    if parameters.type == "multipart":
        parts = [(*pair, given.content_type) for pair, given in zip(pairs, parameters.pairs, strict=True)]
        body, boundary = multipart.joined([_part(*part, style.charset) for part in parts])
        return body, f"multipart/form-data; boundary={boundary}"
    return None, None


def _part(name: str, value: str, content_type: str | None, charset: str) -> bytes:
    """A part of a multipart body; errors.UnfitError for a name with NUL, or where the charset can't carry a text."""
    if "\0" in name:
        raise UnfitError(note("part-name-with-nul"))
    return encoded(multipart.head(name, content_type), charset) + encoded(value, charset)


def _basic(username: str, password: str) -> tuple[str, str]:
    """Credentials that fit RFC 7617 2; errors.UnfitError for others."""
    if ":" in username:
        raise UnfitError(note("user-with-colon"))
    if _CONTROL.search(username + password):
        raise UnfitError(note("credential-with-control"))
    return username, password


def _origin(text: str, edits: Sequence[Edit]) -> str:
    """An origin filled in, with values that are no more than they should be; errors.UnfitError for others."""
    return apply(text, [replace(edit, text=_part_of_origin(text, edit)) for edit in edits])


def _part_of_origin(text: str, edit: Edit) -> str:
    """What a variable may mean: the whole origin, without a path; the host, where it is alone; a label."""
    value = edit.text
    if (edit.start, edit.end) == (0, len(text)):
        value = value.removesuffix("/")
        if not _ORIGIN.match(value):
            raise UnfitError(note("value-no-origin", value=value))
        return value
    alone = text[edit.start - 1] == "/" and text[edit.end : edit.end + 1] in ("", ":")
    if not (_HOST if alone else _ONE_LABEL).match(value):
        raise UnfitError(note("value-no-host" if alone else "value-no-label", value=value))
    return value
