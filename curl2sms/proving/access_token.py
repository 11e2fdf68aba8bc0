"""The token of a message: its request as it arrives, what is made of the endpoint's answers, and its renewal.

The mock provider plays the token endpoint (RFC 6749 5.1, 5.2). What is tried is the exchange that ``send`` makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, partial

from curl2sms import oauth
from curl2sms.errors import Curl2smsError, MaybeSentError, SendError, note
from curl2sms.http import Answer, HttpRequest, OAuth2
from curl2sms.json_pointers import INDEX, tokens_of
from curl2sms.knowledge import knowledge
from curl2sms.proving import trials
from curl2sms.proving.arriving import judged
from curl2sms.proving.mock import TIMEOUT, Play, Provider, Received
from curl2sms.proving.model import Check, Difference, Verdict
from curl2sms.proving.oracle.arrived import with_scheme
from curl2sms.proving.oracle.token_request import TokenOracle
from curl2sms.proving.preparing import Trial
from curl2sms.records import record
from curl2sms.rendering import filled_client
from curl2sms.template.model import Template
from curl2sms.tokens import variable_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_GROUP, _TEXTS, _ANSWERS = "token", "token-texts", "token-answers"
_NO_PATIENCE = (TIMEOUT[0], 0.01)
_TOKENS = ("first-T0ken.~+/_-=", "second-T0ken.~+/_-=")
_JSON = {"Content-Type": "application/json"}
_ABSENT = object()


def checks(trial: Trial) -> Iterator[Check]:
    """Every check of the token's request and answer; none for a template that fetches no token."""
    oracle = trial.token_oracle
    if oracle is None:
        return
    try:
        found = _differences(trial, oracle, trial.values)
    except Curl2smsError as error:
        yield Check(_GROUP, "token-request", Verdict.FAIL, error.note.message, error.note.do, said=error.note)
        return
    yield Check(_GROUP, "token-request", Verdict.FAIL if found else Verdict.PASS, differences=tuple(found))
    yield from _texts(trial, oracle)
    client = client_with(trial.template, trial.values)
    if client is not None:
        yield from _answers(trial, client)
        yield from _renewals(trial, client)


def client_with(template: Template, values: Mapping[str, str]) -> OAuth2 | None:
    """A template's client, filled in with values by token."""
    named = {one.name: values.get(variable_token(one.name)) for one in template.variables}
    return filled_client(template, {name: value for name, value in named.items() if value is not None})


def caught(client: OAuth2, provider: Provider) -> Received | None:
    """The token request of a client as the mock provider receives it; None where it receives another number."""
    provider.clear()
    with provider.playing(_token(client, _TOKENS[0])):
        provider.send(oauth.token_request(client))
    return provider.take()


def _differences(trial: Trial, oracle: TokenOracle, values: Mapping[str, str]) -> list[Difference]:
    """What of the token request does not arrive as it should."""
    client = client_with(trial.template, values)
    received = caught(client, trial.provider) if client else None
    if received is None:
        return [Difference("request", "1", "another number", "count")]
    return oracle.differences(received, values)


def _texts(trial: Trial, oracle: TokenOracle) -> Iterator[Check]:
    """Texts at each variable of the token request: each arrives whole, or is refused where its place can't carry it."""
    open_ = {variable_token(v.name) for v in trial.template.variables if v.value is None and v.kind != "url"}
    for token in oracle.tokens:
        if token not in open_ or any(value.layer == "host" for value in oracle.places(token)):
            continue
        for text in trials.texts():
            if text.everywhere:
                check = Check(_TEXTS, text.name, Verdict.PASS, text.why, at=token)
                values = {**trial.values, token: text.text}
                reason = oracle.uncarriable(token, text.text)
                yield judged(check, reason, partial(_differences, trial, oracle, values))


@record
class BadAnswer:
    """An answer of a token endpoint after which no message may be sent; see ``token-answers.schema.json``."""

    name: str
    why: str
    status: int
    body: Any = None
    token: Any = _ABSENT
    text: str = ""
    location: str = ""
    cut: bool = False
    fault: str = ""

    def play(self, client: OAuth2) -> Play:
        """The answer, with the token where the template looks for it."""
        headers = {"Location": self.location} if self.location else {}
        if self.body is not None:
            return Play(self.status, {**headers, **_JSON}, json.dumps(self.body).encode(), self.fault)
        if self.token is _ABSENT:
            return Play(self.status, headers, self.text.encode(), self.fault)
        good = _token(client, self.token)
        return Play(self.status, {**headers, **_JSON}, good.body[:-1] if self.cut else good.body, self.fault)


