"""The call of a sample that fetches the access token which the call that sends carries (RFC 6749 4.4).

What it does becomes a client that a template can hold, or the reason why no template can.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from curl2sms import layers
from curl2sms.errors import Note, SampleError, Source, note
from curl2sms.http import OPEN, STAND_IN, HttpRequest, OAuth2, split_url, stand_in
from curl2sms.json_pointers import pointer_of
from curl2sms.layers.form import leaves
from curl2sms.noise import is_noise
from curl2sms.patterns import regex
from curl2sms.reading import choosing
from curl2sms.reading.model import ReadCall, ReadToken
from curl2sms.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What a token is called that one call fetches and another carries, where the sample gives it no name.
TOKEN_VARIABLE = "ACCESS_TOKEN"

_ID, _SECRET = "client_id", "client_secret"  # RFC 6749 2.3.1
_CARRIED = regex(r"(?:(?P<scheme>[A-Za-z][\w-]*) +)?(?P<token>\S.*)", re.DOTALL)
_BASIC = regex(r"Basic +(\S.*)", re.IGNORECASE)
# {authorization_header}, <base64 of id:secret>, BASE64(client_id:client_secret), BASE64_CREDENTIALS, $AUTH, xxx, c2h...
_OPEN_BASIC = regex(
    rf"{STAND_IN.pattern}|[<{{\[$%].*|base64\W.*|(?:your|my)[ _-].*|[A-Za-z0-9+/]{{0,12}}(?:xx|\*\*|\.\.|…).*"
    r"|(?>(?:[A-Za-z]+[_-])*?(?:base64|credentials?|encoded)(?![A-Za-z0-9]))(?:[_-](?:[A-Za-z]+|base64))*",
    re.IGNORECASE,
)
_TOKEN_HEADER = regex(r"(?:.*[-_])?token|authorization", re.IGNORECASE)
# What takes the token from the answer: jq's filter, a program's members, a quoted name in sed, grep or prose.
_JQ = regex(r"""\bjq\b[^|\n]{0,100}?["' ](?P<path>(?:\.(?:[A-Za-z_]\w*|"[^"]+")|\.?\[(?:"[^"]+"|\d+)\])+)""")
_PROGRAM = regex(
    r"""(?:json\.loads?|JSON\.parse|json_decode|JSON\.load)\s*\(.{0,200}?(?P<path>(?:(?:\[|\.get\()\\?["']\w+\\?["'][\])]|(?:\.|->)(?!get\b)(?>\w*token\w*))+)""",
    re.IGNORECASE,
)
_STEP = regex(r"""[A-Za-z_]\w*|\d+|"[^"]+\"""")
_QUOTED = regex(r"""(?:\\?["']|(?<![\w-])grep(?: -\w+)* )(?P<name>\w{0,60}token|jwt)(?:\\?["']|\b)""", re.IGNORECASE)
# A value's members, down to a token: auth.json()["data"]["token"], $answer['token'], res.data.access_token.
_CHAIN = regex(
    r"""(?<!\w)[A-Za-z_]\w{0,60}(?P<path>(?:\[["']\w{1,60}["']\]|->\w{1,60}|\??\.\w{1,60}(?:\(["'\w]{0,60}\))?){0,6}"""
    r"""(?:\[["'](?:\w{0,60}token|jwt)["']\]|->(?:\w{0,60}token|jwt)\b|\??\.(?:\w{0,60}token|jwt)\b(?!\()))""",
    re.IGNORECASE,
)
_LINK = regex(r"""\[["'](?P<quoted>\w+)["']\]|(?:->|\??\.)(?P<name>\w+)(?P<call>\((?P<given>["'\w]*)\))?""")
_OTHER_TOKENS = ("refresh_token", "id_token")
_MOST_BETWEEN = 20_000  # characters that are looked at


@record
class TokenFetch:
    """A call that fetches a token, and how the token goes on: ``token``, or ``lost`` where no template can fetch it.

    ``said`` are notes on what was assumed.
    """

    call: ReadCall
    token: ReadToken | None = None
    lost: Note | None = None
    said: tuple[Note, ...] = ()


def found(source: Source, calls: Sequence[ReadCall], chosen: ReadCall, request: HttpRequest) -> TokenFetch | None:
    """The last call before the chosen one that fetches its token; None where no call does.

    ``request`` is that of the chosen call, with a variable instead of a token that it leaves open.
    """
    before = list(calls[: calls.index(chosen)])
    # One that posts counts first: a GET after it may show the account that has logged in.
    before.sort(key=lambda call: call.request is not None and call.request.method.upper() == "POST")
    for call in reversed(before):
        if call.request is None or not choosing.fetches_token(call.request):
            continue
        names = [name for name in (call.answer_to, TOKEN_VARIABLE) if name]
        at = _header_of_token(request, call, source.text)
        if at is None and not any(stand_in(name) in text for name in names for text in _texts(request)):
            continue
        # The call may be within the chosen one: -H "Authorization: Bearer $(curl ... | jq ...)".
        end = chosen.span.start if chosen.span.start > call.span.end else chosen.span.end
        between = source.text[call.span.end : max(call.span.end, end)][:_MOST_BETWEEN]
        return _step(call, call.request, request, at, between)
    return None


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.url
    yield from (value for _, value in request.headers)
    yield (request.body or b"").decode("utf-8", "replace")


def _header_of_token(request: HttpRequest, call: ReadCall, text: str) -> int | None:
    """Which header carries the token alone: one for tokens, whatever it holds; another where it holds the answer."""
    for at, (name, value) in enumerate(request.headers):
        match = _CARRIED.fullmatch(value.strip())
        if match is None or (match["scheme"] or "").lower() == "basic":
            continue
        token = match["token"]
        is_open = STAND_IN.fullmatch(token) is not None or choosing.is_unfilled_token(token)
        is_shown = OPEN not in token and text.count(token) > 1  # in the answer that the sample shows
        bearer = name.lower() == "authorization" and (match["scheme"] or "").lower() == "bearer"
        named = _TOKEN_HEADER.fullmatch(name) is not None
        if bearer or token == stand_in(call.answer_to or "") or (named and (is_open or is_shown)):
            return at
    return None


def _step(call: ReadCall, fetching: HttpRequest, request: HttpRequest, at: int | None, between: str) -> TokenFetch:
    shown_client = fetching.basic
    fetching = _with_open_client(fetching)
    is_open = fetching.basic is not shown_client
    why = _obstacle(call, fetching, request, at)
    pairs = None if why else _pairs(fetching)
    why = why or _obstacle_in_pairs(fetching, pairs)
    if why or pairs is None or at is None:
        told = _what_stays(request, at)
        return TokenFetch(call, lost=note(why or "token-body-unknown", call.span, name=told))
    name, value = request.headers[at]
    match = _CARRIED.fullmatch(value.strip())
    token, scheme = (match["token"], match["scheme"] or "") if match else (value, "")
    shown = _place_in(between, token)
    given = fetching.basic or (pairs[_ID], pairs[_SECRET])
    own = {_ID, _SECRET} if fetching.basic is None else set[str]()
    client = OAuth2(
        fetching.url,
        *given,
        tuple((key, text) for key, text in pairs.items() if key not in own),
        client="basic" if fetching.basic else "body",
        syntax="json" if layers.body_syntax(fetching) == "json" else "form",
        token_at=shown.token_at or "json:/access_token",
        expires_at=shown.expires_at,
        header=name,
        scheme=scheme,
    )
    said = [note("token-client-open", call.span)] if is_open else []
    said += [] if shown.is_certain else [note("token-place-assumed", call.span, at=client.token_at)]
    return TokenFetch(call, ReadToken(call, client, at, is_open), said=tuple(said))


def _with_open_client(fetching: HttpRequest) -> HttpRequest:
    """The request with variables for id and secret, where its Basic authentication only says what belongs there."""
    headers = fetching.traces.headers
    for number, (name, value) in enumerate(headers):
        match = _BASIC.fullmatch(value.text.strip())
        if (
            fetching.basic is None
            and name.text.lower() == "authorization"
            and match
            and _OPEN_BASIC.fullmatch(match[1])
        ):
            kept = fetching.with_headers((*headers[:number], *headers[number + 1 :]))
            return replace(kept, basic=(stand_in("CLIENT_ID"), stand_in("CLIENT_SECRET")))
    return fetching


def _what_stays(request: HttpRequest, at: int | None) -> str:
    """What the template has instead of the token: a variable, or the sample's own."""
    texts = _texts(request) if at is None else [request.headers[at][1]]
    names = [name for text in texts for name in STAND_IN.findall(text)]
    return f"the variable {names[-1]}" if names else "the sample's own token"


def _obstacle(call: ReadCall, fetching: HttpRequest, request: HttpRequest, at: int | None) -> str | None:
    """The id of the note on what is in the way of fetching the token, beside what is sent."""
    url = split_url(fetching.url)
    if at is None or any(text != request.headers[at][1] and _same_token(request, at, text) for text in _texts(request)):
        return "token-elsewhere"
    if re.search(rf"[?&](?:{_SECRET}|password)=", fetching.url, re.IGNORECASE):
        return "token-secret-in-url"
    if fetching.method.upper() != "POST":
        return "token-by-get"
    if url.scheme.lower() != "https" and not call.origin_variable:
        return "token-over-http"
    kept = [name for name, value in fetching.headers if not is_noise(name, value)]
    if any(name.lower() not in ("accept", "content-type", "user-agent") for name in kept):
        return "token-with-header"
    return None


def _same_token(request: HttpRequest, at: int, text: str) -> bool:
    """Whether a text holds the variable that means the token in its header."""
    names = STAND_IN.findall(request.headers[at][1])
    return any(stand_in(name) in text for name in names)


def _obstacle_in_pairs(fetching: HttpRequest, pairs: Mapping[str, str] | None) -> str | None:
    """The same of the pairs: another grant, a login of the provider's own."""
    if pairs is None:
        return "token-body-unknown"
    query = dict(_of_form(split_url(fetching.url).query or ""))
    grant = pairs.get("grant_type", query.get("grant_type", ""))
    if grant == "password" or "password" in pairs:
        return "token-by-password" if grant else "token-by-login"
    if grant not in ("", "client_credentials"):
        return "token-by-grant"
    in_body = pairs.get(_ID) and _SECRET in pairs
    if fetching.basic is None:
        return None if in_body else "token-by-login"
    return None if grant and _SECRET not in pairs else "token-by-login"


def _pairs(fetching: HttpRequest) -> dict[str, str] | None:
    """The names and texts of a form, or of a flat JSON object; None for any other body."""
    syntax = layers.body_syntax(fetching)
    text = layers.body_text(fetching)
    if syntax == "none" or not text:
        return {}
    try:
        listed = _of_form(text) if syntax == "form" else _of_json(text) if syntax == "json" else None
    except (ValueError, SampleError):
        return None
    if listed is None or len(dict(listed)) < len(listed) or not all(isinstance(value, str) for _, value in listed):
        return None
    return dict(listed)


def _of_form(text: str) -> list[tuple[str, Any]]:
    found = list(leaves(text))
    return [(key.value, value.value) for key, value in zip(found[::2], found[1::2], strict=True)]


def _of_json(text: str) -> list[tuple[str, Any]] | None:
    found = json.loads(text, object_pairs_hook=list)
    return found if isinstance(found, list) and text.lstrip().startswith("{") else None


@record
class _Shown:
    """Where the token and its lifetime are in the answer, as points; None where the sample does not show it.

    ``is_certain``: all of the way is shown, and not its end alone.
    """

    token_at: str | None = None
    expires_at: str | None = None
    is_certain: bool = True


def _place_in(between: str, token: str) -> _Shown:
    """Where the token is in the answer, by what takes it from there, or by the answer that is shown."""
    if match := _JQ.search(between) or _PROGRAM.search(between):
        steps = [step.strip('"') for step in _STEP.findall(match["path"]) if step != "get"]
        return _Shown(f"json:{pointer_of(steps)}")
    for answer in _answers(between):
        paths = dict(_paths(answer))
        at = next((path for path, value in paths.items() if value == token), None)
        at = at or next((path for path in paths if _is_token(path[-1])), None)
        if at:
            lifetimes = [f"json:{pointer_of(path)}" for path in paths if path[-1] == "expires_in"]
            return _Shown(f"json:{pointer_of(at)}", lifetimes[0] if lifetimes else None)
    for match in _CHAIN.finditer(between):
        steps, is_whole = _steps(match["path"])
        if steps[-1].lower() not in _OTHER_TOKENS:
            return _Shown(f"json:{pointer_of(steps)}", is_certain=is_whole)
    for match in _QUOTED.finditer(between):
        if match["name"].lower() not in _OTHER_TOKENS:
            return _Shown(f"json:{pointer_of([match['name']])}", is_certain=False)
    return _Shown(is_certain=False)


def _steps(path: str) -> tuple[list[str], bool]:
    """The names that lead to a token, and whether they begin at the whole answer: after ``.json()``, say.

    ``res.data`` of axios is the whole answer, and no name in it.
    """
    steps, is_whole = list[str](), False
    for link in _LINK.finditer(path):
        if link["call"] is None:
            steps.append(link["quoted"] or link["name"])
        elif link["name"] == "get":
            steps.append(link["given"].strip("\"'"))
        else:
            steps, is_whole = [], link["name"] == "json"
    if len(steps) > 1 and steps[0] == "data" and path.startswith((".", "?.")) and not is_whole:
        steps = steps[1:]
    return steps, is_whole


def _is_token(name: object) -> bool:
    text = str(name).lower()
    return (text.endswith("token") and text not in _OTHER_TOKENS) or text == "jwt"


def _answers(text: str) -> Iterator[Any]:
    """The JSON objects that are in prose, the marks of comments before their lines taken away."""
    plain = re.sub(r"^[ \t]*(?:#+|//|>)", "", text, flags=re.MULTILINE)
    decoder, at = json.JSONDecoder(), 0
    while (start := plain.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(plain, start)
        except (ValueError, RecursionError):
            at = start + 1
            continue
        yield value


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The plain values of a document, each with the names and indices that lead there."""
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, name))
    elif path:
        yield path, value
