"""A structure that a template does not state is a failure that names its place; a plain text is none.

The rows are raw bodies, then values of a form. The wire decides: what a server would take a body for by its
Content-Type and its shape is compared with what the template says.
"""

from __future__ import annotations

import json

import jsonschema
import pytest

from curl2sms.proving import oracle
from curl2sms.proving.oracle import structure
from curl2sms.records import replace
from curl2sms.shipped import DATA
from curl2sms.template.model import Document, Pair, Parameters, Template

ORIGIN = "https://a.example.com/"
FORM = "application/x-www-form-urlencoded"
PART = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
PARTS = PART.format("to", "$$To") + PART.format("text", "$$Body") + "--b--\r\n"
TWO_LINES = '{"to": "$$To", "text": "$$Body"}\n{"to": "4711", "text": "-"}\n'

# Content-Type (None where the template states none), stated syntax, body -> the note that says what is wrong.
BAD_BODIES: list[tuple[str | None, str, str, str]] = [
    (FORM, "text", "from=ACME&msisdn=$$To&content=$$Body", "proof-type-other"),
    (FORM.title() + " ; Charset=UTF-8", "text", "content=$$Body", "proof-type-other"),
    (FORM, "text", "$$To&$$Body", "proof-type-other"),
    ("text/plain", "text", "msisdn=$$To&content=$$Body", "proof-type-other"),
    (None, "text", "recipients[0]=$$To&sms.text=$$Body\n", "proof-type-other"),
    (FORM, "csv", "msisdn=$$To&content=$$Body", "proof-type-other"),
    ("multipart/form-data; boundary=b", "text", PARTS, "proof-type-other"),
    (None, "text", PARTS, "proof-type-other"),
    ("text/plain", "text", "msisdn=$$To&flash&content=Dear customer,\n$$Body&", "proof-type-other"),
    ("multipart/mixed; boundary=b", "text", "$$Body", "proof-type-other"),
    ("text/csv", "text", "$$To;$$Body", "proof-syntax-media"),
    ("TEXT/CSV; header=present", "text", "$$Body", "proof-syntax-media"),
    ("text/plain", "text", "msisdn;content\n$$To;$$Body\n", "proof-syntax-other"),
    ("text/tab-separated-values", "text", "$$To\t$$Body", "proof-syntax-media"),
    ("application/json", "text", '"$$Body"', "proof-syntax-media"),
    ("application/vnd.acme.sms+json", "text", "$$To $$Body", "proof-syntax-media"),
    ("text/plain", "text", '{"n": $$To, "t": "$$Body"}', "proof-syntax-other"),
    ("text/plain", "text", '["$$To", "$$Body"]', "proof-syntax-other"),
    (None, "text", "{n: '$$To', t: '$$Body'}", "proof-syntax-other"),
    ("application/x-ndjson", "text", TWO_LINES, "proof-json-lines"),
    (None, "text", TWO_LINES, "proof-json-lines"),
    ("application/x-ndjson", "json", TWO_LINES, "proof-syntax"),
    ("application/x-ndjson", "json", '{"to": "$$To",\n "text": "$$Body"}', "proof-json-lines"),
    (None, "json", '{"to": "$$To", "text": "$$Body", "text": ""}', "proof-name-repeated"),
    (None, "json", '{"to": "$$To", "text": "", "text": "$$Body"}', "proof-name-repeated"),
    (None, "json", '{"to": "$$To", "sms": {"text": "$$Body"}, "sms": {}}', "proof-name-repeated"),
    ("application/soap+xml", "text", "<to>$$To</to>\n<text>$$Body</text>", "proof-syntax-other"),
    ("text/plain", "text", "<to>$$To</to><text>$$Body</text>", "proof-syntax-other"),
    ("text/xml", "text", "$$Body", "proof-syntax-media"),
    ("application/json", "json", "to=$$To&text=$$Body", "proof-syntax"),
    ("text/xml", "xml", '{"to": "$$To", "text": "$$Body"}', "proof-syntax"),
    ("text/csv", "csv", '{"to": "$$To", "text": "$$Body"}', "proof-syntax-other"),
]

