"""Templates that fetch a token: sound ones are proven, alone and beside their listing; each fault is caught."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from curl2sms import converting, load, oauth, proving
from curl2sms.errors import Curl2smsError, Source, TemplateError
from curl2sms.http import Answer, HttpRequest, OAuth2
from curl2sms.proving import access_token, preparing
from curl2sms.proving.model import Report, Verdict
from curl2sms.shipped import DATA
from curl2sms.template.dumping import as_data
from curl2sms.template.model import Template

CASES = Path(__file__).parents[1] / "cases"
LISTINGS = [path for path in sorted((CASES / "oauth").glob("*.sh")) if not path.stem.startswith("lost-")]
LOST = [path for path in sorted((CASES / "oauth").glob("lost-*.sh")) if path.stem.endswith(("get", "grant", "query"))]
SOUND = sorted((CASES / "proving").glob("oauth2*.json"))

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_texts")]


def failed(report: Report) -> list[tuple[str, str, object]]:
    return [(check.group, check.name, check.differences) for check in report.of(Verdict.FAIL)]


def converted(path: Path) -> converting.Conversion:
    return converting.convert(Source(path.name, path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", LISTINGS, ids=lambda path: path.stem)
def test_a_listing_is_proven_beside_itself(path: Path, provider: proving.Provider) -> None:
    conversion = converted(path)
    report = proving.verify(conversion.template, provider, sample=conversion.reading)
    assert failed(report) == []
    assert {("token", "token-request"), ("sample", "token")} <= {(check.group, check.name) for check in report.checks}


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_every_kind_of_token_request_is_tried(path: Path, provider: proving.Provider) -> None:
    template = load(path.read_text(encoding="utf-8"))
    report = proving.verify(template, provider)
    assert failed(report) == []
    names = {check.name for check in report.checks if check.group == "token-answers"}
    assert {one.name for one in access_token.bad_answers()} | {"renewed", "renewed-once", "sent-once"} <= names
    tried = {check.at for check in report.checks if check.group == "token-texts"}
    assert tried == {f"${{{one.name}}}" for one in template.variables}


def test_the_bad_answers_are_as_their_schema_says() -> None:
    schema = json.loads((DATA / "token-answers.schema.json").read_text(encoding="utf-8"))
    rows = json.loads((DATA / "token-answers.json").read_text(encoding="utf-8"))
    jsonschema.validate(rows, schema)
    assert len({row["name"] for row in rows}) == len(rows)


@pytest.mark.parametrize("path", LOST, ids=lambda path: path.stem)
def test_a_listing_whose_token_is_lost_is_proven_beside_itself_too(path: Path, provider: proving.Provider) -> None:
    conversion = converted(path)
    assert failed(proving.verify(conversion.template, provider, sample=conversion.reading)) == []


# Faults of what renders and reads.

Fault = Callable[[HttpRequest], HttpRequest]


def of_body(spoil: Callable[[bytes], bytes]) -> Fault:
    return lambda request: replace(request, body=spoil(request.body or b""))


def of_type(media_type: str) -> Fault:
    return lambda request: replace(request, headers=(*request.headers[:1], ("Content-Type", media_type)))


FAULTS: dict[str, Fault] = {
    "method other": lambda request: replace(request, method="GET"),
    "host other": lambda request: replace(request, url=request.url.replace("auth", "api")),
    "path other": lambda request: replace(request, url=request.url.replace("/token", "/tokens")),
    "query added": lambda request: replace(request, url=request.url + "&a=b" if "?" in request.url else "?a=b"),
    "pair lost": of_body(lambda body: body.replace(b"grant_type", b"grant")),
    "scope lost": of_body(lambda body: body.replace(b"&scope=sms%3Asend", b"").replace(b'"scope": "sms:send", ', b"")),
    "value cut off": of_body(lambda body: body.replace(b"credentials", b"credential")),
    "secret lost": lambda request: replace(
        request,
        body=(request.body or b"").replace(b"client_secret", b"client_sec"),
        basic=request.basic and (request.basic[0], ""),
    ),
    "secret twice": of_body(
        lambda body: body.replace(b"{", b'{"client_secret": "x", ') if body[:1] == b"{" else body + b"&client_secret=x"
    ),
    "content type other": of_type("text/plain"),
    "content type swapped": lambda request: of_type(
        "application/json" if "form" in request.headers[-1][1] else "application/x-www-form-urlencoded"
    )(request),
    "plus for a plus": of_body(lambda body: body.replace(b"%2B", b"+").replace(b"\\u00fc", b"u")),
    "header added": lambda request: replace(request, headers=(*request.headers, ("X-Extra", "1"))),
    "bearer before there is one": lambda request: replace(
        request, basic=None, headers=(*request.headers, ("Authorization", "Bearer x"))
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_spoilt_token_request_is_caught(
    name: str, provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, touched = oauth.token_request, set[str]()

    def broken(client: OAuth2) -> HttpRequest:
        request = sound(client)
        spoilt = FAULTS[name](request)
        if spoilt != request:
            touched.add(current)
        return spoilt

    monkeypatch.setattr("curl2sms.oauth.token_request", broken)
    survived = []
    for path in SOUND:
        current = path.stem
        template = load(path.read_text(encoding="utf-8"))
        checks = access_token.checks(preparing.prepared(template, provider))
        caught = any(check.verdict is Verdict.FAIL for check in checks)
        survived += [current] if current in touched and not caught else []
    assert touched
    assert survived == []


def in_another_header(request: HttpRequest, client: OAuth2, token: str) -> HttpRequest:
    return replace(request, headers=(("X-Other", f"{client.scheme} {token}".strip()), *request.headers[1:]))


def without_its_scheme(request: HttpRequest, client: OAuth2, token: str) -> HttpRequest:
    return replace(request, headers=((client.header, f"Key {token}"), *request.headers[1:]))


def twice(request: HttpRequest, client: OAuth2, token: str) -> HttpRequest:
    return replace(request, headers=(oauth.header(client, token), oauth.header(client, token), *request.headers[1:]))


def lost(request: HttpRequest, _client: OAuth2, _token: str) -> HttpRequest:
    return replace(request, headers=request.headers[1:])


def cut_off(request: HttpRequest, client: OAuth2, token: str) -> HttpRequest:
    return replace(request, headers=(oauth.header(client, token[:-1]), *request.headers[1:]))


@pytest.mark.parametrize("fault", [in_another_header, without_its_scheme, twice, lost, cut_off])
def test_a_token_that_goes_elsewhere_is_caught(
    fault: Callable[..., HttpRequest], provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curl2sms.oauth.with_token", fault)
    monkeypatch.setattr("curl2sms.proving.trials.with_token", fault)
    for path in SOUND:
        assert not proving.verify(load(path.read_text(encoding="utf-8")), provider).ok, path.stem


def believes_anything(client: OAuth2, answer: Answer) -> str:
    del client, answer
    return "a-token"


def never_renews(client: OAuth2, request: HttpRequest, fetch: Any, deliver: Any, is_refused: Any) -> oauth.Exchange:
    del is_refused
    token = oauth.token_of(client, fetch(oauth.token_request(client)))
    return oauth.Exchange(deliver(oauth.with_token(request, client, token)), (token,))


def renews_for_anything(
    client: OAuth2, request: HttpRequest, fetch: Any, deliver: Any, is_refused: Any
) -> oauth.Exchange:
    for _ in range(2):
        done = never_renews(client, request, fetch, deliver, is_refused)
        if done.answer.status < 400:
            break
    return done


@pytest.mark.parametrize(
    ("name", "fault"),
    [("token_of", believes_anything), ("exchange", never_renews), ("exchange", renews_for_anything)],
)
def test_an_exchange_that_goes_wrong_is_caught(
    name: str, fault: Callable[..., Any], provider: proving.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = load(SOUND[0].read_text(encoding="utf-8"))
    monkeypatch.setattr(f"curl2sms.oauth.{name}", fault)
    assert {group for group, _, _ in failed(proving.verify(template, provider))} == {"token-answers"}


# Templates that were changed, beside their listing.


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "pair lost": lambda data: data["parameters"].pop() if data["parameters"] else data.update(client_id="x"),
    "pair added": lambda data: data["parameters"].append({"key": "resource", "value": "x"}),
    "secret changed": lambda data: data.update(client_secret=data["client_secret"] + "x"),
    "id changed": lambda data: data.update(client_id=data["client_id"] + "x"),
    "syntax other": lambda data: data.update(syntax="form" if data["syntax"] == "json" else "json"),
    "place of the client other": lambda data: data.update(client="body" if data["client"] == "basic" else "basic"),
    "token's header other": lambda data: data.update(header="X-Other"),
    "token's scheme other": lambda data: data.update(scheme="Key"),
    "token's URL other": lambda data: data.update(token_url=data["token_url"].replace("/token", "/tokens")),
    "token's URL plain": lambda data: data.update(token_url=data["token_url"].replace("https", "http")),
    "secret in the URL": lambda data: data.update(token_url=data["token_url"] + "?client_secret=x"),
    "grant other": lambda data: data["parameters"].insert(0, {"key": "grant_type", "value": "password"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_template_is_caught_beside_its_listing(name: str, provider: proving.Provider) -> None:
    survived = []
    for path in (path for path in LISTINGS if path.stem in ("form-basic-with-scope", "json-body-with-audience")):
        conversion = converted(path)
        data = copy.deepcopy(as_data(conversion.template))
        CHANGES[name](data["authentication"])
        try:
            changed: Template = load(json.dumps(data))
        except TemplateError:
            continue
        report = proving.verify(changed, provider, sample=conversion.reading)
        survived += [path.stem] if report.ok else []
    assert survived == []


def test_another_place_of_the_token_is_caught_where_the_listing_shows_it(provider: proving.Provider) -> None:
    shown, assumed = (next(path for path in LISTINGS if path.stem == stem) for stem in ("form-body", "placeholders"))
    for path, is_ok in ((shown, False), (assumed, True)):
        conversion = converted(path)
        assert conversion.template.client is not None
        client = replace(conversion.template.client, token_at="json:/other")
        template = replace(conversion.template, authentication=client)
        assert proving.verify(template, provider, sample=conversion.reading).ok == is_ok


def test_a_listing_without_a_token_does_not_prove_a_template_with_one(provider: proving.Provider) -> None:
    conversion = converted(LISTINGS[0])
    sending = conversion.reading.source.text[conversion.reading.span.start :].replace("$TOKEN", "t0ken")
    other = converting.convert(Source("s", sending))
    report = proving.verify(conversion.template, provider, sample=other.reading)
    assert ("sample", "token") in {(group, name) for group, name, _ in failed(report)}


def test_no_report_shows_the_client_s_secret(provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    from curl2sms import report

    sound = oauth.token_request
    monkeypatch.setattr(
        "curl2sms.oauth.token_request", lambda client: FAULTS["value cut off"](FAULTS["secret twice"](sound(client)))
    )
    conversion = converted(LISTINGS[0])
    found = proving.verify(conversion.template, provider, sample=conversion.reading)
    assert not found.ok
    for name in report.FORMATS:
        assert "q8Zt40LmX2" not in report.FORMATS[name]([found]), name
    assert "q8Zt40LmX2" not in report.text([found])
    assert "q8Zt40LmX2" not in repr(conversion.template)


def test_a_request_that_cannot_be_made_is_told_once(provider: proving.Provider) -> None:
    template = load(SOUND[0].read_text(encoding="utf-8"))
    report = proving.verify(template, provider, variables={"ID": "a:b" if template.client else ""})
    told = [check for check in report.of(Verdict.FAIL) if check.group.startswith("token")]
    assert len(told) <= 1


def test_what_is_raised_is_ours() -> None:
    client = OAuth2("https://a.example/t", "id", "secret")
    for answer in (Answer(200, (), b"\xff"), Answer(200, (), b"[" * 9999), Answer(302, (), b"")):
        with pytest.raises(Curl2smsError):
            oauth.token_of(client, answer)
