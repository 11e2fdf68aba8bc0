"""Raw HTTP: requests as documents print them, and the ``.http`` files of editors' clients."""

import pytest

from curl2sms import layers, reading, rendering
from curl2sms.errors import AmbiguousError, SampleError, Source, Span
from curl2sms.http import FORM_TYPE, HttpRequest
from curl2sms.reading.model import Reading

JSON = '{"to": "447700900123", "text": "Hello"}'


def read(text: str, nth: int | None = None) -> Reading:
    found = reading.read(Source("sample", text), nth)
    assert found.kind == "http"
    return found


def told(found: Reading) -> set[str]:
    return {said.id for said in found.notes}


HEAD = "POST /send HTTP/1.1\nHost: api.example.com\nContent-Type: application/json\n"


@pytest.mark.parametrize(
    "sample",
    [
        f"{HEAD}\n{JSON}",
        f"{HEAD}\n{JSON}\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n" + '{"id": 7}',
        f"{HEAD}Content-Length: 3\n\n{JSON}\n\nThe answer is 200.",
        f"Sending\n=======\n\nSend this:\n\n{HEAD}\n{JSON}\n\nMind the braces.\n",
        f"```http\n{HEAD}\n{JSON}\n```\nMore words.",
        f"{HEAD}\n{JSON}".replace("\n", "\r\n"),
        "\n".join(f"> {line}" for line in f"{HEAD}\n{JSON}".split("\n")),
        "\n".join(f"    {line}".rstrip() for line in f"{HEAD}\n{JSON}".split("\n")),
        f"@host = api.example.com\n### send\nPOST https://{{{{host}}}}/send\nContent-Type: application/json\n\n{JSON}",
        f"POST https://api.example.com/send\nContent-Type: application/json\nAccept: */*\n\n{JSON}",
        f"post https://api.example.com/send HTTP/2\nContent-Type: application/json\n\n{JSON}",
    ],
)
def test_a_request_is_read_from_whatever_stands_around_it(sample: str) -> None:
    request = read(sample).request
    assert (request.method, request.url) == ("POST", "https://api.example.com/send")
    assert request.headers == (("Content-Type", "application/json"),)
    assert request.body == JSON.encode()


@pytest.mark.parametrize(
    ("sample", "url", "note_id"),
    [
        ("GET /push?to=1 HTTP/1.1\nHost: a.example", "https://a.example/push?to=1", "scheme-not-shown"),
        ("GET /push?to=1 HTTP/1.1\nHost: a.example:80", "http://a.example/push?to=1", None),
        ("http://a.example/doc\n\nGET /push?to=1 HTTP/1.1\nHost: a.example", "http://a.example/push?to=1", None),
        ("See https://a.example/doc.\n\nGET /push?to=1 HTTP/1.1", "https://a.example/push?to=1", "origin-from-text"),
        ("Base URL: https://a.example/v1\n\nGET /push?to=1 HTTP/1.1", "https://a.example/v1/push?to=1", None),
        ("Base URL: https://a.example/v1\n\nGET /v1/push?to=1 HTTP/1.1", "https://a.example/v1/push?to=1", None),
        ("GET /push?to=1 HTTP/1.1\nX: y", "https://\ufdd0BASE_URL\ufdd1/push?to=1", "origin-to-fill"),
        ("POST /push\n\n" + JSON, "https://\ufdd0BASE_URL\ufdd1/push", "origin-to-fill"),
        ("GET api/SMS/Send?to=1", "https://\ufdd0BASE_URL\ufdd1/api/SMS/Send?to=1", "origin-to-fill"),
        ("See https://a.example/doc.\n\nPOST api/SMS\nX: y\n\n{}", "https://a.example/api/SMS", "origin-from-text"),
        ("### a\nGET https://a.example/push\n    ?to=1\n    &text=2\n", "https://a.example/push?to=1&text=2", None),
        ("GET http://a.example/push?to=1 HTTP/1.1\nHost: a.example\nX: y", "http://a.example/push?to=1", None),
    ],
)
def test_where_a_request_goes(sample: str, url: str, note_id: str | None) -> None:
    found = read(sample)
    assert found.request.url == url
    assert note_id is None or note_id in told(found)