GOOD_BODIES: list[tuple[str | None, str, str]] = [
    ("text/plain", "text", "$$Body"),
    (FORM, "text", "$$Body"),
    (None, "text", "$$Body"),
    ("text/plain", "text", "[ACME] $$Body"),
    ("text/plain", "text", "[$$Body]"),
    ("text/plain", "text", "<ACME> $$Body"),
    ("text/plain", "text", "{ACME} $$Body"),
    ("text/plain", "text", "{$$Body}"),
    ("text/plain", "text", "$$To: $$Body"),
    ("text/plain", "text", "Dear customer, a=b & c=d: $$Body"),
    ("text/plain", "text", "Dear customer,\n$$Body, says ACME"),
    ("application/octet-stream", "text", "$$To\r\n\r\n$$Body"),
    (FORM, "json", '{"to": "$$To", "text": "$$Body"}'),
    (None, "json", '{"to": $$To, "text": "$$Body"}'),
    (None, "json", '{"to": "$$To", "text": "$$Body", "text2": "", "from": "a", "from": "b"}'),
    ("application/json", "json", '{\n "to": "$$To",\n "text": "$$Body"\n}'),
    ("application/x-ndjson", "xml", '<sms to="$$To">\n<text>$$Body</text>\n</sms>'),
    ("text/plain", "json", '[{"to": "$$To", "text": "$$Body"}]'),
    ("application/x-ndjson", "json", '{"to": "$$To", "text": "$$Body"}\n'),
    (FORM, "xml", "<sms><to>$$To</to><text>$$Body</text></sms>"),
    ("text/xml", "xml", '<?xml version="1.0"?>\n<sms to="$$To">$$Body</sms>'),
    ("text/csv", "csv", "msisdn;content\n$$To;$$Body\n"),
    (FORM, "csv", "$$To;ACME;$$Body"),
    (FORM, "csv", "to;flash=1\n$$Body"),
    ("text/csv", "csv", "$$Body"),
]

