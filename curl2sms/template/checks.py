"""What no schema can say of a template: its tokens, its variables, its documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from curl2sms import layers
from curl2sms.errors import SampleError
from curl2sms.http import TOKEN, OAuth2, host_of, split_url
from curl2sms.json_pointers import pointer_of
from curl2sms.layers import Leaf, Step, charset, parse_place
from curl2sms.layers.fields import LAYERS
from curl2sms.patterns import regex
from curl2sms.records import attribute, record
from curl2sms.response import Response, RuleSet
from curl2sms.template.dumping import as_data
from curl2sms.template.model import Template
from curl2sms.template.regions import Region, Regions, client_regions, regions
from curl2sms.tokens import BODY, MESSAGE_ID, TEMPLATE_ID, TO, Token, cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.callbacks import Callback

# The same rules as the schema's, for templates that no file held.
_ENDPOINT = regex(r"(?:[Hh][Tt][Tt][Pp][Ss]?://[^/?@]+|\$\{\w+\})(?:[/?].*)?", re.ASCII | re.DOTALL)
_NOT_IN_URL = regex(r"[\x00-\x20\x7f-\x9f#]")
_NOT_IN_LINE = regex(r"[\x00-\x08\x0a-\x1f\x7f]")
_LONGEST_LABEL = 63  # of a host: RFC 1035 2.3.4
_ONE_LINE = "It must be one line without control characters."

_COUNTED = {"content-length", "transfer-encoding"}
_OF_THE_MESSAGE = {"content-type", "host"}  # headers that carry no token
_TOKEN_URL = regex(r"(?:[Hh][Tt][Tt][Pp][Ss]://[^/?@]+|\$\{\w+\})(?:[/?].*)?", re.ASCII | re.DOTALL)
_SECRET_NAME = regex(r"[?&](?:client_secret|password)=", re.IGNORECASE)


Tokens = Sequence[tuple[Region, Token]]  # each token with the text that it is in


@record
class Defect:
    """A defect: the JSON Pointer of its place, the note's id, and the values for the note's words."""

    pointer: str
    id: str
    values: dict[str, Any] = attribute(default_factory=dict)


def defects(template: Template) -> list[Defect]:
    """The defects of a template that fits the schema, those that explain others first."""
    every = regions(template)
    of_client = tuple(client_regions(template) or ())
    tokens = [(region, token) for region in (*every, *of_client) for token in region.tokens(template)]
    return [
        *_characters(template),
        *_lines(template, (*every.headers, every.username, every.password)),
        *(_client(template.client) if template.client else ()),
        *_charset(template),
        *_names(template),
        *_variables(template, tokens),
        *_origin(template, tokens),
        *_credentials(tokens),
        *_headers(template),
        *_placeholders(tokens),
        *_documents(template, every, tokens, frozenset(of_client)),
        *_batch(template, every, tokens),
        *_response(template.response),
        *_callback(template.callback),
    ]


def _characters(template: Template) -> Iterator[Defect]:
    """Half characters: JSON can spell them (``\\ud83d``), no charset can carry them."""
    data = as_data(template)
    if "\\ud" not in json.dumps(data):  # so it spells every one, and the halves of whole characters
        return

    def walk(value: Any, path: tuple[str | int, ...]) -> Iterator[Defect]:
        if isinstance(value, str):
            half = None if value.isascii() else re.search("[\ud800-\udfff]", value)
            if half:
                yield Defect(pointer_of(path), "template-lone-surrogate", {"code": f"{ord(half[0]):04X}"})
        elif isinstance(value, dict | list):
            for name, item in value.items() if isinstance(value, dict) else enumerate(value):
                yield from walk(item, (*path, name))

    yield from walk(data, ())


def _lines(template: Template, of_one_line: Sequence[Region | None]) -> Iterator[Defect]:
    """The shape of names, lines and the endpoint."""
    if not TOKEN.fullmatch(template.method):
        yield Defect("/method", "template-unfit", {"expected": "It must be a method's name."})
    if not _ENDPOINT.fullmatch(template.endpoint) or _NOT_IN_URL.search(template.endpoint):
        yield Defect("/endpoint", "template-unfit", {"expected": "It must be an http(s) URL without spaces."})
    elif any(len(label) > _LONGEST_LABEL for label in _fixed_labels(template.endpoint)):
        expected = f"No label of a host is longer than {_LONGEST_LABEL} characters."
        yield Defect("/endpoint", "template-unfit", {"expected": expected})
    for index, header in enumerate(template.headers):
        if not TOKEN.fullmatch(header.key):
            yield Defect(pointer_of(["headers", index, "key"]), "template-unfit", {"expected": "It must be a name."})
        if token := next(cut(header.key, template.macro_names), None):
            spelt = header.key[token.start : token.end]
            yield Defect(pointer_of(["headers", index, "key"]), "template-token-in-name", {"token": spelt})
    for index, pair in enumerate(template.parameters.pairs if template.parameters.type == "multipart" else ()):
        if "\0" in pair.key:
            expected = "The name of a multipart part can't contain a NUL."
            yield Defect(pointer_of(["parameters", "pairs", index, "key"]), "template-unfit", {"expected": expected})
    lines = {region.pointer: region.text for region in of_one_line if region}
    lines["/name"] = template.name
    lines |= {
        pointer_of(["parameters", "pairs", index, "content_type"]): pair.content_type
        for index, pair in enumerate(template.parameters.pairs)
        if pair.content_type
    }
    for at, text in lines.items():
        if _NOT_IN_LINE.search(text):
            yield Defect(at, "template-unfit", {"expected": _ONE_LINE})


def _fixed_labels(endpoint: str) -> Iterator[str]:
    """The labels of an endpoint's host that no variable is in."""
    host = split_url(endpoint).host
    return (label for label in host.split(".") if "${" not in label)


