"""An access token of OAuth 2.0 by a client's id and secret (RFC 6749 4.4): its request, its answer, its use.

Nothing here sends: who does is given as a function. So ``verify`` proves the very exchange that ``send`` makes.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from curl2sms.errors import MaybeSentError, Note, SendError, note
from curl2sms.http import FORM_TYPE, Answer, HttpRequest, OAuth2
from curl2sms.layers import Style, form
from curl2sms.patterns import regex
from curl2sms.records import attribute, record, replace
from curl2sms.response import Point, Response, judge, values_at
from curl2sms.shown import Mask, shortened

_TYPES = {"form": FORM_TYPE, "json": "application/json"}
_TOKEN = regex(r"[\x21-\x7e]+")  # RFC 6749 A.12, without the space that would end it in a header (RFC 6750 2.1)
_ERROR_AT = ("json:/error", "json:/error_description")  # RFC 6749 5.2
_SAID_AT_MOST = 200


def token_request(client: OAuth2) -> HttpRequest:
    """The request for a token. Its answer is asked for as JSON, as RFC 6749 5.1 has it."""
    pairs = list(client.parameters)
    if client.client == "body":
        pairs += [("client_id", client.client_id), ("client_secret", client.client_secret)]
    body = _body(pairs, client.syntax)
    media_type = (("Content-Type", _TYPES[client.syntax]),) if body else ()
    return HttpRequest(
        "POST",
        client.token_url,
        (("Accept", "application/json"), *media_type),
        body,
        (client.client_id, client.client_secret) if client.client == "basic" else None,
    )


def _body(pairs: list[tuple[str, str]], syntax: str) -> bytes:
    if syntax == "json":
        return json.dumps(dict(pairs), ensure_ascii=False).encode()
    style = Style()
    escaped = (f"{form.escape(key, 'key', style)}={form.escape(value, 'value', style)}" for key, value in pairs)
    return "&".join(escaped).encode()


def header(client: OAuth2, token: str) -> tuple[str, str]:
    """The header that carries a token."""
    return client.header, f"{client.scheme} {token}".lstrip()


def with_token(request: HttpRequest, client: OAuth2, token: str) -> HttpRequest:
    """A rendered request, whose first header is the one for the token, with a token in it."""
    return replace(request, headers=(header(client, token), *request.headers[1:]))


def token_of(client: OAuth2, answer: Answer) -> str:
    """The token of an answer (RFC 6749 5.1).

    Raises errors.SendError where there is none, where it has expired already, or where no header can carry it.
    """
    if not 200 <= answer.status <= 299:
        raise SendError(note("token-refused", status=answer.status, said=_said(client, answer)))
    found = values_at(answer, [Point(client.token_at), *([Point(client.expires_at)] if client.expires_at else [])])
    if isinstance(found, Note):
        raise SendError(note("token-unreadable", why=found.message))
    token, *lifetime = found
    if token is None:
        raise SendError(note("token-missing", at=client.token_at, said=_said(client, answer)))
    if not _TOKEN.fullmatch(token):
        raise SendError(note("token-unfit", at=client.token_at))
    if lifetime and lifetime[0] is not None and _is_over(lifetime[0]):
        raise SendError(note("token-expired", at=client.expires_at or ""))
    return token


def _is_over(seconds: str) -> bool:
    try:
        return float(seconds) <= 0
    except ValueError:  # a date: how long it lasts is the provider's to say
        return False


def _said(client: OAuth2, answer: Answer) -> str:
    """The endpoint's own words (RFC 6749 5.2), and nothing else of its answer; the client's secret is hidden."""
    found = values_at(answer, [Point(at) for at in _ERROR_AT])
    told = [] if isinstance(found, Note) else [text for text in found if text]
    hide = Mask((client.client_secret,))
    return f" ({shortened(hide(': '.join(told)), _SAID_AT_MOST)})" if told else ""


def surely_refused(response: Response | None, answer: Answer) -> bool:
    """Whether an answer leaves no doubt that nothing was sent: a refusal that names no message."""
    found = values_at(answer, [response.message_id]) if response and response.message_id else [None]
    return judge(response, answer).verdict == "refused" and found == [None]


@record
class Exchange:
    """What came of a message that needs a token: the answer to it, and the tokens that it was sent with, in order."""

    answer: Answer
    tokens: tuple[str, ...] = attribute(default=(), repr=False)


def exchange(
    client: OAuth2,
    request: HttpRequest,
    fetch: Callable[[HttpRequest], Answer],
    deliver: Callable[[HttpRequest], Answer],
    is_refused: Callable[[Answer], bool],
) -> Exchange:
    """Fetch a token and send a message with it; once more with a new one where the answer is 401 and nothing was sent.

    ``client`` is filled in, ``request`` is rendered. ``fetch`` sends the token request and ``deliver`` the message;
    ``is_refused`` says of an answer that surely nothing was sent. Raises errors.SendError where there is no token, so
    that no message was sent; what ``deliver`` raises goes on.
    """
    token = _fetched(client, fetch)
    answer = deliver(with_token(request, client, token))
    if answer.status != 401 or not is_refused(answer):
        return Exchange(answer, (token,))
    try:
        another = _fetched(client, fetch)
    except SendError:  # the provider's refusal of the message is what there is to say
        return Exchange(answer, (token,))
    if another == token:
        return Exchange(answer, (token,))
    return Exchange(deliver(with_token(request, client, another)), (token, another))


def _fetched(client: OAuth2, fetch: Callable[[HttpRequest], Answer]) -> str:
    """A new token; a token request without an answer is no message that may have been sent."""
    try:
        answer = fetch(token_request(client))
    except MaybeSentError as error:
        if error.interrupted:
            raise KeyboardInterrupt from None
        why = dict(error.note.values)
        raise SendError(note("token-no-answer", host=why["host"], why=why["why"])) from error
    return token_of(client, answer)