BAD_VALUES = {
    '{"to": "$$To", "text": "$$Body"}': "json",
    '{"n": $$Body}': "json",
    '["ACME", $$Body]': "json",
    '[{"n": 1}, $$Body]': "json",
    ' ["$$Body"] ': "json",
    "<b>$$Body</b>": "xml",
    "<sms to='$$Body'/>": "xml",
    '<?xml version="1.0"?><a>$$Body</a>': "xml",
    "<$$Body/>": "xml",
    "%7B%22text%22%3A%22$$Body%22%7D": "percent",
    "%3Ca%3E$$Body%3C%2Fa%3E": "percent",
    "msisdn;content\n$$To;$$Body": "csv",
    "to,text\r\n4711,$$Body\r\n": "csv",
}
URL, GRAPHQL = "a URL", "the source of a GraphQL call"
AROUND, LENIENT = "JSON with other text around it", "JSON that only lenient readers take"
INESCAPABLE = {
    "to=$$To&text=$$Body": "a form",
    "text=$$Body&from=ACME": "a form",
    "sms[to]=4711&sms[text]=$$Body": "a form",
    '{"text": "$$Body"}\n{"text": "-"}': structure.JSON_LINES,
    '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n$$Body\r\n--b--\r\n': "multipart",
    "https://acme.example/?to=$$To&text=$$Body": URL,
    " HTTP://acme.example/#send?text=$$Body ": URL,
    "https%3A%2F%2Facme.example%2F%3Ftext%3D$$Body": URL,
    "to%3D$$To%26text%3D$$Body": "a form",
    "{to: '$$To', text: '$$Body'}": LENIENT,
    '[{"text": "$$Body",}]': LENIENT,
    'callback({"text": "$$Body"});': AROUND,
    '{"text": "$$Body"};': AROUND,
    'var a = ["$$To", "$$Body"]': AROUND,
    'call([{"n": 1}, $$Body])': AROUND,
    '[4711] {"a": 1} call({"text": "$$Body"})': AROUND,
    "[1] " * 30 + 'call({"text": "$$Body"})': AROUND,
    'mutation { send(to: "$$To", text: "$$Body") { id } }': GRAPHQL,
    'mutation Send($a: Int = 1) { send(to: "$$To", text: "$$Body") { id } }': GRAPHQL,
    'mutation Send($a: String = "a") { send(to: "$$To", text: "$$Body") { id } }': GRAPHQL,
    'mutation { me { id } sent: send(to: "$$To", text: "$$Body") { id } }': GRAPHQL,
    '\n  query {\n  send (\n text: "$$Body"\n) { id }\n}\n': GRAPHQL,
    'subscription { sent(text: "$$Body") }': GRAPHQL,
    '{ send(to: "$$To", text: "$$Body") }': GRAPHQL,
}
GOOD_VALUES = [
    "[ACME] $$Body",
    "[$$Body]",
    "[4711, $$Body]",
    "<ACME> $$Body",
    "<$$Body>",
    "{ACME} $$Body",
    "{$$Body}",
    '"$$Body"',
    "a <b>$$Body</b>",
    "{{$$Body}}",
    "100%25 $$Body",
    '{"text": "ACME"}: $$Body',
    "text=$$Body",
    "a=b & c=d: $$Body",
    "Tom & Jerry = $$Body",
    "https://acme.example/?to=$$To",
    "$$Body https://acme.example/?a=b",
    '{"a": 1} $$Body',
    "[ACME] {4711} $$Body",
    "call(me) {$$Body}",
    '$$Body {"a": 1}',
    "{ACME: $$Body}",
    "{'ACME': $$Body}",
    "see [4711, $$Body]",
    "subscriptions {call (me) $$Body}",
    "https://acme.example/?to=4711 $$Body",
    "https://acme.example and what?$$Body",
    "Dear customer,\n$$Body, says ACME",
]


# Content-Type -> the structure that it shows.
MEDIA_TYPES = {
    "application/x-www-form-urlencoded; charset=utf-8": "form",
    "multipart/form-data; boundary=x": "multipart",
    "multipart/related": "multipart",
    "text/json": "json",
    "application/problem+json": "json",
    "application/xml": "xml",
    "text/XML;charset=utf-8": "xml",
    "application/atom+xml": "xml",
    "application/csv": "csv",
    "text/comma-separated-values": "csv",
    "text/tab-separated-values": "csv",
    "application/x-ndjson": structure.JSON_LINES,
    "application/ndjson": structure.JSON_LINES,
    "application/jsonl": structure.JSON_LINES,
    "application/x-jsonlines": structure.JSON_LINES,
    "application/jsonlines": structure.JSON_LINES,
    "application/json-seq": structure.JSON_LINES,
    "application/geo+json-seq": structure.JSON_LINES,
    "text/plain": None,
    "application/octet-stream": None,
    "json": None,
    "": None,
}
# The text of a body -> the structure that it shows.
SHAPES = {
    '{"a": 1}': "json",
    '{"a": 1}\n{"a": 2}\n': structure.JSON_LINES,
    '\x1e{"a": 1}\n': structure.JSON_LINES,
    '{"a": "x\u2028y"}\n \n{"a": 2}': structure.JSON_LINES,
    '{"a": 1}\nx': None,
    "<a>x</a>": "xml",
    "\n<a>x</a>\n<b>y</b>\n": "xml",
    "<a>x<b>y</b>z</a><c>w</c>": "xml",
    '<?xml version="1.0"?>\n<a>x</a>': "xml",
    "<a>x</a> and <b>y</b>": None,
    "x <a>y</a>": None,
    "<a>x</a> y": None,
    "<!-- x --> y <a>z</a>": None,
    "<x> says y": None,
    "<!-- x -->": None,
    "to;text\n4711;x": "csv",
    "\nto\ttext\r\n4711\tx\r\n": "csv",
    'to,text\n4711,"x, y"': "csv",
    '"to.nr"|"what-text"\n"4711"|"x"': "csv",
    "to,text\nHello, x, you": None,
    "to\ttext\tref\n4711\tx\t\n": "csv",
    "to;what to say\n4711;x": None,
    "to;text\n4711;x\nfoo": None,
    "to;text": None,
    "\r\n--b\ncontent-type: text/plain\n\nx\n--b--": "multipart",
    "-- \nx": None,
    "a=1&b=2": "form",
    "\na%5B0%5D=1&b+c=x\ny&d-e=2\n": "form",
    "&a=1&flash&b=2&": "form",
    "a=1&b=2&c d": None,
    "=1&=2": None,
    "a=1": None,
    "a=1&b": None,
    "": None,
}