def _client(client: OAuth2) -> Iterator[Defect]:
    """The token request: its URL is https and holds no secret, its pairs are those of a client's id and secret."""
    at = "/authentication"

    def unfit(name: str, expected: str) -> Defect:
        return Defect(f"{at}/{name}", "template-unfit", {"expected": expected})

    url = client.token_url
    if not _TOKEN_URL.fullmatch(url) or _NOT_IN_URL.search(url):
        yield unfit("token_url", "It must be an https URL without spaces: it carries the client's secret.")
    elif _SECRET_NAME.search(url) or (client.client_secret and client.client_secret in url):
        yield unfit("token_url", "Give the client's secret as client_secret: proxies and servers log URLs.")
    for name, text in (("client_id", client.client_id), ("client_secret", client.client_secret)):
        if _NOT_IN_LINE.search(text):
            yield unfit(name, _ONE_LINE)
    if not client.client_id:
        yield unfit("client_id", "Give the ID that the provider gave to the client.")
    if client.client == "basic" and ":" in client.client_id:
        yield unfit("client_id", "With Basic authentication it can't contain a colon (RFC 7617 2).")
    seen = {"client_id", "client_secret"} if client.client == "body" else set[str]()
    for index, (key, value) in enumerate(client.parameters):
        if key in seen and (client.syntax == "json" or key.startswith("client_")):
            yield unfit(f"parameters/{index}/key", "The token request has it already.")
        seen.add(key)
        if key == "grant_type" and value != "client_credentials":
            yield unfit(f"parameters/{index}/value", "Only client_credentials works with just an ID and a secret.")
    if client.header.lower() in _COUNTED | _OF_THE_MESSAGE or not TOKEN.fullmatch(client.header):
        yield unfit("header", "Name the header that carries the token, such as Authorization.")


