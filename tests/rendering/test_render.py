"""What render refuses, and the requests that it makes of forms, multiparts, origins and credentials."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from curl2sms.errors import UnfitError
from curl2sms.http import HttpRequest
from curl2sms.numbers import NumberFormat
from curl2sms.rendering import FORMATS, render, unrendered
from curl2sms.template.model import Basic, Macro, Pair, Parameters, Template, Variable
from tests.oracles import run_curl

QUERY = Template("x", "GET", "https://example.com/send?to=$$To&text=$$Body", recipient=NumberFormat("e164"))
NUMBER, TEXT = "+14155550123", "Hello"


def _refusal(template: Template, to: str | None = NUMBER, body: str | None = TEXT, **given: Any) -> UnfitError:
    with pytest.raises(UnfitError) as caught:
        render(template, to, body, **given)
    return caught.value


def test_all_missing_values_are_named_at_once() -> None:
    template = replace(
        QUERY,
        endpoint=f"{QUERY.endpoint}&key=${{KEY}}&user=${{USER_2}}&id=$$Id&fixed=${{FIXED}}",
        variables=(Variable("KEY"), Variable("USER_2"), Variable("FIXED", value="f"), Variable("UNUSED")),
        macros=(Macro("Id"), Macro("Unused")),
    )
    refusal = _refusal(template, None, None, variables={"USER_2": ""})
    assert refusal.note.id == "values-missing"
    assert refusal.note.do == "Give --to NUMBER, --body TEXT, --var KEY=..., --macro Id=...."


def test_a_message_is_asked_for_only_where_it_has_a_place() -> None:
    template = replace(QUERY, endpoint="https://example.com/?to=$$To&t=$$TemplateID", macros=(Macro("TemplateID"),))
    assert (
        render(template, NUMBER, None, macros={"TemplateID": "7"}).url == "https://example.com/?to=%2B14155550123&t=7"
    )


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://api.example.com", "https://api.example.com/send?to=%2B14155550123&text=Hello"),
        ("http://localhost:8080/", "http://localhost:8080/send?to=%2B14155550123&text=Hello"),
        ("https://[::1]:8443", "https://[::1]:8443/send?to=%2B14155550123&text=Hello"),
    ],
)
def test_a_variable_may_be_the_origin(value: str, url: str) -> None:
    assert render(_at_origin("${BASE}"), NUMBER, TEXT, variables={"BASE": value}).url == url


@pytest.mark.parametrize(
    "value",
    [
        "api.example.com",
        "ftp://example.com",
        "https://",
        "https://a/b",
        "https://a?b",
        "https://u@a",
        "https://a b",
        "",
    ],
)
def test_what_is_no_origin_is_refused(value: str) -> None:
    assert _refusal(_at_origin("${BASE}"), variables={"BASE": value}).note.id == "value-no-origin"


@pytest.mark.parametrize(
    ("origin", "value", "note_id"),
    [
        ("https://${X}.example.com", "evil.com/", "value-no-label"),
        ("https://${X}.example.com", "a.b", "value-no-label"),
        ("https://${X}.example.com", "-a", "value-no-label"),
        ("https://${X}", "evil.com/", "value-no-host"),
        ("https://${X}:8443", "a@b", "value-no-host"),
    ],
)
def test_a_variable_can_t_lead_to_another_host(origin: str, value: str, note_id: str) -> None:
    assert _refusal(_at_origin(origin), variables={"X": value}).note.id == note_id


@pytest.mark.parametrize(
    ("origin", "value", "wanted"),
    [
        ("https://${X}.example.com:8443", "sms-1", "https://sms-1.example.com:8443/send"),
        ("https://${X}", "api.example.com", "https://api.example.com/send"),
    ],
)
def test_a_variable_may_be_a_label_or_the_host(origin: str, value: str, wanted: str) -> None:
    assert render(_at_origin(origin), NUMBER, TEXT, variables={"X": value}).url.partition("?")[0] == wanted


def _at_origin(origin: str) -> Template:
    endpoint = QUERY.endpoint.replace("https://example.com", origin)
    return replace(QUERY, endpoint=endpoint, variables=(Variable("BASE", kind="url"), Variable("X")))


def test_credentials_that_basic_authentication_can_t_carry_are_refused() -> None:
    template = replace(QUERY, authentication=Basic("${U}", "${P}"), variables=(Variable("U"), Variable("P")))
    assert render(template, NUMBER, TEXT, variables={"U": "", "P": "a:b ₹"}).basic == ("", "a:b ₹")
    assert _refusal(template, variables={"U": "a:b", "P": ""}).note.id == "user-with-colon"
    assert _refusal(template, variables={"U": "a", "P": "b\n"}).note.id == "credential-with-control"


@pytest.mark.parametrize(("to", "arrives"), [("+14155550123", 14155550123), ("0014155550123", 14155550123)])
def test_a_bare_number_is_digits(to: str, arrives: int) -> None:
    body = render(_bare(NumberFormat("e164")), to, TEXT).body
    assert body is not None
    assert json.loads(body) == {"to": arrives, "text": "Hello"}


def test_a_bare_number_has_no_zero_before_it() -> None:
    assert _refusal(_bare(NumberFormat("as-given")), "04155550123").note.id == "number-not-bare"
    assert _refusal(_bare(NumberFormat("00"))).note.id == "number-not-bare"


def _bare(recipient: NumberFormat) -> Template:
    parameters = Parameters("raw", syntax="json", body='{"to": $$To, "text": "$$Body"}')
    return replace(QUERY, endpoint="https://example.com/", parameters=parameters, recipient=recipient)


def test_a_line_break_in_a_header_is_refused_before_anything_is_sent() -> None:
    template = replace(QUERY, headers=(Pair("X-Text", "$$Body"),))
    refusal = _refusal(template, body="a\r\nX-Evil: 1")
    assert (refusal.note.id, refusal.note.at) == ("text-not-in-header", "header:X-Text")


def test_what_the_charset_can_t_carry_is_refused() -> None:
    parameters = Parameters("raw", syntax="text", body="$$Body")
    template = replace(QUERY, method="POST", parameters=parameters, charset="iso-8859-1")
    assert render(template, NUMBER, "é").body == b"\xe9"
    assert _refusal(template, body="₹").note.id == "text-not-in-charset"


@pytest.mark.parametrize("stated", [(), (Pair("content-type", "application/x-www-form-urlencoded; charset=UTF-8"),)])
def test_a_form_brings_its_type_unless_one_is_stated(stated: tuple[Pair, ...]) -> None:
    pairs = (Pair("to", "$$To"), Pair("to", ""), Pair("a b&c", "~*-._ /"))
    template = replace(QUERY, headers=stated, parameters=Parameters("form", pairs, space="%20"))
    request = render(template, NUMBER, TEXT)
    assert request.body == b"to=%2B14155550123&to=&a%20b%26c=~*-._%20%2F"
    implied = (("Content-Type", "application/x-www-form-urlencoded"),)
    assert request.headers == (tuple((pair.key, pair.value) for pair in stated) or implied)


def test_a_part_s_name_has_no_nul() -> None:
    template = replace(QUERY, method="POST", parameters=Parameters("multipart", (Pair("te\0xt", "$$Body"),)))
    assert _refusal(template).note.id == "part-name-with-nul"


def test_a_multipart_is_written_as_curl_writes_it() -> None:
    pairs = (Pair("to", "$$To"), Pair('te"xt', "$$Body", "text/plain"), Pair("empty", ""))
    template = replace(QUERY, method="POST", parameters=Parameters("multipart", pairs))
    request = render(template, NUMBER, "two\r\nlines")
    words = [request.url, "--form-string", f"to={NUMBER}", "-F", 'te"xt=two\r\nlines;type=text/plain', "-F", "empty="]
    sent = run_curl(words)
    ours, curls = (_boundary(r.header("Content-Type")) for r in (request, sent))
    assert request.body == sent.body.replace(curls.encode(), ours.encode())
    assert request.headers == (("Content-Type", f"multipart/form-data; boundary={ours}"),)


def test_a_boundary_is_of_the_parts_alone_and_is_in_none() -> None:
    template = replace(QUERY, method="POST", parameters=Parameters("multipart", (Pair("t", "$$Body"),)))
    first = render(template, NUMBER, TEXT)
    assert first == render(template, NUMBER, TEXT)
    boundary = _boundary(first.header("Content-Type"))
    other = render(template, NUMBER, f"--{boundary}")
    assert _boundary(other.header("Content-Type")) != boundary


def _boundary(content_type: str | None) -> str:
    return (content_type or "").partition("boundary=")[2]


def test_the_unrendered_request_holds_the_tokens() -> None:
    template = replace(
        _at_origin("${BASE}"), authentication=Basic("${X}", "p"), parameters=Parameters("form", (Pair("a", "$$Body"),))
    )
    assert unrendered(template) == HttpRequest(
        "GET",
        "https://${BASE}/send?to=$$To&text=$$Body",
        (("Content-Type", "application/x-www-form-urlencoded"),),
        b"a=%24%24Body",
        ("${X}", "p"),
    )


def test_a_request_is_shown_as_http() -> None:
    request = HttpRequest(
        "POST", "https://example.com?x", (("X-A", "b\u202e"),), 'line 1\nline 2\t"₹"\x1b[31m'.encode(), ("user", "pass")
    )
    assert FORMATS["http"](request) == (
        "POST /?x HTTP/1.1\n"
        "Host: example.com\n"
        "Authorization: Basic dXNlcjpwYXNz\n"
        "X-A: b<U+202E>\n"
        "\n"
        'line 1\nline 2\t"₹"<U+001B>[31m\n'
    )
    assert FORMATS["http"](replace(request, headers=(("Host", "other"),), body=None, basic=None)) == (
        "POST /?x HTTP/1.1\nHost: other\n"
    )


def test_a_request_is_shown_as_json() -> None:
    request = HttpRequest("POST", "https://example.com/", (("A", "1"), ("A", "2")), b"\xff")
    assert json.loads(FORMATS["json"](request)) == {
        "method": "POST",
        "url": "https://example.com/",
        "headers": [["A", "1"], ["A", "2"]],
        "body": None,
        "body_base64": "/w==",
    }
