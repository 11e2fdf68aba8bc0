"""Requests made templates: what goes where, and what no template can hold."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from curl2sms import layers, template
from curl2sms.errors import SampleError
from curl2sms.http import HttpRequest, stand_in
from curl2sms.locating.model import Judged, Role, Survey
from curl2sms.numbers import NumberFormat
from curl2sms.rendering import render
from curl2sms.template.model import Basic, Document, Pair, Parameters, Template, Variable

FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
URL = "https://example.com/send"


def _built(
    request: HttpRequest,
    to: str,
    body: str,
    *,
    prefix: str = "",
    suffix: str = "",
    credentials: Sequence[str] = (),
    variables: Sequence[Variable] = (),
) -> Template:
    """The template of a request whose recipient and message are at those places."""
    fields = layers.fields(request, names=True)

    def judged(place: str, role: Role) -> Judged:
        field = layers.find(fields, layers.parse_place(place))
        assert field is not None, place
        return Judged(field, role)

    roles = tuple(Judged(f, Role.CREDENTIAL if str(f.place) in credentials else Role.CONSTANT) for f in fields)
    survey = Survey(
        request, roles, judged(to, Role.RECIPIENT), judged(body, Role.MESSAGE), prefix, suffix, NumberFormat("digits")
    )
    made = template.build(survey, name="any", variables=variables)
    assert template.load(template.dump(made), "built") == made
    return made


def _query(query: str = "", *, url: str = URL, **values: object) -> HttpRequest:
    return HttpRequest("GET", f"{url}?to=14155550123&text=Hi{query}", **values)  # type: ignore[arg-type]


def _posted(body: str, *headers: tuple[str, str]) -> HttpRequest:
    return HttpRequest("POST", URL, headers, body.encode())


def test_wire_text_stays_to_the_letter() -> None:
    body = '{ "to" : "14155550123",\n\t"price": 1.10, "id": 12345678901234567890, "a": 1, "a": 2, "text":"H\\u0069"}'
    made = _built(_posted(body, JSON), "json:/to", "json:/text")
    assert made.parameters.body == body.replace("14155550123", "$$To").replace("H\\u0069", "$$Body")
    assert made.headers == (Pair(*JSON),)


def test_only_the_implied_type_of_a_form_is_left_out() -> None:
    body = "to=14155550123&text=Hi"
    assert _built(_posted(body, ("X", "1"), FORM), "form:to", "form:text").headers == (Pair("X", "1"),)
    for stated in (JSON, ("content-type", FORM[1]), (FORM[0], f"{FORM[1]}; charset=utf-8")):
        assert _built(_posted(body, ("X", "1"), stated), "form:to", "form:text").headers[-1] == Pair(*stated)
    # Stated first, it stays first.
    assert _built(_posted(body, FORM, ("X", "1")), "form:to", "form:text").headers == (Pair(*FORM), Pair("X", "1"))


def test_a_counted_length_is_left_out() -> None:
    assert _built(_query(headers=(("content-length", "0"),)), "query:to", "query:text").headers == ()


@pytest.mark.parametrize(
    ("body", "space"),
    [("text=Hi%20you&a=b%20c", "%20"), ("text=Hi+you", "+"), ("text=Hi", "+"), ("text=a+b%20c+d", "+")],
)
def test_the_space_is_spelt_as_in_the_sample(body: str, space: str) -> None:
    made = _built(_posted(f"to=14155550123&{body}", FORM), "form:to", "form:text")
    assert made.parameters.space == space


def test_without_a_form_the_query_tells_the_space() -> None:
    made = _built(_query("&from=my%20shop"), "query:to", "query:text")
    assert made.parameters == Parameters("none", space="%20")
    assert made.endpoint == f"{URL}?to=$$To&text=$$Body&from=my%20shop"


def test_the_space_is_spelt_as_around_the_message() -> None:
    request = HttpRequest("POST", f"{URL}?text=Hi%20you", (FORM,), b"to=14155550123&from=my+shop")
    assert _built(request, "form:to", "query:text").parameters.space == "%20"


def test_a_multipart_is_its_parts() -> None:
    body = (
        '--b\r\nContent-Disposition: form-data; name="to"\r\n\r\n14155550123\r\n'
        '--b\r\nContent-Disposition: form-data; name="text"\r\nContent-Type: text/plain\r\n\r\nHi\r\n--b--\r\n'
    )
    made = _built(_posted(body, ("Content-Type", "multipart/form-data; boundary=b")), "multipart:to", "multipart:text")
    assert made.parameters == Parameters("multipart", (Pair("to", "$$To"), Pair("text", "$$Body", "text/plain")))
    assert made.headers == ()


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        ('form-data; name="text"; filename="a.txt"', "multipart/form-data"),
        ('form-data; name="text"\r\nX-Part: 1', "multipart/form-data"),
        ('attachment; name="text"', "multipart/form-data"),
        ('form-data; name="text"', "multipart/mixed"),
    ],
)
def test_a_multipart_of_more_than_named_texts_stays_as_it_is(head: str, media_type: str) -> None:
    body = f"--b\r\nContent-Disposition: {head}\r\n\r\nHi\r\n--b--\r\n"
    request = HttpRequest(
        "POST", f"{URL}?to=14155550123", (("Content-Type", f"{media_type}; boundary=b"),), body.encode()
    )
    made = _built(request, "query:to", "multipart:text")
    assert made.parameters == Parameters("raw", syntax="text", body=body.replace("Hi", "$$Body"))
    assert render(made, "14155550123", "Hi") == request


def test_the_documents_that_hold_tokens_are_listed_outermost_first() -> None:
    inner = json.dumps({"b": json.dumps({"to": "14155550123"})})
    order = f"<order><key>{stand_in('KEY')}</key></order>"
    body = json.dumps({"a": inner, "none": '{"x": 1}', "k": order}, ensure_ascii=False)
    request = HttpRequest("POST", f"{URL}?text=Hi", (JSON,), body.encode())
    made = _built(request, "json:/a>json:/b>json:/to", "query:text")
    assert made.documents == (
        Document("json:/a", "json"),
        Document("json:/a>json:/b", "json"),
        Document("json:/k", "xml"),
    )


def test_a_name_may_be_the_recipient() -> None:
    made = _built(HttpRequest("GET", f"{URL}?14155550123=Hi"), "query:14155550123#", "query:14155550123")
    assert made.endpoint == f"{URL}?$$To=$$Body"


def test_what_stands_around_the_number_stays() -> None:
    body = '{"to": "tel:14155550123@sms", "text": "Hi"}'
    made = _built(_posted(body, JSON), "json:/to", "json:/text", prefix="tel:", suffix="@sms")
    assert made.parameters.body == '{"to": "tel:$$To@sms", "text": "$$Body"}'


def test_a_letter_after_a_placeholder_does_not_become_part_of_it() -> None:
    made = _built(_posted("14155550123xHi", ("Content-Type", "text/plain")), "body", "path:1", suffix="xHi")
    assert made.parameters.body == "$$To${LITERAL_1}Hi"
    assert made.variables == (Variable("LITERAL_1", description="a text of the sample, not a token", value="x"),)


def test_text_like_a_token_is_written_through_a_variable() -> None:
    request = _query("&a=$$To&b=$$Body$$To&c=$$Total&d=${X}&e=$5", basic=("pa$$Body", "x$${Y}"))
    made = _built(request, "query:to", "query:text", variables=[Variable("LITERAL_1", secret=True)])
    assert made.endpoint.endswith("&a=${LITERAL_2}&b=${LITERAL_3}${LITERAL_2}&c=$$Total&d=${LITERAL_4}&e=$5")
    assert made.authentication == Basic("pa${LITERAL_3}", "x$${LITERAL_5}")
    assert {v.name: v.value for v in made.variables} == {
        "LITERAL_2": "$$To",
        "LITERAL_3": "$$Body",
        "LITERAL_4": "${X}",
        "LITERAL_5": "${Y}",
    }
    again = render(made, "14155550123", "Hi")
    assert again.basic == request.basic


def test_variables_are_listed_once_in_order_of_use_the_secret_ones_by_role() -> None:
    user, token, key = stand_in("USER_1"), stand_in("TOKEN"), stand_in("KEY")
    request = _query(f"&key={key}&again={key}", headers=(("X-Token", token),), basic=(user, ""))
    made = _built(
        request,
        "query:to",
        "query:text",
        credentials=["header:X-Token"],
        variables=[Variable("KEY", description="the key"), Variable("UNUSED")],
    )
    assert made.variables == (
        Variable("KEY", description="the key"),
        Variable("USER_1", secret=True),
        Variable("TOKEN", secret=True),
    )
    assert made.endpoint.endswith("&key=${KEY}&again=${KEY}")
    assert made.headers == (Pair("X-Token", "${TOKEN}"),)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_variable_may_be_the_origin(scheme: str) -> None:
    request = _query(url=f"{scheme}://{stand_in('BASE')}/send")
    made = _built(request, "query:to", "query:text", variables=[Variable("BASE", kind="url")])
    assert made.endpoint == "${BASE}/send?to=$$To&text=$$Body"
    assert made.variables == (Variable("BASE", kind="url"),)


def test_a_variable_may_be_the_host_or_a_label_of_it() -> None:
    for host in (stand_in("HOST"), f"{stand_in('HOST')}.example.com"):
        made = _built(_query(url=f"https://{host}/send"), "query:to", "query:text")
        assert made.endpoint.startswith("https://${HOST}")
        assert made.variables == (Variable("HOST"),)


def test_the_first_colon_parts_user_name_and_password() -> None:
    made = _built(_query(basic=("a:b", "c")), "query:to", "query:text")
    assert made.authentication == Basic("a", "b:c")


def test_the_charset_is_the_sample_s() -> None:
    request = HttpRequest(
        "POST",
        URL,
        (("Content-Type", "text/xml; charset=ISO-8859-1"),),
        "<m><to>14155550123</to><t>é</t></m>".encode("latin-1"),
    )
    made = _built(request, "xml:/m/to", "xml:/m/t")
    assert made.charset == "iso-8859-1"
    assert render(made, "14155550123", "é") == request


@pytest.mark.parametrize(
    ("request_", "to", "note_id"),
    [
        (_query(url=f"https://sms-{stand_in('X')}.example.com/send"), "query:to", "sample-no-template"),
        (_query(url=f"https://example.com:{stand_in('X')}/send"), "query:to", "sample-no-template"),
        (_query(headers=(("X-A", "a\nX-B: b"),)), "query:to", "sample-no-template"),
        (_query(basic=("a", "b\0")), "query:to", "sample-no-template"),
        (HttpRequest("P T", f"{URL}?to=1&text=Hi"), "query:to", "sample-no-template"),
        (HttpRequest("POST", f"{URL}?text=Hi&to=1", (FORM,), b"a=%E9"), "query:to", "sample-no-text"),
        (HttpRequest("POST", f"{URL}?text=Hi&to=1", (JSON,), b'{"a": "\xe9"}'), "query:to", "sample-no-text"),
    ],
)
def test_what_no_template_can_hold_is_refused(request_: HttpRequest, to: str, note_id: str) -> None:
    with pytest.raises(SampleError) as caught:
        _built(request_, to, "query:text")
    assert caught.value.note.id == note_id
    assert caught.value.note.do


def test_a_document_may_be_under_a_name_in_another_charset() -> None:
    query = "d%F6=%7B%22to%22%3A%2214155550123%22%2C%22text%22%3A%22Hi%22%7D"
    made = _built(HttpRequest("GET", f"{URL}?{query}"), "query:dö>json:/to", "query:dö>json:/text")
    assert made.documents == (Document("query:dö", "json"),)
    assert made.charset == "iso-8859-1"
    sent = render(made, "14155550123", 'a"ö')
    assert sent.url == f"{URL}?{query.replace('Hi', 'a%5C%22%F6')}"