def _documents(template: Template, every: Regions, tokens: Tokens, of_client: frozenset[Region]) -> Iterator[Defect]:
    """Texts are of their syntax, tokens are in values only, and documents are where `documents` lists them.

    There are no documents in the texts of the token request.
    """
    documents = {document.at: document.syntax for document in template.documents}
    known = charset.known_charset(template.charset) or "utf-8"
    for region, group in groupby(tokens, lambda found: found[0]):
        if region.layer != "origin":
            try:
                of_region = [token for _, token in group]
                own = {} if region in of_client else documents
                layers.slots(region.text, region.layer, region.place, own, of_region, template.charset)
            except SampleError as error:
                yield _misread(region.pointer, error)
    if every.body and not any(region is every.body for region, _ in tokens):
        try:
            _read(every.body.place.steps[0].layer, every.body.text, known)
        except SampleError as error:
            yield _misread(every.body.pointer, error)
    for index, document in enumerate(template.documents):
        at = pointer_of(["documents", index, "at"])
        try:
            value = _value_at(every, document.at, known)
            if value is None:
                yield Defect(at, "template-document-place", {"place": document.at})
            elif document.syntax != "base64":
                _read(document.syntax, value, known)
        except SampleError as error:
            yield _misread(at, error)


def _misread(at: str, error: SampleError) -> Defect:
    """What a layer says of a text, said of the template."""
    told = error.note
    if told.id == "token-outside-values" and told.within and error.source:
        token = error.source.text[told.within.start : told.within.end]
        return Defect(at, "template-token-misplaced", {"token": token})
    return Defect(at, "template-syntax", {"why": told.message})


def _value_at(every: Iterable[Region], at: str, known: str) -> str | None:
    """The text at a PLACE of a template, in a charset; None where there is none."""
    try:
        first, *inner = parse_place(at).steps
    except ValueError:
        return None
    value = None
    for region in every:
        if region.layer in ("header", "text") and region.takes_macros and region.place.steps == (first,):
            value = region.text
        elif region.layer == first.layer:
            value = _leaf(first, region.text, known)
        if value is not None:
            break
    for step in inner:
        # A base64 document is decoded in the template.
        value = value if value is None or step.layer == "base64" else _leaf(step, value, known)
    return value


def _leaf(step: Step, text: str, known: str) -> str | None:
    return next((leaf.value for leaf in _read(step.layer, text, known) if leaf.name == step.name), None)


def _read(layer: str, text: str, known: str) -> list[Leaf]:
    """The leaves of a text in a charset; errors.SampleError where it is not of that layer."""
    return list(LAYERS[layer].leaves(text, known))


def _charset(template: Template) -> Iterator[Defect]:
    if charset.known_charset(template.charset) is None:
        yield Defect("/charset", "template-charset", {"charset": template.charset})


def _names(template: Template) -> Iterator[Defect]:
    for kind, names in (
        ("variables", [variable.name for variable in template.variables]),
        ("macros", [macro.name for macro in template.macros]),
    ):
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                yield Defect(pointer_of([kind, index, "name"]), "template-repeated-variable", {"name": name})
            seen.add(name)


def _variables(template: Template, tokens: Tokens) -> Iterator[Defect]:
    """Every variable in use is listed; one of the kind url is at the start of the endpoint only."""
    listed = {variable.name: variable for variable in template.variables}
    said: set[str] = set()
    for region, token in tokens:
        if token.kind != "variable":
            continue
        if token.name not in listed:
            if token.name not in said:
                yield Defect(region.pointer, "template-unlisted-variable", {"name": token.name})
            said.add(token.name)
        elif listed[token.name].kind == "url" and not _is_whole_origin(region, token):
            yield Defect(region.pointer, "template-url-variable", {"name": token.name})


def _origin(template: Template, tokens: Tokens) -> Iterator[Defect]:
    """Scheme, host and port are fixed, but for a variable of the kind url at the start, or for a label of the host."""
    urls = {variable.name for variable in template.variables if variable.kind == "url"}
    for region, token in tokens:
        if region.layer != "origin":
            continue
        spelt = region.text[token.start : token.end]
        if _is_whole_origin(region, token):
            if token.name in {variable.name for variable in template.variables} - urls:
                yield Defect(region.pointer, "template-origin-variable", {"name": token.name})
        elif token.kind == "macro" or not _is_label(region.text, token):
            yield Defect(region.pointer, "template-token-in-origin", {"token": spelt})


def _is_whole_origin(region: Region, token: Token) -> bool:
    return region.layer == "origin" and token.kind == "variable" and (token.start, token.end) == (0, len(region.text))


