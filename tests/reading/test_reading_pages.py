"""A URL without a command is read whole, however it was pasted; what was repaired or left out is reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms import converting, reading
from curl2sms.errors import AmbiguousError, SampleError, Source
from curl2sms.http import split_url
from tests.examples import examples
from tests.reading.test_reading_forms import blocks


@pytest.mark.parametrize(("ids", "sample", "meant"), blocks("pages.txt"), ids=lambda value: str(value)[:40])
def test_a_page_is_read_as_it_is_meant(ids: list[str], sample: str, meant: str) -> None:
    read = reading.read(Source("page", sample))
    assert read.request == reading.read(Source("meant", meant)).request
    assert sorted({note.id for note in read.notes}) == sorted(ids)
    for note in read.notes:
        assert note.span is not None
        assert 0 <= note.span.start < note.span.end <= len(sample)


# What a page puts around a URL, and does to it.
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda url: url,
    "behind a label": lambda url: f"Example: {url}",
    "with a full stop": lambda url: f"Example: {url}.",
    "in quotes": lambda url: f'url = "{url}";',
    "in typographic quotes": lambda url: f"“{url}”,",
    "in code": lambda url: f"Call `{url}` to send.",
    "in bold": lambda url: f"**{url}**",
    "in italics": lambda url: f"_{url}_",
    "in brackets": lambda url: f"(see {url})",
    "as a link": lambda url: f"[Send]({url})",
    "as a link to itself": lambda url: f"[{url}]({url})",
    "as Slack's link": lambda url: f"<{url}|{url}>",
    "in angle brackets": lambda url: f"<{url}>",
    "in a cell": lambda url: f"| Send | {url} | yes |",
    "in a cell of HTML": lambda url: f"<td>{url}</td>",
    "in a list": lambda url: f"- {url}",
    "behind a prompt": lambda url: f"$ {url}",
    "as a request line": lambda url: f"GET {url} HTTP/1.1\nHost: x",
    "in a sentence": lambda url: f"Then call {url} and wait.",
    "with an escaped ampersand": lambda url: f"<p>{url.replace('&', '&amp;')}</p>",
    "wrapped before each pair": lambda url: url.replace("&", "\n&"),
    "wrapped behind each pair": lambda url: url.replace("&", "&\n  "),
    "wrapped within a value": lambda url: re.sub(r"(\w)(\w*&)", r"\1\n\2", url, count=1),
    "with quotes around values": lambda url: re.sub(r"=([^&]+)", r'="\1"', url),
    "with two schemes": lambda url: url.replace("http:", "http(s):"),
    "without a scheme": lambda url: url.replace("http://", ""),
    "with a scheme to fill in": lambda url: url.replace("http:", "{{scheme}}:"),
    "after curl": lambda url: f"curl {url.replace(' ', '%20')}",
    "after curl, in quotes": lambda url: f'curl "{url}"',
    "after curl, in bold": lambda url: f'**curl "{url}"**',
    "after curl, wrapped": lambda url: f"curl {url.replace(' ', '%20')}".replace("&", "\n&"),
}
NAMES = st.lists(
    st.sampled_from(["user", "key", "from", "to", "mobile", "text", "msg[0]", "dlr-url", "x.y"]),
    min_size=2, max_size=5, unique=True,
)  # fmt: skip
WORD = st.text("abcXYZ019", min_size=1, max_size=6)
VALUES = st.one_of(WORD, st.lists(WORD, min_size=2, max_size=3).map(" ".join), WORD.map("<{}>".format), st.just(""))


@st.composite
def queries(draw: st.DrawFn) -> list[tuple[str, str]]:
    return [(name, draw(VALUES)) for name in draw(NAMES)]


@given(st.sampled_from(sorted(WAYS)), st.sampled_from(["www.acme.example", "www.acme.example:8080"]), queries())
@examples(300)
def test_every_name_and_value_is_in_the_request_or_in_a_note(way: str, host: str, pairs: list[tuple[str, str]]) -> None:
    sample = WAYS[way](f"http://{host}/push?" + "&".join(f"{name}={value}" for name, value in pairs))
    read = reading.read(Source("page", sample))
    found = parse_qsl(split_url(read.request.url).query or "", keep_blank_values=True)
    said = " ".join(note.message for note in read.notes)
    assert len(found) >= len(pairs), said
    for (name, value), (own_name, own_value) in zip(pairs, found, strict=False):
        assert own_name == name
        if way == "wrapped within a value" and " " in value:
            value, own_value = value.replace(" ", ""), own_value.replace(" ", "")  # the break may mean a space
        rest = value.removeprefix(own_value).strip()
        assert own_value == value or (value.startswith(own_value) and rest in said), (value, own_value, said)
    assert len(found) == len(pairs)


# The example of CleverTap's page on generic providers, in the ways in which it is pasted.
EXAMPLE = (
    "http://<>/rest?method=sms&mobile_no=$$To&content=$$Body&access_token=xyz&sender=EXPL"
    "&userid=<userid>&password=<password>"
)


@pytest.mark.parametrize("way", sorted(WAYS))
def test_the_example_of_the_platform_s_own_page(way: str) -> None:
    if way == "without a scheme":
        pytest.skip("nothing shows that <> is a host")
    made = converting.convert(Source("page", WAYS[way](EXAMPLE)))
    origin = "https" if way == "with two schemes" else "http"
    start = "${BASE_URL}" if "scheme to fill" in way else f"{origin}://<>"
    assert made.template.endpoint == EXAMPLE.replace("http://<>", start)
    assert made.template.name == "provider"
    places = ["host", "query:userid", "query:password"]
    assert [one.at for one in made.unfilled] == places[1 if "scheme to fill" in way else 0 :]


# Hosts and ports that are still to be filled in.
@pytest.mark.parametrize("before", ["", "curl ", "GET "])
@pytest.mark.parametrize(
    ("authority", "places", "name"),
    [
        ("<your-host>", ["host"], "provider"),
        ("<your host>:<port>", ["host", "port"], "provider"),
        ("<192.0.2.7>", ["host"], "provider"),
        ("{{host}}:8080", ["host"], "provider"),
        ("SERVER_IP:PORT", ["host", "port"], "provider"),
        ("xx.xx.xx.xx:xxxx", ["host", "port"], "provider"),
        ("yourdomain.com", ["host"], "provider"),
        ("YOUR_TENANT.api.acme.example", ["host"], "acme"),
        ("<tenant>.api.acme.example", ["host"], "acme"),
        ("***.***.***.***", ["host"], "provider"),
        ("api.acme.example:<port>", ["port"], "acme"),
    ],
)
def test_a_host_to_fill_in_is_listed(before: str, authority: str, places: list[str], name: str) -> None:
    made = converting.convert(Source("page", f"{before}http://{authority}/push?to=447700900123&text=Hi"))
    assert [one.at for one in made.unfilled] == places
    assert made.template.name == name
    assert made.template.endpoint == f"http://{authority.replace(' ', '%20')}/push?to=$$To&text=$$Body"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ('"$PROTO://$GATEWAY/push"', "BASE_URL"),
        ('"$PROTO://sms.acme.example/push"', "BASE_URL"),
        ("'{{protocol}}://{{host}}:{{port}}/push'", "BASE_URL"),
        ("'{{baseUrl}}/push'", "baseUrl"),
        ("'{Server URL}/push'", "Server_URL"),
        ("'<>/push'", "BASE_URL"),
        ("'{{HOME}}/push'", "SAMPLE_HOME"),
        ("'{{host}}:8080/push'", "BASE_URL"),
        ('"http://$GATEWAY:$GATEWAY_PORT/push"', "BASE_URL"),
    ],
)
def test_no_scheme_is_assumed_where_it_is_to_be_filled_in(url: str, name: str) -> None:
    made = converting.convert(Source("sample", f"curl {url} -d to=447700900123 -d text=Hi"))
    assert made.template.endpoint == f"${{{name}}}/push"
    assert [(one.name, one.kind) for one in made.template.variables] == [(name, "url")]
    said = [note for note in made.notes if note.id == "origin-to-fill"]
    assert len(said) == 1
    assert name in said[0].message


def test_placeholders_of_user_and_key_directly_before_the_host_s() -> None:
    made = converting.convert(Source("sample", "curl 'https://<sid>:<token><host>/push' -d to=447700900123 -d text=Hi"))
    assert made.template.endpoint == "https://<host>/push"
    assert made.template.basic is not None
    assert (made.template.basic.username, made.template.basic.password) == ("<sid>", "<token>")
    assert "at-sign-missing" in {note.id for note in made.notes}


# Several URLs on a page are candidates, as commands are.
PUSH = "http://sms.acme.example/push?to=447700900123&text=Hi"


def test_several_urls_that_send_are_a_question() -> None:
    page = Source("page", f"Plain SMS: {PUSH} Unicode SMS: {PUSH}&type=u")
    with pytest.raises(AmbiguousError) as asked:
        reading.read(page)
    assert [candidate.typed for candidate in asked.value.candidates] == ["--nth 1", "--nth 2"]
    assert reading.read(page, nth=2).request.url == f"{PUSH}&type=u"


def test_the_url_that_sends_is_taken() -> None:
    page = Source(
        "page", f"Balance: http://sms.acme.example/credit?user=joe\nSend: {PUSH}\nSee https://acme.example/docs"
    )
    read = reading.read(page)
    assert read.request.url == PUSH
    assert "commands-left-out" in {note.id for note in read.notes}


SEND = "curl https://x.example/v1/messages -d to=447700900123 -d text=Hi\n"
PARTS = "curl https://x.example/v1/send -F to=447700900123 -F text=Hi\n"
CALL = "curl 'https://x.example/originate?extension=1000&destination=447700900123'\n"
STATUS = "curl 'https://x.example/status?id=447700900123&sms=1'\n"


@pytest.mark.parametrize(
    ("sample", "taken"),
    [
        (SEND + CALL, 1),
        (CALL + SEND, 2),
        (PARTS + "curl 'https://x.example/v1/query?src=root&message_id=1234'\n", 1),
        ("curl https://x.example/v1/sse\n" + PARTS, 2),
        (SEND + CALL.replace("originate", "send"), 0),
        (SEND + STATUS, 0),
        (CALL + CALL.replace("1000", "1001"), 0),
    ],
)
def test_of_several_calls_the_one_with_a_text_is_taken(sample: str, taken: int) -> None:
    if not taken:
        with pytest.raises(AmbiguousError):
            reading.read(Source("sample", sample))
        return
    assert reading.read(Source("sample", sample)).request == reading.read(Source("sample", sample), taken).request


def test_all_calls_that_are_not_taken_are_reported() -> None:
    other = "curl https://x.example/v1/sse\n"
    said = {note.id: note for note in reading.read(Source("sample", other + SEND + other.replace("sse", "all"))).notes}
    assert dict(said["commands-left-out"].values)["numbers"] == "1, 3"
    many = reading.read(Source("sample", SEND + "".join(other.replace("sse", str(n)) for n in range(40))))
    assert any("20, 21, ..." in note.message for note in many.notes)


@pytest.mark.parametrize(
    "words",
    [
        "Open it with wget:",
        "wget, HTTPie and xh work.",
        "# Requirement: wget",
        "It needs cURL v7.18.1+ and OpenSSL 0.9.8j.",
    ],
)
def test_a_page_may_name_other_programs(words: str) -> None:
    assert reading.read(Source("page", f"{words}\n{PUSH}")).request.url == PUSH


XMLNS = 'xmlns="http://tempuri.org/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
ENVELOPE = f"<s:Envelope {XMLNS} xsi:schemaLocation='http://a.example/x http://a.example/x.xsd'><to>1</to></s:Envelope>"


@pytest.mark.parametrize(
    ("sample", "note_id", "where"),
    [
        ('$u = "joe";\n$url = "http://sms.acme.example/push?login=$u&to=$to&text=$t";', "program-sets", "u"),
        ('$h = fopen("http://sms.acme.example/push?to=$to", "r");', "program-code", "fopen"),
        ('new WebClient().DownloadString("http://sms.acme.example/push?to=1")', "program-code", "WebClient"),
        ('URL u = new URL("http://sms.acme.example/push?to=1");', "program-code", "new URL"),
        ('s = "http://sms.acme.example/push?to=" + number + "&text=" + text', "program-joins", '" + '),
        ("$s = 'http://sms.acme.example/push?to=' . $number;", "program-joins", "' . "),
        ("curl http://sms.acme.example:80a/push", "url-port", "http://sms.acme.example:80a/push"),
        ('s = "http://sms.acme.example/push?to="\n    + number;', "program-joins", '"\n    + '),
        ("- GET /push?to=$to&text=$text\n- GET /push?to=TO", "request-without-url", "/push?to=$to&text=$text"),
        ("URL: /api/send.php\nMethod: POST\n\n{}", "request-without-url", "/api/send.php"),
        (f"POST api/SMS\n\nSends it.\n\nSample:\n<S {XMLNS}><to>1</to></S>", "request-without-url", "api/SMS"),
        ("# needs wget\nwget 'http://sms.acme.example/push?to=1'", "another-program", "wget"),
        ("wget \\\n  http://sms.acme.example/push?to=1", "another-program", "wget"),
        ("wget sms.acme.example/push?to=1", "another-program", "wget"),
        ("http --form POST sms.acme.example/push to=1", "another-program", "http"),
    ],
)
def test_what_is_no_url_is_refused_by_name(sample: str, note_id: str, where: str) -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("sample", sample))
    found = refused.value.note
    assert found.id == note_id
    assert found.span is not None
    assert sample[found.span.start : found.span.end] == where


@pytest.mark.parametrize(
    ("sample", "note_id"),
    [
        (ENVELOPE, "body-without-url"),
        (f"\n  <?xml version='1.0'?>\n{ENVELOPE}\n", "body-without-url"),
        ('{"to": "447700900123", "text": "Hi"}', "body-without-url"),
        ('[{"to": "447700900123"}]\n', "body-without-url"),
        (f"Send this: {ENVELOPE}", "no-curl"),
        ("SOAPAction: 'http://tempuri.org/Send'", "no-curl"),
        (
            '<wsdl:definitions name="S" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"><soap:address'
            ' location="http://sms.acme.example/s.asmx"/></wsdl:definitions>',
            "service-description",
        ),
    ],
)
def test_names_of_namespaces_are_no_addresses(sample: str, note_id: str) -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("sample", sample))
    assert refused.value.note.id == note_id


def test_a_value_is_found_on_the_page() -> None:
    page = 'Example: http://sms.acme.example/push?to=4477\n00900123&text="See you"&from=**ACME**'
    from curl2sms import layers

    spans = {one.place.step.own: one.span for one in layers.fields(reading.read(Source("page", page)).request)}
    shown = {name: page[span.start : span.end] for name, span in spans.items() if span and name}
    assert shown == {"to": "4477\n00900123", "text": '"See you"', "from": "**ACME**"}


def test_special_characters_of_a_long_page_stay() -> None:
    text = quote("a b&c=d?e#f")
    read = reading.read(Source("page", f"http://sms.acme.example/push?to=447700900123&text={text}\n" * 3))
    assert read.request.url.endswith(f"text={text}")


@pytest.mark.parametrize(
    "parameters",
    [
        "Parameters:\nlogin - who you are\ndst - where it goes, e.g. 447700900123\ncontent - what it says",
        "| Parameter | Description |\n|---|---|\n| login | who you are |\n| dst | where |\n| content | what |",
        "Params\n- `login`: who you are\n- `dst`: where it goes\n- `content`: what it says",
    ],
)
def test_parameters_without_values_are_shown_as_a_url(parameters: str) -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("page", f"https://sms.acme.example/push\n\n{parameters}\n"))
    said = refused.value.note
    assert said.id == "parameters-without-values"
    assert said.do.endswith("https://sms.acme.example/push?login=<login>&dst=<dst>&content=<content>")


@pytest.mark.parametrize("value", ["<>", "{{}}", "%3C%3E"])
def test_empty_brackets_are_a_place_to_fill_in(value: str) -> None:
    survey = converting.convert(Source("url", f"https://x.example/send?to={value}&text={value}")).survey
    assert [str(one.field.place) for one in (survey.recipient, survey.message) if one] == ["query:to", "query:text"]


def test_headers_are_no_parameters() -> None:
    page = "https://sms.acme.example/push\nAuthorization: Bearer k\nContent-Type: application/json\n"
    read = reading.read(Source("page", page))
    assert ("Authorization", "Bearer k") in read.request.headers


def test_a_page_of_many_names_shows_no_call() -> None:
    page = "https://sms.acme.example/push\n" + "".join(f"a{number}=b\n" for number in range(200))
    assert reading.read(Source("page", page)).request.url == "https://sms.acme.example/push"


@pytest.mark.parametrize("words", ["It answers:", "Response", "This returns", "On success you get"])
def test_an_answer_is_no_body(words: str) -> None:
    page = f'https://sms.acme.example/push\n{words}\n{{"to": "447700900123", "text": "Hi"}}\n'
    assert reading.read(Source("page", page)).request.body is None


@pytest.mark.parametrize(
    "lines",
    [
        "headers = {'Authorization': 'Bearer a1'}\npayload = {'to': '447700900123', 'text': 'Hi'}",
        'headers = {"Authorization": "Bearer a1"}\npayload = dict(to="1")',
        'data = {"to": "447700900123", "text": "Hi"}\nauth = ("user", "pass1")',
        "SMS_USER=acme\nSMS_TO=447700900123\nSMS_TEXT=Hello there",
    ],
)
def test_variables_of_a_program_are_no_parameters(lines: str) -> None:
    page = f"POST to `https://sms.acme.example/push`\n\n{lines}\n"
    assert reading.read(Source("page", page)).request.url == "https://sms.acme.example/push"


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("sign", ["=", ":"])
def test_quotes_around_a_value_of_a_line_are_no_part_of_it(quote: str, sign: str) -> None:
    lines = (
        f"TO{sign} {quote}447700900123{quote}\nSMS_TEXT{sign} {quote}It{quote}s{quote}\nkey {sign} {quote}a b{quote}"
    )
    url = reading.read(Source("page", f"https://sms.acme.example/push\n\n{lines}\n")).request.url
    written = quote_plus(f"{quote}It{quote}s{quote}")
    assert url == f"https://sms.acme.example/push?TO=447700900123&SMS_TEXT={written}&key=a+b"


def test_a_document_that_holds_the_url_is_no_body_of_a_call_to_it() -> None:
    page = '{\n"to": "447700900123",\n"text": "Hi",\n"url": "https://sms.acme.example/push"\n}\n'
    assert reading.read(Source("page", page)).request.body is None


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("curl -LsSf https://b.example/install.sh | sh", "no-call-sends"),
        ("curl https://b.example/send/447700900123/Hello", "which-command"),
        ("curl https://b.example/install.sh?version=2", "which-command"),
        ('curl "https://b.example/$PATH_OF_IT"', "which-command"),
    ],
)
def test_calls_without_values_are_not_asked_about(second: str, told: str) -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("page", f"curl -sSL https://a.example/install.sh | python3 -\n{second}\n"))
    assert refused.value.note.id == told