def of_body(content_type: str | None, syntax: str, body: str) -> Template:
    headers = () if content_type is None else (Pair("Content-Type", content_type),)
    return Template(
        "t", "POST", "https://a.example.com/", headers=headers, parameters=Parameters("raw", body=body, syntax=syntax)
    )


def of_pair(key: str, value: str, documents: tuple[Document, ...] = ()) -> Template:
    pairs = (Pair("to", "$$To"), Pair(key, value))
    return Template(
        "t", "POST", "https://a.example.com/", parameters=Parameters("form", pairs=pairs), documents=documents
    )


def errors(template: Template) -> list[str]:
    return [defect.id for defect in oracle.expectation(template).defects if defect.kind == "error"]


@pytest.mark.parametrize(("content_type", "shown"), MEDIA_TYPES.items())
def test_a_media_type_tells_a_structure(content_type: str, shown: str | None) -> None:
    assert structure.of_media_type(content_type) == shown


@pytest.mark.parametrize(("text", "shown"), SHAPES.items())
def test_a_text_shows_a_structure(text: str, shown: str | None) -> None:
    assert structure.of_shape([text]) == shown
    assert structure.of_shape(["-", text]) == shown


@pytest.mark.parametrize(
    ("text", "lenient"),
    [("{a: 1}", True), ("[{'a': 1},]", True), ('{"a": 1}', False), ("[a]", False), ("x {a: 1}", False), ("{a", False)],
)
def test_json_for_lenient_readers_alone(text: str, lenient: bool) -> None:
    assert structure.is_lenient_json(text) is lenient


@pytest.mark.parametrize(("text", "most"), [("", 0), ("a", 1), ("a;b\nc", 2), ("a\nb", 1)])
def test_the_columns_of_a_csv_text(text: str, most: int) -> None:
    assert structure.columns(text) == most


@pytest.mark.parametrize(("content_type", "syntax", "body", "expected"), BAD_BODIES)
def test_a_body_of_another_structure_fails(content_type: str | None, syntax: str, body: str, expected: str) -> None:
    assert errors(of_body(content_type, syntax, body)) == [expected]


@pytest.mark.parametrize(("content_type", "syntax", "body"), GOOD_BODIES)
def test_a_body_of_the_stated_structure_is_sound(content_type: str | None, syntax: str, body: str) -> None:
    assert errors(of_body(content_type, syntax, body)) == []


@pytest.mark.parametrize(
    ("body", "warned"), [("$$Body", False), ("ACME", False), ("$$To: $$Body", True), ("ACME $$Body", True)]
)
def test_a_text_of_unknown_format_is_warned_of(body: str, warned: bool) -> None:
    defects = oracle.expectation(of_body("text/plain", "text", body)).defects
    assert [(defect.id, defect.kind) for defect in defects] == [("proof-format-unknown", "warning")] * warned


@pytest.mark.parametrize(("value", "syntax"), BAD_VALUES.items())
def test_a_value_that_is_a_document_must_be_listed(value: str, syntax: str) -> None:
    defects = oracle.expectation(of_pair("data", value)).defects
    assert defects[0].id == "proof-untold-document"
    assert defects[0].at == "form:data"
    assert f'"{syntax}"' in defects[0].do


