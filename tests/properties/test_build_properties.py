"""A template made of a request makes that request again, and is what the schema admits."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote_plus

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from curl2sms import layers, template
from curl2sms.http import STAND_IN, HttpRequest, split_url, stand_in
from curl2sms.locating.model import Judged, Role, Survey
from curl2sms.numbers import NumberFormat
from curl2sms.rendering import render
from curl2sms.template import schema
from curl2sms.template.dumping import as_data
from tests.decoders import decoded
from tests.examples import examples
from tests.strategies import MadeRequest, requests

NUMBER, MESSAGE = "14155550123", "Hello you"
TRICKY = 'He said "50% off" & <more>; a+b=c? \\ $$To ${KEY}\n₹ 😀'
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=12),
    st.lists(
        st.sampled_from(
            ["$$To", "$$Body", "${x}", "$", "{", "}", "a", stand_in("KEY"), stand_in("KEY_2"), "+", ":", "50% off"]
        ),
        max_size=6,
    ).map("".join),
)
NAMES = st.text(st.characters(categories=["L", "N"], include_characters="_[].-"), min_size=1, max_size=6)
LINES = WORDS.map(lambda text: "".join(c for c in text if c.isprintable() or c in "\ufdd0\ufdd1").strip())
PAIRS = st.lists(st.tuples(NAMES, WORDS), max_size=4, unique_by=lambda pair: pair[0]).map(
    lambda pairs: [pair for pair in pairs if pair[0] not in {"to", "text"}]
)


def _with_stand_ins(text: str) -> str:
    pieces = STAND_IN.split(text)
    return "".join(stand_in(piece) if i % 2 else quote_plus(piece, safe="$") for i, piece in enumerate(pieces))


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{_with_stand_ins(name)}={_with_stand_ins(value)}" for name, value in pairs)


@st.composite
def located(draw: st.DrawFn) -> Survey:
    """A request that says the message and the recipient somewhere, with anything else around them."""
    wanted = [("to", NUMBER), ("text", MESSAGE)]
    kind = draw(st.sampled_from(["query", "form", "json", "json in form"]))
    pairs = draw(PAIRS)
    around = draw(PAIRS)
    url = f"https://example.com/v1/{_with_stand_ins(draw(NAMES))}"
    headers = [(f"X-{number}", line) for number, line in enumerate(draw(st.lists(LINES, max_size=2)))]
    body: str | None = None
    places = ("query:to", "query:text")
    if kind == "query":
        url += "?" + _query([*pairs, *wanted])
    else:
        url += "?" + _query(around)
        document = json.dumps(dict([*wanted, *pairs]), ensure_ascii=draw(st.booleans()))
        document = STAND_IN.sub(
            lambda found: found[0], document.replace("\\ufdd0", "\ufdd0").replace("\\ufdd1", "\ufdd1")
        )
        places = {
            "form": ("form:to", "form:text"),
            "json": ("json:/to", "json:/text"),
            "json in form": ("form:data>json:/to", "form:data>json:/text"),
        }[kind]
        body = {
            "form": _query([*wanted, *pairs]),
            "json": document,
            "json in form": _query([("data", document), *around]),
        }[kind]
        media_type = "application/json" if kind == "json" else "application/x-www-form-urlencoded"
        headers.append(("Content-Type", media_type))
    basic = draw(st.none() | st.tuples(LINES, LINES))
    request = HttpRequest("POST", url, tuple(headers), None if body is None else body.encode(), basic)
    fields = layers.fields(request, names=True)
    to, text = (layers.find(fields, layers.parse_place(at)) for at in places)
    assert to is not None
    assert text is not None
    return Survey(
        request,
        tuple(Judged(field, Role.CONSTANT) for field in fields),
        Judged(to, Role.RECIPIENT),
        Judged(text, Role.MESSAGE),
        number_format=NumberFormat("digits"),
    )


def _filled(request: HttpRequest, values: dict[str, str]) -> HttpRequest:
    """The request with values in place of its variables: what the sample's author would have sent."""

    def fill(text: str) -> str:
        return STAND_IN.sub(lambda found: values[found[1]], text)

    return replace(
        request,
        url=fill(request.url),
        headers=tuple((name, fill(value)) for name, value in request.headers),
        body=None if request.body is None else fill(request.body.decode()).encode(),
        basic=None if request.basic is None else (fill(request.basic[0]), fill(request.basic[1])),
    )


def _meaning(request: HttpRequest) -> Any:
    """A request as a server understands it."""
    url = split_url(request.url)
    body: Any = None if request.body is None else request.body.decode()
    if request.media_type == "application/x-www-form-urlencoded" and body is not None:
        body = parse_qsl(body, keep_blank_values=True)
    credentials = None if request.basic is None else ":".join(request.basic)
    return request.method, url.path, parse_qsl(url.query or "", True), sorted(request.headers), body, credentials


@examples(120)
@given(located())
def test_a_template_makes_the_sample_s_request_again(found: Survey) -> None:
    made = template.build(found, name="any")
    values = {variable.name: f"value{variable.name}" for variable in made.variables if variable.value is None}
    again = render(made, NUMBER, MESSAGE, variables=values)
    assert _meaning(again) == _meaning(_filled(found.request, values | {"KEY": "valueKEY", "KEY_2": "valueKEY_2"}))


@examples(100)
@given(located())
def test_another_text_stands_where_the_sample_s_stood(found: Survey) -> None:
    made = template.build(found, name="any")
    values = {variable.name: "value" for variable in made.variables if variable.value is None}
    again = render(made, "+44 20 7946 0018", TRICKY, variables=values)
    fields = layers.fields(again)
    for judged, wanted in ((found.recipient, "442079460018"), (found.message, TRICKY)):
        assert judged is not None
        field = layers.find(fields, judged.field.place)
        assert field is not None
        assert field.value == wanted


@examples(120)
@given(located())
def test_what_is_built_is_what_the_schema_admits(found: Survey) -> None:
    made = template.build(found, name="any")
    schema.validator().validate(as_data(made))
    assert template.load(template.dump(made), "built") == made
    assert template.dump(template.build(found, name="any")) == template.dump(made)


@st.composite
def located_anywhere(draw: st.DrawFn) -> tuple[MadeRequest, Survey]:
    """Any two values of any request, in any layer and nesting, taken for recipient and message."""
    made = draw(requests())
    fields = [field for field in layers.fields(made.request) if field.place.steps[0].name != "Content-Type"]
    assume(len(fields) > 1)
    to, text = draw(st.permutations(range(len(fields))))[:2]
    assume(fields[text].kind not in {"number", "literal", "bare"})
    judged = tuple(Judged(field, Role.CONSTANT) for field in fields)
    return made, Survey(made.request, judged, judged[to], judged[text])


@examples(150, suppress=[HealthCheck.filter_too_much])
@given(located_anywhere())
def test_number_and_text_arrive_from_any_place_and_all_else_stays(case: tuple[MadeRequest, Survey]) -> None:
    made, found = case
    assert found.recipient is not None
    assert found.message is not None
    built = template.build(found, name="any")
    assert template.load(template.dump(built), "built") == built
    text = TRICKY.replace("\n", " ")
    request = render(built, NUMBER, text)
    wanted = decoded(made.request, made.syntax, made.documents)
    wanted |= {str(found.recipient.field.place): NUMBER, str(found.message.field.place): text}
    got = decoded(request, made.syntax, made.documents)
    if made.syntax == "multipart":  # the boundary is render's own
        del wanted["header:Content-Type"], got["header:Content-Type"]
    assert got == wanted
