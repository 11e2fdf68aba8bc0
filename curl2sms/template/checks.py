"""What no schema can say of a template: its tokens, its variables, its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from curl2sms.layers import charset
from curl2sms.template.dump import as_data
from curl2sms.template.model import Template
from curl2sms.template.pointers import pointer
from curl2sms.template.regions import Region, regions
from curl2sms.tokens import BODY, TO, Token

_HOST = re.compile(r"://(?P<host>[^:]*|\[[^\]]*\])(?::\d*)?\Z")
_COUNTED = {"content-length", "transfer-encoding"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A defect: the JSON Pointer of its place, the note's id, and the values for the note's words."""

    pointer: str
    id: str
    values: dict[str, Any] = field(default_factory=dict)


def problems(template: Template) -> list[Problem]:
    """The defects of a template that fits the schema, those that explain others first."""
    return [
        *_characters(template),
        *_charset(template),
        *_names(template),
        *_variables(template),
        *_origin(template),
        *_credentials(template),
        *_headers(template),
        *_placeholders(template),
    ]


def _characters(template: Template) -> Iterator[Problem]:
    """Half characters: JSON can spell them (``\\ud83d``), no charset can carry them."""

    def walk(value: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
        if isinstance(value, str):
            half = re.search("[\ud800-\udfff]", value)
            if half:
                yield Problem(pointer(path), "template-lone-surrogate", {"code": f"{ord(half[0]):04X}"})
        elif isinstance(value, dict | list):
            for name, item in value.items() if isinstance(value, dict) else enumerate(value):
                yield from walk(item, (*path, name))

    yield from walk(as_data(template), ())


def _charset(template: Template) -> Iterator[Problem]:
    if charset.known(template.charset) is None:
        yield Problem("/charset", "template-charset", {"charset": template.charset})


def _names(template: Template) -> Iterator[Problem]:
    for kind, names in (
        ("variables", [variable.name for variable in template.variables]),
        ("macros", [macro.name for macro in template.macros]),
    ):
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Problem(pointer([kind, number, "name"]), "template-repeated-variable", {"name": name})


def _variables(template: Template) -> Iterator[Problem]:
    """Every variable in use is listed; one of the kind url stands at the start of the endpoint only."""
    listed = {variable.name: variable for variable in template.variables}
    said: set[str] = set()
    for region, token in _tokens(template):
        if token.kind != "variable":
            continue
        if token.name not in listed:
            if token.name not in said:
                yield Problem(region.pointer, "template-unlisted-variable", {"name": token.name})
            said.add(token.name)
        elif listed[token.name].kind == "url" and not _is_whole_origin(region, token):
            yield Problem(region.pointer, "template-url-variable", {"name": token.name})


def _origin(template: Template) -> Iterator[Problem]:
    """Scheme, host and port are fixed, but for a variable of the kind url at the start, or for a label of the host."""
    urls = {variable.name for variable in template.variables if variable.kind == "url"}
    for region, token in _tokens(template):
        if region.layer != "origin":
            continue
        spelt = region.text[token.start : token.end]
        if _is_whole_origin(region, token):
            if token.name in {variable.name for variable in template.variables} - urls:
                yield Problem(region.pointer, "template-origin-variable", {"name": token.name})
        elif token.kind == "macro" or not _is_label(region.text, token):
            yield Problem(region.pointer, "template-token-in-origin", {"token": spelt})


def _is_whole_origin(region: Region, token: Token) -> bool:
    return region.layer == "origin" and token.kind == "variable" and (token.start, token.end) == (0, len(region.text))


def _is_label(origin: str, token: Token) -> bool:
    """Whether a token is one whole label of an origin's host."""
    host = _HOST.search(origin)
    if host is None or not host.start("host") <= token.start < token.end <= host.end("host"):
        return False
    before, after = origin[token.start - 1], origin[token.end : token.end + 1]
    return before in "/." and after in ("", ".", ":")


def _credentials(template: Template) -> Iterator[Problem]:
    for region, token in _tokens(template):
        if token.kind == "macro" and not region.macros and region.layer != "origin":
            spelt = region.text[token.start : token.end]
            yield Problem(region.pointer, "template-macro-in-credentials", {"token": spelt})


def _headers(template: Template) -> Iterator[Problem]:
    for number, header in enumerate(template.headers):
        if header.key.lower() in _COUNTED:
            yield Problem(pointer(["headers", number, "key"]), "template-header-counted", {"name": header.key})


def _placeholders(template: Template) -> Iterator[Problem]:
    """The number has a place, and the message (or the id of its text)."""
    used = {token.name for region, token in _tokens(template) if token.kind == "macro" and region.macros}
    if TO not in used:
        yield Problem("", "template-no-recipient")
    if not used & {BODY, "TemplateID"}:
        yield Problem("", "template-no-message")


def _tokens(template: Template) -> Iterator[tuple[Region, Token]]:
    for region in regions(template):
        for token in region.tokens(template):
            yield region, token