@pytest.mark.parametrize(("value", "shown"), INESCAPABLE.items())
def test_a_structure_that_no_list_of_documents_can_state_fails(value: str, shown: str) -> None:
    (defect,) = oracle.expectation(of_pair("data", value)).defects
    assert (defect.id, defect.at) == ("proof-structure-in-value", "form:data")
    assert shown in defect.message
    if "\n" not in value:
        header = Template("t", "GET", "https://a.example.com/", headers=(Pair("X-Data", value),))
        assert errors(header) == ["proof-structure-in-value"]
    assert errors(of_pair("data", "a=1&b=2")) == []


@pytest.mark.parametrize("value", GOOD_VALUES)
def test_words_in_brackets_are_no_document(value: str) -> None:
    assert errors(of_pair("data", value)) == []


@pytest.mark.parametrize(
    "body",
    ['payload={"to": "$$To", "text": "$$Body"}', 'callback(["$$Body"])', 'mutation { send(text: "$$Body") { id } }'],
)
def test_a_body_with_a_structure_within_fails(body: str) -> None:
    assert errors(of_body("text/plain", "text", body)) == ["proof-structure-in-value"]


def test_json_that_is_too_deep_to_be_read_is_none() -> None:
    assert errors(of_pair("data", 'a ["$$Body", ' + "[" * 100_000)) == []


def test_the_text_after_an_element_may_hold_no_structure() -> None:
    documents = (Document("form:data", "xml"),)
    assert errors(of_pair("data", '<a><br/>say("$$Body")</a>', documents)) == []
    assert errors(of_pair("data", '<a><br/>say(["$$Body"])</a>', documents)) == ["proof-structure-in-value"]


@pytest.mark.parametrize(("name", "fails"), [("Cookie", True), ("cookie", True), ("X-Cookie", False)])
def test_a_placeholder_in_cookies_fails(name: str, fails: bool) -> None:
    headers = (Pair(name, "a=1; text=$$Body"),)
    made = Template("t", "GET", "https://a.example.com/?to=$$To", headers=headers)
    assert errors(made) == ["proof-structure-in-value"] * fails
    assert errors(replace(made, headers=(Pair(name, "a=1"), *headers))) == ["proof-structure-in-value"] * fails


@pytest.mark.parametrize(
    ("value", "fails"),
    [
        ('type=sms; text="$$Body"', True),
        ('Digest username="u",text="to you: $$Body"', True),
        ('OAuth token="${TOKEN}"', False),
        ('say "$$Body"', False),
    ],
)
def test_a_message_among_the_parameters_of_a_header_fails(value: str, fails: bool) -> None:
    made = Template("t", "GET", "https://a.example.com/?to=$$To", headers=(Pair("X-Message", value),))
    assert errors(made) == ["proof-structure-in-value"] * fails
    assert errors(of_pair("data", value)) == []
    for endpoint in (made.endpoint, f"{made.endpoint}&text=$$Body"):
        number = Pair("X-Message", value.replace("$$Body", "to you: $$To"))
        assert errors(replace(made, endpoint=endpoint, headers=(number,))) == []


@pytest.mark.parametrize(
    ("content_type", "value", "expected"),
    [
        ("text/plain; charset=iso-8859-1", "$$Body", ["proof-charset"]),
        ("text/plain; charset=UTF8", "$$Body", []),
        ("text/plain; charset=nobodys", "$$Body", ["proof-charset"]),
        ("application/json", '"$$Body"', ["proof-untold-document"]),
        ("text/xml", "$$Body", ["proof-untold-document"]),
        ("text/csv", "$$Body", ["proof-untold-document"]),
        ("application/json", "{}", []),
        ("application/x-www-form-urlencoded", "text=$$Body", ["proof-structure-in-value"]),
        ("application/x-www-form-urlencoded", "$$Body", []),
        ("application/x-ndjson", "$$Body", ["proof-structure-in-value"]),
        ("text/plain", "$$Body", []),
        ("text/plain", "a/b; charset=iso-8859-1 $$Body", []),
    ],
)
def test_a_part_is_what_its_content_type_says(content_type: str, value: str, expected: list[str]) -> None:
    parts = Parameters("multipart", (Pair("to", "$$To"), Pair("text", value, content_type)))
    assert errors(Template("t", "POST", "https://a.example.com/", parameters=parts)) == expected