@cache
def bad_answers() -> tuple[BadAnswer, ...]:
    """The bad answers, ``data/token-answers.json``."""
    rows = knowledge("token-answers")
    return tuple(BadAnswer(**row) for row in rows)


def _token(client: OAuth2, token: object, lifetime: int = 3600) -> Play:
    """The endpoint's answer with a token where the template looks for it (RFC 6749 5.1)."""
    body: dict[str, Any] = {"token_type": "Bearer"}
    for at, value in ((client.token_at, token), (client.expires_at or "json:/expires_in", lifetime)):
        body = _with(body, tokens_of(at), value)
    return Play(200, _JSON, json.dumps(body).encode())


def _with(node: Any, steps: tuple[str, ...], value: object) -> Any:
    """A document with a value at a place; what is not there yet is made."""
    if not steps:
        return value
    first, *others = steps
    if INDEX.fullmatch(first) and not (isinstance(node, dict) and node):
        listed = node if isinstance(node, list) else []
        listed += [None] * (int(first) + 1 - len(listed)) if int(first) < 100 else []
        if int(first) < len(listed):
            listed[int(first)] = _with(listed[int(first)], tuple(others), value)
        return listed
    named = node if isinstance(node, dict) else {}
    return {**named, first: _with(named.get(first), tuple(others), value)}


def _answers(trial: Trial, client: OAuth2) -> Iterator[Check]:
    """Each bad answer of the endpoint: no message is sent. A token that has expired already is one too."""
    plays = [(one.name, one.why, one.play(client)) for one in bad_answers()]
    if client.expires_at:
        plays.append(("expired", "a token that has expired when it is given", _token(client, _TOKENS[0], 0)))
    for name, why, play in plays:
        trial.provider.clear()
        with trial.provider.playing(play):
            outcome = _exchanged(trial, client, _NO_PATIENCE if play.fault == "slow" else TIMEOUT)
        if isinstance(outcome, SendError):
            yield Check(_ANSWERS, name, Verdict.PASS, f"no message is sent: {why}")
        else:
            said = note("proof-token-kept", why=why)
            yield Check(_ANSWERS, name, Verdict.FAIL, said.message, said.do, said=said)


def _renewals(trial: Trial, client: OAuth2) -> Iterator[Check]:
    """A message that is refused for its token goes out once more with a new one; never for another reason."""
    first, second = (_token(client, token) for token in _TOKENS)
    refused, well, unknown = Play(401), Play(200), Play(500)
    turns = {
        "sent-once": ((first, well), _TOKENS[:1], "a token, and one message with it"),
        "renewed": ((first, refused, second, well), _TOKENS, "a message refused with 401 goes out once more, renewed"),
        "renewed-once": ((first, refused, second, refused), _TOKENS, "a second 401 ends it"),
        "not-renewed-alike": ((first, refused, first, refused), _TOKENS[:1], "the same token is not a new one"),
        "not-renewed-after-500": ((first, unknown, second, well), _TOKENS[:1], "a message that may have been sent"),
    }
    if not oauth.surely_refused(trial.template.response, Answer(401, (), b"")):  # lint warns of such rules
        turns = {"sent-once": turns["sent-once"]}
    for name, (plays, tokens, why) in turns.items():
        trial.provider.clear()
        trial.provider.play_in_turn(plays)
        _exchanged(trial, client, TIMEOUT)
        arrived = [_carried(one, client) for one in trial.provider.received]
        trial.provider.play(Play())
        expected = [with_scheme(client, token) for token in tokens]
        carried = [text for text in arrived if text in [with_scheme(client, token) for token in _TOKENS]]
        verdict = Verdict.PASS if carried == expected else Verdict.FAIL
        differences = (Difference("authentication:token", " ".join(expected), " ".join(carried)),)
        yield Check(_ANSWERS, name, verdict, why, differences=differences if verdict is Verdict.FAIL else ())


def _carried(received: Received, client: OAuth2) -> str:
    return (received.header(client.header) or "").strip(" \t")


def _exchanged(trial: Trial, client: OAuth2, timeout: tuple[float, float]) -> oauth.Exchange | Curl2smsError:
    """What comes of a message with a token: the exchange, or why there was none."""

    def once(request: HttpRequest) -> Answer:
        return trial.provider.send(request, timeout)

    def refused(answer: Answer) -> bool:
        return oauth.surely_refused(trial.template.response, answer)

    try:
        return oauth.exchange(client, trial.rendered(), once, once, refused)
    except (SendError, MaybeSentError) as error:
        return error
