"""Of several commands in one sample, the one that sends a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from curl2sms.http import STAND_IN, HttpRequest, split_url, stand_in
from curl2sms.noise import is_noise
from curl2sms.patterns import regex
from curl2sms.reading.model import ReadOption
from curl2sms.records import replace

# What a request that fetches a token looks like (RFC 6749).
_TOKEN_PATH = regex(
    r"/(?:oauth2?|token|auth(?:enticat\w*|oriz\w*)?|log-?in|sign-?in|session)s?(?:[/.?]|$)", re.IGNORECASE
)
_TOKEN_BODY = regex(r"grant_type|client_secret", re.IGNORECASE)
_SENDING_PATH = regex(r"sms|message|send|otp|flow|push", re.IGNORECASE)
_TEXTS = r"(?:text|message|msg|body|content|sms|smstext|messagetext|templateid|template_id|otp)(?:_?body|_?text)?"
TEXT_NAME = regex(rf"(?<![a-z]){_TEXTS}[\"']?\s*(?:[:=]|%22)", re.IGNORECASE)
# The name of a part of a multipart body, of an XML element.
_TEXT_PART = regex(rf"name=\"{_TEXTS}\"|<(?:\w+:)?{_TEXTS}[\s>]", re.IGNORECASE)
# ``Bearer <token>``, ``Bearer {{access_token}}``, ``Bearer YOUR_TOKEN``: a token that is still to be filled in.
_UNFILLED_BEARER = regex(r"Bearer +(?:[<{\[$%][^\s]*|(?>[A-Za-z_.-]*?(?:token|xxx|\.\.\.))[A-Za-z_.-]*)", re.IGNORECASE)
# The name of a variable that holds no number of a recipient.
_CREDENTIAL = regex(
    r"user|login|account|pass|pwd|key|token|secret|auth|client|sender|sign|(?<![a-z])(?:sid|from|src)(?![a-z])",
    re.IGNORECASE,
)
# What names a call for several messages at once, for another channel, for a text of the provider's, or for a report.
_OTHER_WAYS = regex(
    r"bulk|batch|multi|many|mass|broadcast|campaign|group|voice|tts|mms|viber|whats.?app|telegram|e-?mail|fax|rcs|push"
    r"|otp|2fa|verif|price|cost|calculat|estimat|unicode|flash|binary|wap|deprecated|lookup|hlr|balance|status|report"
    r"|receipt|dlr|inbox|inbound|schedul|cancel|template|histor|pool"
    r"|несколь|массов|рассыл|toplu|masiv|varios|plusieurs|mehrere",
    re.IGNORECASE,
)
# A place to fill in, as the syntax of a call has them: <mobile>, {text}, [key], %TO%, $$To, XXXX.
_TO_FILL = regex(
    r"<[^<>\n]{0,60}>|%3C[^&\n]{0,60}?%3E|\{\{?[\w .-]{1,60}\}|\[[A-Za-z][\w .-]{0,60}\](?!=)"
    r"|%[A-Za-z_]{3,30}%|\$\$\w+|x{4,}|YOUR[_-]\w+",
    re.IGNORECASE,
)
_AUTHORIZATION = regex(r"Authorization[ \t]*:[ \t]*Bearer +", re.IGNORECASE)
_NUMBER = regex(r"(?:\+|%2[bB]|(?<!\d))\d{8,15}(?!\d)")


def sends(request: HttpRequest) -> int:
    """How much a request looks like one that sends a message: above 0 where it does."""
    carried = _carried(request)
    if request.method.upper() in {"HEAD", "DELETE", "OPTIONS"} or not carried.strip():
        return 0
    if _TOKEN_BODY.search(carried):
        return 0
    path = _path(request)
    may_hold_number = _NUMBER.search(carried) or not all(map(_CREDENTIAL.search, STAND_IN.findall(carried)))
    score = 2 * carries_text(request) + 2 * bool(may_hold_number)
    score += bool(_SENDING_PATH.search(path))
    if _TOKEN_PATH.search(path) and score < 4:
        return 0
    return score if score > 1 else 0


def carries_nothing(request: HttpRequest) -> bool:
    """Whether a request has no values at all, as one that fetches a file."""
    is_open = _NUMBER.search(_path(request)) or STAND_IN.search(request.url)
    return not _carried(request).strip() and not is_open


def the_one_with_text(requests: Sequence[HttpRequest]) -> int | None:
    """Return which of several requests alone carries a text; None where the address of another says that it sends."""
    texts = [at for at, request in enumerate(requests) if carries_text(request)]
    others = [request for at, request in enumerate(requests) if at not in texts]
    return texts[0] if len(texts) == 1 and not any(_SENDING_PATH.search(_path(one)) for one in others) else None


def carries_text(request: HttpRequest) -> bool:
    """Whether a value of the query or the body is called a text, or the whole body is one."""
    carried = _carried(request)
    is_text = request.media_type == "text/plain" and bool(carried.strip())
    return is_text or TEXT_NAME.search(carried) is not None or _TEXT_PART.search(carried) is not None


def plainest(calls: Sequence[tuple[str, HttpRequest]]) -> int | None:
    """Of calls that send, by name and request, the one that sends one text to one number; None where several may.

    Names and paths tell. Of several to one address that say the same, the one with the least in it is meant: the others
    show what else it can do.
    """
    least = _in_no_other_way(calls)
    addresses = {(request.method, request.url.partition("?")[0]) for _, request in (calls[at] for at in least)}
    if len(least) == 1 or len(addresses) > 1:
        return least[0] if len(least) == 1 else None
    sizes = [len(_carried(calls[at][1])) for at in least]
    return least[sizes.index(min(sizes))] if sizes.count(min(sizes)) == 1 else None


def plainest_path(requests: Sequence[HttpRequest]) -> int | None:
    """Of several requests that send, the one whose path alone names no other way of sending; None where several may."""
    least = _in_no_other_way([("", request) for request in requests])
    return least[0] if len(least) == 1 else None


def _in_no_other_way(calls: Sequence[tuple[str, HttpRequest]]) -> list[int]:
    """The numbers of the calls whose names and paths say least of several messages, other channels, reports."""
    counts = [len(_OTHER_WAYS.findall(f"{name} {_path(request)}")) for name, request in calls]
    return [at for at, count in enumerate(counts) if count == min(counts)]


def filled(requests: Sequence[HttpRequest]) -> int | None:
    """Which of several requests to one address shows values where the others have places to fill in; None for none."""
    if len({(request.method, request.url.partition("?")[0]) for request in requests}) != 1:
        return None
    to_fill = [len(_TO_FILL.findall(_carried(request))) for request in requests]
    return to_fill.index(0) if to_fill.count(0) == 1 else None


def as_received(request: HttpRequest) -> tuple[object, ...]:
    """What of a request counts for the provider: all but the order of its headers, and those of a browser or client."""
    headers = [(name.lower(), value) for name, value in request.headers if not is_noise(name, value)]
    return request.method, request.url, tuple(sorted(headers)), request.body, request.basic


def fetches_token(request: HttpRequest) -> bool:
    """Whether a request asks for the token that a later one carries."""
    body = (request.body or b"").decode("utf-8", "replace")
    return bool(_TOKEN_PATH.search(_path(request)) or _TOKEN_BODY.search(request.url + body)) and not sends(request)


def is_unfilled_token(text: str) -> bool:
    """Whether a text only says that a token belongs there: ``<token>``, ``YOUR_TOKEN``."""
    return _UNFILLED_BEARER.fullmatch(f"Bearer {text}") is not None


def with_token(request: HttpRequest, variable: str) -> HttpRequest:
    """The request with a variable instead of the token that its ``Authorization: Bearer`` leaves open."""
    traces = request.traces
    headers = tuple(
        (name, value.rewritten(0, len(value), f"Bearer {stand_in(variable)}"))
        if name.text.lower() == "authorization" and _UNFILLED_BEARER.fullmatch(value.text)
        else (name, value)
        for name, value in traces.headers
    )
    return request.with_headers(headers)


def _carried(request: HttpRequest) -> str:
    return request.url.partition("?")[2] + "\n" + (request.body or b"").decode("utf-8", "replace")


def _path(request: HttpRequest) -> str:
    return split_url(request.url).path or "/"


def options_with_token(options: Iterable[ReadOption], variable: str) -> tuple[ReadOption, ...]:
    """The options of a curl command with a variable where ``with_token`` puts one in its request."""
    return tuple(_option_with_token(option, variable) for option in options)


def _option_with_token(option: ReadOption, variable: str) -> ReadOption:
    text = option.traced
    if text is None or option.name not in ("header", "oauth2-bearer"):
        return option
    start = 0
    if option.name == "header":
        match = _AUTHORIZATION.match(text.text)
        start = match.end() if match else len(text)
    if not is_unfilled_token(text.text[start:]):
        return option
    return replace(option, traced=text[:start] + text.rewritten(start, len(text), stand_in(variable)))