def test_a_part_that_states_no_charset_has_that_of_the_template() -> None:
    parts = Parameters("multipart", (Pair("to", "$$To"), Pair("text", "$$Body", "text/plain")))
    headers = (Pair("Content-Type", "multipart/form-data; charset=iso-8859-1"),)
    made = Template("t", "POST", ORIGIN, headers=headers, parameters=parts, charset="iso-8859-1")
    assert errors(made) == []


@pytest.mark.parametrize(("coding", "fails"), [("gzip", True), ("deflate, br", True), (" Identity", False)])
def test_a_body_is_not_compressed(coding: str, fails: bool) -> None:
    headers = (Pair("Content-Encoding", coding),)
    made = replace(of_body(None, "text", "$$Body"), headers=headers)
    assert errors(made) == ["proof-content-encoding"] * fails
    assert errors(Template("t", "GET", "https://a.example.com/?to=$$To&t=$$Body", headers=headers)) == []


@pytest.mark.parametrize(
    ("written", "fails"),
    [("+$$To", True), ("a,+$$To", True), ("%20$$To", False), ("%2B$$To", False), ("+a$$To", False)],
)
def test_a_plus_before_the_number_is_encoded(written: str, fails: bool) -> None:
    made = Template("t", "GET", f"https://a.example.com/+$$To?to={written}&t=$$Body")
    assert errors(made) == ["proof-plus-is-space"] * fails


@pytest.mark.parametrize("key", ['{"to": "$$To", "text": "$$Body"}', "<a>$$Body</a>"])
def test_a_name_that_is_a_document_fails(key: str) -> None:
    assert "proof-name-document" in errors(of_pair(key, ""))


@pytest.mark.parametrize("query", ['{"t":"$$Body"}', "to=$$To&%7B%22t%22%3A%22$$Body%22%7D="])
def test_a_name_of_the_query_that_is_a_document_fails(query: str) -> None:
    assert errors(Template("t", "GET", f"https://a.example.com/?{query}")) == ["proof-name-document"]


def test_a_name_in_brackets_is_none() -> None:
    assert errors(of_pair("[$$To]", "$$Body")) == []


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        ("utf-16", "proof-charset-not-ascii"),
        ("utf-7", "proof-charset-not-ascii"),
        ("iso-2022-jp", "proof-charset-not-ascii"),
        ("cp037", "proof-charset-not-ascii"),
        ("undefined", "proof-charset-unknown"),
        ("x-nobodys", "proof-charset-unknown"),
    ],
)
def test_a_charset_that_no_template_can_be_written_in_is_refused_with_a_reason(charset: str, expected: str) -> None:
    assert errors(of_body(f"application/json; charset={charset}", "json", '{"t": "$$To $$Body"}')) == [expected]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("FETCH", "proof-method-unknown"),
        ("SEND", "proof-method-unknown"),
        ("fetch", "proof-method-unknown"),
        ("post", "proof-method-in-small-letters"),
        ("Get", "proof-method-in-small-letters"),
    ],
)
def test_a_method_that_is_not_registered_fails(method: str, expected: str) -> None:
    assert errors(Template("t", method, "https://a.example.com/?to=$$To&t=$$Body")) == [expected]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "QUERY"])
def test_a_registered_method_is_sound(method: str) -> None:
    assert errors(Template("t", method, "https://a.example.com/?to=$$To&t=$$Body")) == []


def test_the_methods_are_of_their_schema() -> None:
    methods, schema = (json.loads((DATA / f"methods{end}.json").read_text("utf-8")) for end in ("", ".schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(methods)