@pytest.mark.parametrize(
    ("media_type", "printed", "body"),
    [
        ("application/x-www-form-urlencoded", "to=1&text=a%20b\n\nThen wait.", b"to=1&text=a%20b"),
        ("application/x-www-form-urlencoded", "to=1\n&text=a\n  &x=y\n", b"to=1&text=a&x=y"),
        ("application/x-www-form-urlencoded", "to=1 &\ntext=a\n\n> {% client.log(1) %}", b"to=1&text=a"),
        ("application/x-www-form-urlencoded", "to = 1 &\ntext = a = b\n", b"to = 1&text = a = b"),
        ("application/x-www-form-urlencoded", "to = 1 &\ntext = a b\n", b"to=1&text=a b"),
        ("application/x-www-form-urlencoded", "to=1&text=a = b\n", b"to=1&text=a = b"),
        ("text/plain", "See you\n\n>> answer.json\n", b"See you"),
        (
            "text/xml",
            "<?xml?>\n<sms><to>1</to>\n</sms>\nDone.",
            b"<?xml?>\n<sms><to>1</to>\n</sms>",
        ),
        ("text/plain", "See you\nat 7\n\nAnd so on.", b"See you\nat 7"),
        ("application/json", '{"to": ["1", "2",],}\nDone', b'{"to": ["1", "2",],}'),
        ("application/json", '{to: "1"} Done', b'{to: "1"}'),
        (
            "multipart/form-data; boundary=x",
            '--x\nContent-Disposition: form-data; name="to"\n\n1\n--x--\nDone',
            b'--x\r\nContent-Disposition: form-data; name="to"\r\n\r\n1\r\n--x--\r\n',
        ),
    ],
)
def test_where_a_body_ends(media_type: str, printed: str, body: bytes) -> None:
    found = read(f"POST /s HTTP/1.1\nHost: a.example\nContent-Type: {media_type}\n\n{printed}")
    assert found.request.body == body


def test_words_after_a_request_are_no_body() -> None:
    assert read("POST /s?to=1 HTTP/1.1\nHost: a.example\n\nThis sends a message.").request.body is None


def test_a_body_without_an_empty_line_before_it_is_refused() -> None:
    sample = f"{HEAD}{JSON}\n"
    with pytest.raises(SampleError) as refused:
        read(sample)
    assert refused.value.note.id == "no-empty-line"
    assert refused.value.note.span == Span(len(HEAD), len(sample))


def test_a_request_on_one_line_is_refused() -> None:
    with pytest.raises(SampleError) as refused:
        read(f"{HEAD}\n{JSON}".replace("\n", " "))
    assert refused.value.note.id == "request-on-one-line"


def test_xml_ends_where_its_root_is_closed() -> None:
    body = '<sms><sms a="1"/><sms.x></sms.x><sms>1</sms></sms>'
    assert (
        read(f"{HEAD}\n<?xml version='1.0'?>\n{body}\n<sms>2</sms>").request.body
        == f"<?xml version='1.0'?>\n{body}".encode()
    )


@pytest.mark.parametrize("named", ["< ./body.json", "<@ body.xml", "< C:\\body.json\n\n###"])
def test_a_body_in_a_file_is_refused(named: str) -> None:
    with pytest.raises(SampleError) as refused:
        read(f"{HEAD}\n{named}")
    assert refused.value.note.id == "form-from-file"


def test_credentials_are_read_encoded_or_not() -> None:
    for written in ("Basic dTpwOng=", "Basic u:p:x", "Basic u p:x", "basic  u : p:x"):
        found = read(f"GET /s?to=1 HTTP/1.1\nHost: a.example\nAuthorization: {written}")
        assert (found.request.basic, found.request.headers) == (("u", "p:x"), ())