def _is_label(origin: str, token: Token) -> bool:
    """Whether a token is one whole label of an origin's host."""
    authority = origin.partition("://")[2]
    end = len(origin) - len(authority) + len(host_of(authority))
    if authority.startswith("[") or token.end > end:
        return False
    before, after = origin[token.start - 1], origin[token.end : token.end + 1]
    return before in "/." and after in ("", ".", ":")


def _credentials(tokens: Tokens) -> Iterator[Defect]:
    for region, token in tokens:
        if token.kind == "macro" and not region.takes_macros and region.layer != "origin":
            spelt = region.text[token.start : token.end]
            yield Defect(region.pointer, "template-macro-in-credentials", {"token": spelt})


def _headers(template: Template) -> Iterator[Defect]:
    for index, header in enumerate(template.headers):
        if header.key.lower() in _COUNTED:
            yield Defect(pointer_of(["headers", index, "key"]), "template-header-counted", {"name": header.key})


def _placeholders(tokens: Tokens) -> Iterator[Defect]:
    """The number has a place, and the message (or the id of its text)."""
    used = {token.name for region, token in tokens if token.kind == "macro" and region.takes_macros}
    if TO not in used:
        yield Defect("", "template-no-recipient")
    if not used & {BODY, TEMPLATE_ID}:
        yield Defect("", "template-no-message")


def _batch(template: Template, every: Regions, tokens: Tokens) -> Iterator[Defect]:
    """The list of a batch holds one record, and what differs from message to message is in it."""
    batch, body = template.batch, every.body
    if batch is None:
        return
    from curl2sms.template import batching  # few templates take several messages

    if body is None or body.layer != "json":
        yield Defect("/batch", "template-batch-no-json", {"kind": template.parameters.kind})
        return
    try:
        listed = batching.lists_in(body.text).get(batch.key.removeprefix("json:"))
    except SampleError:  # said where documents are looked at
        return
    if listed is None:
        yield Defect("/batch/key", "template-batch-no-list", {"key": batch.key})
        return
    if len(listed.members) != 1 or not listed.holds_object(body.text):
        said = {"key": batch.key, "count": len(listed.members)}
        yield Defect("/batch/key", "template-batch-records", said)
        return
    (one,) = listed.members
    for region, token in tokens:
        is_inside = region is body and one.start <= token.start and token.end <= one.end
        if token.kind == "macro" and token.name in (TO, BODY, MESSAGE_ID) and not is_inside:
            spelt = region.text[token.start : token.end]
            yield Defect("/batch/key", "template-batch-outside", {"token": spelt})


def _response(response: Response | None) -> Sequence[Defect]:
    """Every set of rules describes an answer that there can be. A provider's are looked at once, in all templates."""
    return response.remembered(_of_all_rules) if response else ()


def _of_all_rules(response: Response) -> tuple[Defect, ...]:
    return tuple(_of_rules(response))


def _of_rules(response: Response) -> Iterator[Defect]:
    from curl2sms.response import fulfilling

    for kind, sets in (("success", response.success), ("failure", response.failure)):
        for index, one in enumerate(sets):
            if found := fulfilling.never(one):
                rule, why = found
                at = pointer_of([*_way(kind, sets, index), "rules", rule])
                yield Defect(at, "template-rule-never", {"why": why})
    for index, _ in fulfilling.shadowed(response):
        yield Defect(pointer_of(_way("success", response.success, index)), "template-set-never")


def _way(kind: str, sets: Sequence[RuleSet], index: int) -> list[str | int]:
    """The path of a set of rules; one alone is no list."""
    return ["response", kind, *([index] if len(sets) > 1 else [])]


def _callback(callback: Callback | None) -> Iterator[Defect]:
    """Some state is final, and none is both."""
    if callback is None:
        return
    if not callback.delivered and not callback.failed:
        yield Defect("/callback", "template-no-final-state")
    delivered = {state.strip().casefold() for state in callback.delivered}
    for index, state in enumerate(callback.failed):
        if state.strip().casefold() in delivered:
            yield Defect(pointer_of(["callback", "failed", index]), "template-state-twice", {"state": state})
