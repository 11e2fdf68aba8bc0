"""One real message: what is in its way, the sending itself, and what the provider's answer means.

A message is sent at most once. Nothing is tried again (but for a message that was refused because its token had
expired), redirects are not followed, and where an answer is missing the outcome is unknown: it may have been sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from curl2sms import refused_addresses, wire
from curl2sms.credentials import credentials_of
from curl2sms.errors import ExitStatus, MaybeSentError, Note, SendError, note
from curl2sms.http import Answer, HttpRequest, OAuth2, split_url
from curl2sms.locating import survey
from curl2sms.numbers import spell
from curl2sms.oauth import Exchange, exchange, surely_refused
from curl2sms.records import attribute, record, replace
from curl2sms.rendering import unrendered
from curl2sms.response import Outcome, judge
from curl2sms.segments import Segments, count
from curl2sms.shown import shortened
from curl2sms.template.model import Template
from curl2sms.unfilled_values import unfilled_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_EXIT_STATUS = {
    "accepted": ExitStatus.DONE,
    "refused": ExitStatus.NO,
    "partial": ExitStatus.NO,
    "unknown": ExitStatus.UNKNOWN,
}
_SAID_AT_MOST = 300


@record
class Outgoing:
    """One message, rendered and not sent yet, and what its sender allows.

    ``request`` is rendered from ``template``, and ``client`` is its client with all values, where it fetches a token
    first (``oauth.exchange``). ``insecure_http`` lets credentials travel over plain http; ``allow_unfilled`` are PLACEs
    whose values are sent though they are still to be filled in.
    """

    request: HttpRequest = attribute(repr=False)
    template: Template
    client: OAuth2 | None = attribute(default=None, repr=False)
    insecure_http: bool = False
    allow_unfilled: Collection[str] = ()


@record
class Plan:
    """What is about to be sent, for the person who is asked; ``obstacles`` are what ``send`` would refuse.

    ``token_host`` is where a token is fetched first, None where none is. ``number`` is as the provider gets it;
    ``from_environment`` names the variables whose values the environment gave.
    """

    host: str
    token_host: str | None
    number: str | None
    segments: Segments | None
    from_environment: tuple[str, ...]
    obstacles: tuple[Note, ...]


@record
class Sent:
    """What became of a message. ``answer`` is None where none came; ``redirect`` is where an answer points instead.

    ``interrupted``: a person did not wait for the answer. ``tokens`` are those that were fetched for the message:
    nobody is shown them.
    """

    outcome: Outcome
    answer: Answer | None = None
    redirect: str | None = None
    interrupted: bool = False
    tokens: tuple[str, ...] = attribute(default=(), repr=False)

    @property
    def exit_status(self) -> ExitStatus:
        """0 accepted; 1 refused, whole or in part; 3 unknown; 130 interrupted."""
        return ExitStatus.INTERRUPTED if self.interrupted else _EXIT_STATUS[self.outcome.verdict]

    @property
    def said(self) -> str | None:
        """The provider's own words where it did not accept: what the template calls the error's text, else the body."""
        if self.outcome.verdict == "accepted" or self.answer is None:
            return None
        body = " ".join(self.answer.body.decode("utf-8", "replace").split())
        return self.outcome.error_text or shortened(body, _SAID_AT_MOST) or None

    def as_json(self) -> dict[str, Any]:
        """``{"outcome", "why", "status", "message_id", "error_text", "said", "redirect"}``, null where none is.

        Where a part was refused, ``refused`` lists those parts: ``{"at", "error_text"}``.
        """
        parts = [{"at": part.at, "error_text": part.error_text} for part in self.outcome.refused]
        return {
            "outcome": self.outcome.verdict,
            "why": self.outcome.why,
            "status": self.answer.status if self.answer else None,
            "message_id": self.outcome.message_id,
            "error_text": self.outcome.error_text,
            "said": self.said,
            "redirect": self.redirect,
            **({"refused": parts} if parts else {}),
        }


def plan(
    message: Outgoing, *, to: str | None = None, body: str | None = None, from_environment: Iterable[str] = ()
) -> Plan:
    """What ``send`` would do with a message that was rendered for a number and a text."""
    return Plan(
        host=split_url(message.request.url).authority,
        token_host=split_url(message.client.token_url).authority if message.client else None,
        number=None if to is None else spell(to, message.template.recipient),
        segments=None if body is None else count(body),
        from_environment=tuple(sorted(from_environment)),
        obstacles=tuple(obstacles(message)),
    )


def send(
    message: Outgoing,
    *,
    timeout: tuple[float, float] = (wire.CONNECT_SECONDS, wire.READ_SECONDS),
    ca_bundle: str | None = None,
) -> Sent:
    """Send one message, and tell by the template's ``response`` what the answer means.

    ``timeout`` is for connecting and for each wait on the answer, in seconds. Raises SendError while nothing has left
    this machine.

    A name may resolve to one address when it is looked up to be checked and to another a moment later; so what is
    checked is the address that the connection has reached, before a byte is written to it. After a proxy, which
    resolves names itself, the host as it is written is all that can be checked.
    """
    request, template, client = message.request, message.template, message.client
    if template.client is not None and client is None:
        raise ValueError("the template fetches a token: its client is needed, with all values")
    obstacle = next(obstacles(message), None)
    if obstacle is not None:
        raise SendError(obstacle)

    def once(one: HttpRequest) -> Answer:
        return wire.send(one, timeout=timeout, ca_bundle=ca_bundle, check_peer=_check_peer)

    def refused(answer: Answer) -> bool:
        return surely_refused(template.response, answer)

    try:
        done = exchange(client, request, once, once, refused) if client else Exchange(once(request))
    except MaybeSentError as error:
        return Sent(_unknown(error.note), interrupted=error.interrupted)
    try:
        sent = _judged(request, template, done.answer)
    except KeyboardInterrupt:
        sent = Sent(_unknown(note("send-unknown")), done.answer, interrupted=True)
    except Exception as defect:  # noqa: BLE001 - the message is gone: no fault of ours may hide that
        sent = Sent(_unknown(note("answer-not-judged", why=type(defect).__name__)), done.answer)
    return replace(sent, tokens=done.tokens)


def _unknown(why: Note) -> Outcome:
    """It is unknown whether the message was sent."""
    return Outcome("unknown", None, None, f"{why.message} {why.do}".rstrip())


def obstacles(message: Outgoing) -> Iterator[Note]:
    """Why a message must not be sent, each reason once."""
    named = unrendered(message.template)
    fields = survey(named).fields
    allowed, client = frozenset(message.allow_unfilled), message.client
    if missing := [one.at for one in unfilled_in(named, fields) if one.at not in allowed]:
        yield note("send-unfilled", places=", ".join(missing))
    urls = [split_url(url) for url in (message.request.url, *([client.token_url] if client else []))]
    for url in {(url.scheme, url.authority): url for url in urls}.values():
        if url.scheme.lower() == "http" and not message.insecure_http and credentials_of(named, fields):
            yield note("send-over-http", host=url.authority)
        if what := refused_addresses.refused(url.authority):
            yield note("send-refused-address", host=url.authority, what=what)


def _judged(request: HttpRequest, template: Template, answer: Answer) -> Sent:
    """What an answer means; one that points elsewhere is a refusal, unless the template calls it a success."""
    outcome = judge(template.response, answer)
    location = answer.header("Location")
    if location is None or not 300 <= answer.status <= 399 or outcome.verdict == "accepted":
        return Sent(outcome, answer)
    target = _absolute(request.url, location)
    why = note("send-redirect", status=answer.status, target=target)
    return Sent(Outcome("refused", outcome.message_id, outcome.error_text, f"{why.message} {why.do}"), answer, target)


def _absolute(url: str, location: str) -> str:
    """Where a redirect points (RFC 9110 10.2.2); as the server wrote it where that is no address."""
    from urllib.parse import urljoin

    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _check_peer(address: str) -> None:
    """Stop a connection that has reached an address where no message goes."""
    if what := refused_addresses.refused(address):
        raise SendError(note("send-refused-address", host=address, what=what))