FILE = """@host = https://a.example
@who = {{user}}:x
@user = joe

### balance
GET {{host}}/balance
Authorization: Bearer {{who}}

###
# @name send
POST {{host}}/send HTTP/1.1
X-Id: {{$guid}}
X-Open: {{token}}
X-User: {{who}}
X-Key: {{$dotenv SMS_KEY}} {{$processEnv SMS_FROM}}

{"to": "447700900123", "text": "Hello"}

###
"""


def test_a_file_has_variables_and_names() -> None:
    found = read(FILE)
    assert found.request.url == "https://a.example/send"
    assert found.request.headers == (
        ("X-Id", "\ufdd0guid\ufdd1"),
        ("X-Open", "{{token}}"),
        ("X-User", "joe:x"),
        ("X-Key", "\ufdd0SMS_KEY\ufdd1 \ufdd0SMS_FROM\ufdd1"),
    )
    assert [variable.name for variable in found.variables] == ["guid", "SMS_KEY", "SMS_FROM"]
    assert {"value-made-anew", "calls-left-out"} <= told(found)
    assert "Took “send”" in " ".join(said.message for said in found.notes)


def test_a_question_names_the_requests() -> None:
    with pytest.raises(AmbiguousError) as asked:
        read(FILE.replace("### balance", "### other").replace("/balance", "/send?to=447700900123&text=Hi"))
    assert [one.value for one in asked.value.candidates] == [
        "other: GET https://a.example/send",
        "send: POST https://a.example/send",
    ]
    assert [one.place for one in asked.value.candidates] == ["1", "2"]


@pytest.mark.parametrize(
    ("values", "url"),
    [
        ("@a={{a}}{{a}}", "https://x.example/{{a}}{{a}}"),
        ("@a={{b}}\n@b={{a}}", "https://x.example/{{a}}"),
        ("\n".join(f"@{'a' * n}={{{{{'a' * (n + 1)}}}}}{{{{{'a' * (n + 1)}}}}}" for n in range(1, 60)), None),
    ],
    ids=["itself", "two", "doubled 60 times"],
)
def test_variables_that_name_each_other_end(values: str, url: str | None) -> None:
    sample = f"{values}\n###\nGET https://x.example/{{{{a}}}}\nA: b"
    if url is None:
        with pytest.raises(SampleError) as refused:
            read(sample)
        assert refused.value.note.id == "braces-too-long"
    else:
        assert read(sample).request.url == url


def test_more_calls_than_anybody_has_are_refused() -> None:
    with pytest.raises(SampleError) as refused:
        read("GET /a?b HTTP/1.1\n" * 5001)
    assert refused.value.note.id == "too-many-calls"


def test_more_headers_than_any_request_has_are_refused() -> None:
    with pytest.raises(SampleError) as refused:
        read("POST /a HTTP/1.1\n" + "a:b\n" * 1001)
    assert refused.value.note.id == "too-many-values"


def test_every_value_is_found_in_the_sample() -> None:
    sample = "".join(f"> {line}\n" for line in f"{HEAD}X-Key: k1\n\n{JSON}".split("\n"))
    found = read(sample)
    spans = {str(one.place): one.span for one in layers.fields(found.request)}
    shown = {place: sample[span.start : span.end] for place, span in spans.items() if span}
    assert shown["json:/to"] == "447700900123"
    assert shown["header:X-Key"] == "k1"
    assert sample[found.span.start : found.span.end].startswith("POST /send")


@pytest.mark.parametrize(
    "request_",
    [
        HttpRequest("POST", "https://a.example/s?x=%20", (("Content-Type", "text/json"), ("X", "é")), b'{"a": "b"}'),
        HttpRequest("GET", "https://a.example/s?to=1&text=a+b", (), None, ("u", "p:w")),
        HttpRequest("POST", "https://a.example/s", (("Content-Type", FORM_TYPE),), b"a=b&c="),
    ],
)
def test_what_render_prints_is_read(request_: HttpRequest) -> None:
    assert read(rendering.FORMATS["http"](request_)).request == request_
