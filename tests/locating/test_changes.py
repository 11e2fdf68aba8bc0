"""What is repaired, each change with its place, and what stays to the letter."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from curl2sms import layers
from curl2sms.choices import Choices
from curl2sms.converting import convert
from curl2sms.errors import AmbiguousError, SampleError, Source, UsageError
from curl2sms.http import HttpRequest, stand_in
from curl2sms.locating import Role, locate, survey
from curl2sms.numbers import NumberFormat
from curl2sms.records import replace
from curl2sms.rendering import render

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)
XML = (("Content-Type", "application/xml"),)


def post(body: str, headers: tuple[tuple[str, str], ...] = JSON) -> HttpRequest:
    return HttpRequest("POST", "https://api.example.test/send", headers, body.encode())


@pytest.mark.parametrize(
    ("headers", "before", "after", "changes"),
    [
        pytest.param(
            FORM,
            "to=+447700900123&text=Hi there",
            "to=%2B447700900123&text=Hi there",
            [("plus-mended", "form:to")],
            id="plus",
        ),
        pytest.param(
            FORM,
            "to=+{phone}&text=Hi there",
            "to=%2B%7Bphone%7D&text=Hi there",
            [("plus-mended", "form:to")],
            id="plus before a placeholder",
        ),
        pytest.param(
            FORM,
            "from=+15017122661&to=%2B447700900123&text=1 +1=2",
            "from=%2B15017122661&to=%2B447700900123&text=1 +1=2",
            [("plus-mended", "form:from")],
            id="plus of the originator, not of the text",
        ),
        pytest.param(
            FORM,
            "to=447700900123,447700900124&text=Hi there",
            "to=447700900123&text=Hi there",
            [("recipients-one", "form:to")],
            id="list in a value",
        ),
        pytest.param(
            FORM,
            "to=+447700900123;+447700900124&text=Hi there",
            "to=%2B447700900123&text=Hi there",
            [("plus-mended", "form:to"), ("recipients-one", "form:to")],
            id="list of mended numbers",
        ),
        pytest.param(
            JSON,
            '{"to": ["447700900123", "447700900124", "447700900125"], "text": "Hi"}',
            '{"to": ["447700900123"], "text": "Hi"}',
            [("recipients-dropped", "json:/to/1"), ("recipients-dropped", "json:/to/2")],
            id="array",
        ),
        pytest.param(
            JSON,
            '{"sms":[{"to":["447700900123","447700900124"],"text":"One"},{"to":["447700900125"],"text":"Two"}]}',
            '{"sms":[{"to":["447700900123"],"text":"One"}]}',
            [("recipients-dropped", "json:/sms/0/to/1"), ("messages-dropped", "json:/sms/1")],
            id="whole messages",
        ),
        pytest.param(
            JSON,
            '{"text":"Hi","to":[{"name":"Ann","phone":"447700900123"},{"name":"Bob","phone":"447700900124"}]}',
            '{"text":"Hi","to":[{"name":"Ann","phone":"447700900123"}]}',
            [("recipients-dropped", "json:/to/1")],
            id="recipient objects",
        ),
        pytest.param(
            FORM,
            "To[]=9900112246&To[]=9900112247&Body=Hello",
            "To[]=9900112246&Body=Hello",
            [("recipients-dropped", "form:To[]#2")],
            id="repeated fields",
        ),
        pytest.param(
            FORM,
            "message=Hi&recipients.0.msisdn=4512345678&recipients.1.msisdn=4512345679&recipients.1.ref=b&recipients.10.msisdn=4512345670",
            "message=Hi&recipients.0.msisdn=4512345678",
            [("recipients-dropped", "form:recipients.1"), ("recipients-dropped", "form:recipients.10")],
            id="numbered fields",
        ),
        pytest.param(
            XML,
            "<r><text>Hi there</text><no><number>5301234501</number><number>5301234502</number></no></r>",
            "<r><text>Hi there</text><no><number>5301234501</number></no></r>",
            [("recipients-dropped", "xml:/r/no/number[2]")],
            id="XML siblings",
        ),
        pytest.param(
            JSON,
            '{"to":["447700900123","447700900124"],"from":["A","B"],"text":["One","Two"],"tags":["x"],"key":"k"}',
            '{"to":["447700900123"],"from":["A"],"text":["One"],"tags":["x"],"key":"k"}',
            [
                ("recipients-dropped", "json:/to/1"),
                ("messages-dropped", "json:/text/1"),
                ("beside-dropped", "json:/from/1"),
            ],
            id="a list of each part",
        ),
        pytest.param(
            JSON,
            '{"to":["447700900123","447700900124"],"tags":["x","y"],"text":"Hi"}',
            '{"to":["447700900123"],"tags":["x","y"],"text":"Hi"}',
            [("recipients-dropped", "json:/to/1")],
            id="a list of something else",
        ),
        pytest.param(
            FORM,
            "to=447700900123&text=Tom & Jerry are here&from=ACME",
            "to=447700900123&text=Tom &from=ACME",
            [("stray-dropped", "form: Jerry are here")],
            id="rest of a message",
        ),
        pytest.param(
            FORM,
            "to=447700900123&text=A=B & C=D, ok?&from=ACME",
            "to=447700900123&text=A=B &from=ACME",
            [("stray-dropped", "form: C")],
            id="rest of a message with =",
        ),
        pytest.param(
            FORM,
            "to=447700900123&text=Hello & sender=ACME",
            "to=447700900123&text=Hello & sender=ACME",
            [],
            id="a name after a blank",
        ),
        pytest.param(
            FORM,
            "to=447700900123&text=Hello&noStop&from=ACME",
            "to=447700900123&text=Hello&noStop&from=ACME",
            [],
            id="a flag stays",
        ),
        pytest.param(
            JSON,
            '{"to":447700900123,"text":"Hi", "ref": 1.10, "to_name": "Ann \\u00e9"}',
            '{"to":447700900123,"text":"Hi", "ref": 1.10, "to_name": "Ann \\u00e9"}',
            [],
            id="to the letter",
        ),
    ],
)
def test_a_change_is_made_and_said(
    headers: tuple[tuple[str, str], ...], before: str, after: str, changes: list[tuple[str, str]]
) -> None:
    located = locate(post(before, headers), Choices(catalog=False))
    assert (located.request.body or b"").decode() == after
    assert [(change.id, change.at) for change in located.changes] == changes
    said = {note.id for note in located.notes if note.kind == "change"}
    assert said == {change.id for change in located.changes}


def test_noise_is_left_out_and_an_authors_agent_kept() -> None:
    headers = (*JSON, ("Cookie", "a=b"), ("Postman-Token", "x"), ("User-Agent", "curl/8.1"), ("sec-fetch-mode", "cors"))
    located = locate(post('{"to":"447700900123","text":"Hi"}', (*headers, ("X-Key", "k1"))), Choices(catalog=False))
    assert [name for name, _ in located.request.headers] == ["Content-Type", "X-Key"]
    assert [change.at.lower() for change in located.changes] == [
        "header:cookie",
        "header:postman-token",
        "header:user-agent",
        "header:sec-fetch-mode",
    ]
    kept = locate(
        post('{"to":"447700900123","text":"Hi"}', (*JSON, ("User-Agent", "AcmeShop/1.0"))), Choices(catalog=False)
    )
    assert kept.changes == ()


def test_cookies_are_reported_apart_from_what_a_browser_adds() -> None:
    headers = (*JSON, ("Cookie", "a=b"), ("Referer", "https://acme.example/"))
    located = locate(post('{"to":"447700900123","text":"Hi"}', headers), Choices(catalog=False))
    assert [said.id for said in located.notes][:2] == ["cookies-left-out", "noise-left-out"]


@pytest.mark.parametrize(
    ("method", "written"), [("post", "POST"), ("Put", "PUT"), ("POST", "POST"), ("purge", "purge"), ("PURGE", "PURGE")]
)
def test_a_standard_method_is_written_in_capitals(method: str, written: str) -> None:
    request = replace(post('{"to":"447700900123","text":"Hi"}', JSON), method=method)
    located = locate(request, Choices(catalog=False))
    changed = [(one.at, one.before, one.after) for one in located.changes]
    assert located.request.method == written
    assert changed == ([("method", method, written)] if method != written else [])
    assert ("method-in-capitals" in {said.id for said in located.notes}) == (method != written)


@pytest.mark.parametrize(
    ("value", "prefix", "suffix", "number"),
    [
        ("447700900123", "", "", NumberFormat("digits")),
        ("+447700900123", "", "", NumberFormat("e164")),
        ("tel:+447700900123", "tel:", "", NumberFormat("e164")),
        ("91" + stand_in("MOBILE"), "91", "", NumberFormat("national", "IN", trunk_zero=False)),
        ("+" + stand_in("MOBILE"), "+", "", NumberFormat("digits")),
        ("+91{{phone}}", "+91", "", NumberFormat("national", "IN", trunk_zero=False)),
        ("{{phone}}", "", "", NumberFormat()),
        ("+$$To", "+", "", NumberFormat("digits")),
        ("$$To", "", "", NumberFormat()),
    ],
)
def test_what_stands_around_the_number_stays(value: str, prefix: str, suffix: str, number: NumberFormat) -> None:
    located = locate(post(f'{{"to":"{value}","text":"Hi there"}}'), Choices(catalog=False))
    assert (located.prefix, located.suffix, located.number_format) == (prefix, suffix, number)


def test_a_half_done_sample_is_taken_at_its_word() -> None:
    located = locate(post('{"ref": "447700900123", "x": $$To, "y": $$Body}'), Choices(catalog=False))
    assert located.recipient is not None
    assert located.message is not None
    assert str(located.recipient.field.place) == "json:/x"
    assert str(located.message.field.place) == "json:/y"
    assert b'"y": "$$Body"' in (located.request.body or b"")
    assert "json-quoted" in {note.id for note in located.notes}
    around = locate(post('{"to": "$$To", "text": "ACME: $$Body - stop"}'), Choices(catalog=False))
    assert (around.message_prefix, around.message_suffix) == ("ACME: ", " - stop")


@pytest.mark.parametrize(
    ("host", "number", "written"),
    [
        ("api.taqnyat.sa", "96650XXXXXXX", "[$$To]"),
        ("api.taqnyat.sa", "050XXXXXXX", '["$$To"]'),
        ("api.acme.example", "96650XXXXXXX", '["$$To"]'),
    ],
)
def test_a_masked_number_without_quotes_stays_one_where_that_is_documented(
    host: str, number: str, written: str
) -> None:
    body = f'{{"recipients": [{number}], "body": "Hi there", "sender": "ACME"}}'
    sample = f"curl https://{host}/v1/messages -H 'Content-Type: application/json' -d '{body}'"
    assert written in (convert(Source("sample", sample)).template.parameters.body or "")


def test_what_is_repaired_in_json_is_listed_as_it_was_and_as_it_is() -> None:
    located = locate(
        post('{\'to\': \'447700900123\', // whom\n "text": "Hi there", "id": {{id}}}'), Choices(catalog=False)
    )
    changes = [(one.id, one.at, one.before, one.after) for one in located.changes]
    assert ("json-mended", "body", "'to'", '"to"') in changes
    assert ("json-mended", "body", " // whom", None) in changes
    assert ("json-quoted", "json:/id", "{{id}}", '"{{id}}"') in changes


def test_a_question_offers_the_options_that_settle_it() -> None:
    request = post('{"phone":"447700900123","mobile":"447700900124","text":"Hi there"}')
    with pytest.raises(AmbiguousError) as asked:
        locate(request, Choices(catalog=False))
    assert {candidate.typed for candidate in asked.value.candidates} == {"--to json:/phone", "--to json:/mobile"}
    answered = locate(request, Choices(to="json:/mobile", catalog=False))
    assert answered.recipient is not None
    assert answered.recipient.field.value == "447700900124"


def test_a_place_of_a_list_that_a_person_names_is_the_one_that_stays() -> None:
    located = locate(
        post('{"to":["447700900123","447700900124"],"text":"Hi"}'), Choices(to="json:/to/1", catalog=False)
    )
    assert located.request.body == b'{"to":["447700900124"],"text":"Hi"}'
    assert located.recipient is not None
    assert str(located.recipient.field.place) == "json:/to/0"


@pytest.mark.parametrize("place", ["json:/nothing", "nowhere", "query:to"])
def test_a_place_that_is_not_there_is_refused(place: str) -> None:
    with pytest.raises(UsageError) as refused:
        locate(post('{"to":"447700900123","text":"Hi"}'), Choices(to=place, catalog=False))
    assert "json:/to" in refused.value.note.do


def test_a_survey_never_raises_and_says_what_is_wrong() -> None:
    found = survey(post('{"to":"447700900123","text":"Hi}'), Choices(catalog=False))
    assert isinstance(found.problem, SampleError)
    assert found.problem.note.id == "json-broken"
    assert survey(HttpRequest("GET", "https://api.example.test/"), Choices(catalog=False)).problem is not None


@pytest.mark.parametrize(
    ("body", "role", "said"),
    [
        ('{"to":"447700900123","text":"Hi","schtime":"2027-01-15 10:00"}', Role.SCHEDULE, "schedule-kept"),
        ('{"to":"447700900123","text":"Hi","sendezeit":"202705011354"}', Role.SCHEDULE, "schedule-kept"),
        ('{"to":"447700900123","text":"Hi","xyz":"2027-05-01"}', Role.CONSTANT, "time-kept"),
        ('{"to":"447700900123","text":"Hi","apiVersion":"2027-05-01"}', Role.CONSTANT, None),
        ('{"to":"447700900123","text":"Hi","DLT_TE_ID":"1107160000000012345"}', Role.TEMPLATE_ID, "template-id-kept"),
        ('{"to":"447700900123","text":"Hi","dca":"16bit"}', Role.ENCODING_FLAG, "encoding-hexadecimal"),
        ('{"to":"447700900123","text":"Hi","unicode":"0"}', Role.ENCODING_FLAG, "encoding-narrow"),
        ('{"to":"447700900123","text":"Hi","dlr_url":"https://x.example/d"}', Role.CALLBACK, "callback-kept"),
        ('{"to":"447700900123","text":"Hi","reference":"447700900123"}', Role.REFERENCE, "number-once-more"),
        ('{"to":"447700900123","text":"Hi","api_key":"YOUR_API_KEY"}', Role.UNFILLED, None),
        ('{"to":"447700900123","text":"Hi","test":true}', Role.TEST_FLAG, "test-flag-kept"),
        ('{"to":"447700900123","text":"Hi","password":"s3cret"}', Role.CREDENTIAL, None),
        ('{"to":"447700900123","text":"Hi","sender":"447700900999"}', Role.ORIGINATOR, None),
    ],
)
def test_what_else_a_sample_tells(body: str, role: Role, said: str | None) -> None:
    located = locate(post(body), Choices(catalog=False))
    last = located.fields[-1]
    assert last.role is role
    about_it = {note.id for note in located.notes if note.at == str(last.field.place)}
    assert (said in about_it) if said else not about_it


@pytest.mark.parametrize(
    ("body", "at", "said"),
    [
        ('{"to":"447700900123","msg":"0442043504410442"}', "json:/msg", "message-hexadecimal"),
        ('{"to":"447700900123","msg":"Hi","ts":"ts-157783680","secret":"%032x"}', "json:/secret", "maybe-signed"),
        ('{"to":"447700900123","msg":"Hi","timestamp":1577836800,"pwd":"%032x"}', "json:/pwd", "maybe-signed"),
    ],
)
def test_what_may_make_a_template_useless_is_reported(body: str, at: str, said: str) -> None:
    notes = locate(
        post(body % 0xB74C9897BAC770FFC029102A200C5DE if "%" in body else body), Choices(catalog=False)
    ).notes
    assert (said, at) in {(note.id, note.at) for note in notes}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Your code is ##OTP##", "##OTP##"),
        ("Dear {#var#}, your order {#var#} and {{item}} left", "{#var#}, {{item}}"),
        ("Your pin is < 1234 >", "< 1234 >"),
        ("Hi ${name}, your code is: {}", "${name}, {}"),
        ("Hello %NAME%!", "%NAME%"),
        ("$$CODE$$ is your code", "$$CODE$$"),
        ("<b>Hi</b> there", None),
        ("50% off #shoes today, 30% on hats", None),
        ("{message}", None),
        ("Hello {name}: $$Body", None),
    ],
)
def test_what_is_filled_in_within_the_text_is_reported(text: str, places: str | None) -> None:
    located = locate(post(f'{{"to":"447700900123","text":"{text}"}}'), Choices(catalog=False))
    said = [note.message for note in located.notes if note.id == "message-with-places"]
    assert len(said) == bool(places)
    assert not places or f" contains {places}, which " in said[0]


@pytest.mark.parametrize(
    ("headers", "body", "at"),
    [
        (JSON, r'{"to":"447700900123","text":"\u20b9 100"}', "json:/text"),
        (JSON, r'{"to":"447700900123","text":"See x.example\/t"}', "json:/text"),
        (JSON, r'{"to":"447700900123","text":"Half \ud83d of one"}', "json:/text"),
        (JSON, r'{"to":"\u002b447700900123","text":"Hi there"}', "json:/to"),
        (XML, "<sms><to>447700900123</to><text>&#8377; 100</text></sms>", "xml:/sms/text"),
        (JSON, r'{"to":"447700900123","text":"\"Hi\"\n\\there"}', None),
        (XML, "<sms><to>447700900123</to><text>You &amp; me</text></sms>", None),
        (JSON, r'{"to":"447700900123","text":"Hi there","from":"\u00c9"}', None),
    ],
)
def test_escapes_that_a_text_is_not_written_with_are_reported(
    headers: tuple[tuple[str, str], ...], body: str, at: str | None
) -> None:
    said = [
        note.at for note in locate(post(body, headers), Choices(catalog=False)).notes if note.id == "escapes-respelt"
    ]
    assert said == ([at] if at else [])


@pytest.mark.parametrize(
    ("media_type", "body", "at"),
    [
        ("text/xml", '<?xml version="1.0" encoding="ISO-8859-1"?>{}', "body"),
        ("text/xml; charset=utf-8", "<?xml version='1.0'  encoding = 'us-ascii' ?>{}", "body"),
        ("text/xml; charset=iso-8859-1", '<?xml version="1.0" encoding="Latin1"?>{}', None),
        ("text/xml", '<?xml version="1.0" encoding="utf8"?>{}', None),
        ("text/xml", '<?xml version="1.0"?>{}', None),
        ("application/x-www-form-urlencoded", 'data=<?xml version="1.0" encoding="windows-1251"?>{}', "form:data"),
    ],
)
def test_xml_that_declares_another_encoding_is_reported(media_type: str, body: str, at: str | None) -> None:
    document = body.format("<sms><to>447700900123</to><text>Hi there</text></sms>")
    notes = locate(post(document, (("Content-Type", media_type),))).notes
    assert [one.at for one in notes if one.id == "encoding-declared"] == ([at] if at else [])


def test_a_key_beside_a_schedule_is_no_signature() -> None:
    body = '{"to":"447700900123","msg":"Hi","send_at":"2027-01-15 10:00","api_key":"9b74c9897bac770ffc029102a200c5de"}'
    assert "maybe-signed" not in {note.id for note in locate(post(body), Choices(catalog=False)).notes}


def test_a_notes_place_is_one_of_the_request_as_read() -> None:
    request = post('{"sms":[{"to":["447700900123","447700900124"],"text":"One"}],"ref":"r1"}')
    places = {str(field.place) for field in layers.fields(request)}
    assert {note.at for note in locate(request, Choices(catalog=False)).notes} <= places


@pytest.mark.parametrize("lift", [False, True], ids=["kept", "lifted"])
@pytest.mark.parametrize(
    ("sample", "rest"),
    [
        (r"curl https://x.example/s -d key=K1 --data-urlencode $'rows=447700900123,Hi Ann\n447700900124,Hi Bob'", ""),
        (r"curl https://x.example/s?key=K1 --data-binary $'447700900123|Hi Ann|A\n447700900124|Hi Bob|B'", "|A"),
    ],
    ids=["field", "body"],
)
def test_of_several_rows_one_is_left_and_stays_a_row(sample: str, rest: str, lift: bool) -> None:
    """One row alone does not look like CSV; the text that takes the place of its cell is quoted anyway."""
    made = convert(Source("sample", sample), Choices(catalog=False, lift_secrets=lift))
    body = render(made.template, "447700900999", 'Hi, "you"|', variables=made.lifted).body or b""
    row = body.decode() if rest else parse_qs(body.decode())["rows"][0]
    delimiter = rest[:1] or ","
    assert row == f'447700900999{delimiter}"Hi, ""you""|"{rest}'


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://sms.acme.example/send", True),
        ("sms.acme.example/send", True),
        ("https://sms.acme.example/send", False),
        ("http://localhost:8080/send", False),
        ("http://127.0.0.1/send", False),
    ],
)
def test_plain_http_is_reported_once_unless_nothing_leaves_the_machine(url: str, said: bool) -> None:
    command = f"curl {url} -u u:p -d to=447700900123 -d text=Hello"
    converted = convert(Source("sample", command))
    assert [note.id for note in converted.notes].count("plain-http") == said


@pytest.mark.parametrize("part", ["text=Hello there;encoder=8bit", 'text=Hello there;type="text/plain"'])
def test_a_part_of_a_form_with_nothing_more_to_say_is_a_pair(part: str) -> None:
    command = f"curl https://sms.acme.example/send -F to=447700900123 -F '{part}'"
    made = convert(Source("sample", command)).template
    assert [(pair.key, pair.value, pair.content_type) for pair in made.parameters.pairs] == [
        ("to", "$$To", None),
        ("text", "$$Body", None),
    ]


@pytest.mark.parametrize(
    "part", ["text=Hello there;filename=a.txt", "text=Hello there;headers=X: y", "text=Hello;encoder=quoted-printable"]
)
def test_a_part_of_a_form_with_more_to_say_is_refused(part: str) -> None:
    command = f"curl https://sms.acme.example/send -F to=447700900123 -F '{part}'"
    with pytest.raises(SampleError) as refused:
        convert(Source("sample", command))
    assert refused.value.note.id == "multipart-of-more"
    assert refused.value.note.span
