"""Every value of a request knows which characters of the sample spell it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from curl2sms import layers, reading
from curl2sms.converting import convert
from curl2sms.errors import AmbiguousError, SampleError, Source
from curl2sms.explaining import explain
from curl2sms.layers import Style

URL = "https://x.example/send"
CORPUS = Path(__file__).parent.parent / "cases" / "corpus"


def spans(sample: str) -> dict[str, str | None]:
    """The text in the span of each value, by its place."""
    request = reading.read(Source("sample", sample)).request
    return {
        str(one.place): sample[one.span.start : one.span.end] if one.span else None for one in layers.fields(request)
    }


@pytest.mark.parametrize(
    ("words", "at", "spelling"),
    [
        ("-d to=1 -d 'text=a b' -d sign=x", "form:text", "a b"),
        ("-d 'to=1&text=a%20b'", "form:text", "a%20b"),
        ("-d a=1 -d a=2", "form:a#2", "2"),
        ("--data-urlencode 'text=a b, c'", "form:text", "a b, c"),
        ("-G --data-urlencode 'text=a b' -d to=1", "query:text", "a b"),
        ("--url-query 'text=a b'", "query:text", "a b"),
        ("-F to=1 -F 'text=\"a b\";type=text/plain'", "multipart:text", "a b"),
        ("--form-string 'text=a;b'", "multipart:text", "a;b"),
        ("-F text= -F to=1", "multipart:text", ""),
        ('--json \'{"to": "1", "text": "a\\nb"}\'', "json:/text", "a\\nb"),
        ("-d '<a b=\"1\">x &amp; y</a>'", "xml:/a", "x &amp; y"),
        ("-d 'data=%7B%22to%22%3A%221%22%2C%22text%22%3A%22a%20b%22%7D'", "form:data>json:/text", "a%20b"),
        ('--data-urlencode \'data={"to": "1", "text": "a b"}\'', "form:data>json:/text", "a b"),
        ("-H 'X-Key:  abc' -d a=1", "header:X-Key", "abc"),
        ("-H 'X: a\nY: b' -d a=1", "header:Y", "b"),
        ("-A agent -d a=1", "header:User-Agent", "agent"),
        ("--oauth2-bearer TOKEN -d a=1", "header:Authorization", "TOKEN"),
        ("-b 'a=1' -d a=1", "header:Cookie", "a=1"),
        ("-d 'text=' -d to=1", "form:text", ""),
        ("-d a=1 -H 'Content-Type: text/x; charset=iso-8859-1' -d 't=schön und'", "form:t", "schön und"),
        ("--request-target /a/b -d a=1", "path:2", "b"),
    ],
)
def test_a_value_knows_its_spelling(words: str, at: str, spelling: str) -> None:
    assert spans(f"curl {URL} {words}")[at] == spelling


def test_a_header_that_curl_adds_stands_nowhere() -> None:
    assert spans(f"curl {URL} -d a=1")["header:Content-Type"] is None


def test_a_value_in_base64_has_the_span_of_the_whole() -> None:
    inner = base64.b64encode(b'{"to": "1", "text": "abc"}').decode()
    found = spans(f"curl {URL} --data-urlencode 'data={inner}'")
    assert found["form:data>base64>json:/text"] == inner


def test_the_span_of_an_empty_value_lies_where_it_would_stand() -> None:
    sample = f"curl {URL} -F text= -F to=1"
    (span,) = (
        one.span
        for one in layers.fields(reading.read(Source("sample", sample)).request)
        if one.place.steps[0].name == "text"
    )
    assert span
    assert span.start == span.end == sample.index("text=") + len("text=")


def test_the_url_keeps_the_places_of_what_is_repaired() -> None:
    found = spans("curl 'HTTP://u:p@x.example:80/a/../b ö/?q=a b&amp;c=d#e'")
    assert (found["path:1"], found["query:q"], found["query:c"]) == ("b ö", "a b", "d")


def test_user_and_password_know_their_places() -> None:
    for command in (f"curl {URL} -u me:se%63ret", "curl https://me:se%63ret@x.example/send"):
        user, password = reading.read(Source("sample", command)).request.traces.basic
        assert [command[one.start : one.end] for one in (user.span(), password.span()) if one] == ["me", "se%63ret"]


def test_what_is_written_has_the_place_of_what_it_stands_for() -> None:
    sample = f"curl {URL}?a=1 -H 'X: y' -d 'to=+1 23&text=a&n=5'"
    request = reading.read(Source("sample", sample)).request
    values = {one: "+123" for one in layers.fields(request) if str(one.place) in ("form:to", "query:a", "header:X")}
    without = [one.place for one in layers.fields(request) if str(one.place) == "form:text"]
    changed = layers.without(layers.write(request, values, Style()), without)
    found = {str(one.place): one.span for one in layers.fields(changed)}
    assert {at: sample[span.start : span.end] for at, span in found.items() if span} == {
        "query:a": "1",
        "path:1": "send",
        "header:X": "y",
        "form:to": "+1 23",
        "form:n": "5",
    }


def test_an_equal_request_keeps_its_own_places() -> None:
    one, other = f"curl {URL} -d to=1", f"curl  -d to=1 {URL}"
    first, second = (reading.read(Source("sample", sample)).request for sample in (one, other))
    assert first == second
    assert hash(first) == hash(second)
    assert spans(one)["form:to"] == spans(other)["form:to"] == "1"
    assert [field.span for field in layers.fields(first)] != [field.span for field in layers.fields(second)]


def test_a_note_points_at_its_value() -> None:
    sample = "curl 'https://x.example/send?ref=YOUR_NAME&to=447700900123&text=Hello you' -u YOUR_NAME:k"
    said = {note.at: note for note in explain(Source("sample", sample)).notes if note.at}
    span = said["authentication:username"].span
    assert span
    assert sample[span.start - 3 : span.end] == "-u YOUR_NAME"


@pytest.mark.parametrize(
    ("sample", "said", "spelling"),
    [
        ("curl http://sms.acme.example/ -d 'to=447700900123&text=Hello you'", "plain-http", "http"),
        ("curl https://sms.acme.example:PORT/ -d 'to=447700900123&text=Hello you'", "value-unfilled", "PORT"),
        (
            f"SID=\ncurl {URL}/Accounts/$SID/a -d 'to=447700900123&text=Hello you'",
            "value-unfilled",
            f"{URL}/Accounts/$SID/a",
        ),
        (f'curl {URL} -d \'{{"to":"447700900123","text":"Hello you"}}\'', "media-type-contradicts", "{…}"),
        (
            f"curl {URL} --compressed -H 'Origin: https://a.example' -d 'to=447700900123&text=Hello you'",
            "noise-left-out",
            "https://a.example",
        ),
    ],
)
def test_a_note_on_what_the_sample_does_not_spell_points_at_what_holds_it(
    sample: str, said: str, spelling: str
) -> None:
    (span,) = (note.span for note in convert(Source("sample", sample)).notes if note.id == said)
    assert span
    found = sample[span.start : span.end]
    assert found == spelling or (found[0] + "…" + found[-1] == spelling)


@pytest.mark.parametrize(
    "words",
    [
        "-d 'to=447700900123&text=%EF%B7%90ABC%EF%B7%91'",
        '-d \'{"to": "447700900123", "text": "\\ufdd0ABC\\ufdd1"}\'',
        '-d \'{"to": "447700900123", "\\ufdd0ABC\\ufdd1": "a"}\'',
        "-d '<a><to>447700900123</to><text>&#xFDD0;ABC&#xFDD1;</text></a>'",
        "-d to=447700900123 -d $'text=\\ufdd2'",
    ],
)
def test_no_decoding_makes_a_variable(words: str) -> None:
    source = Source("sample", f"curl {URL} {words}")
    with pytest.raises(SampleError) as refused:
        convert(source)
    assert refused.value.note.id == "sample-noncharacter"
    assert refused.value.note.span


def test_base64_that_would_decode_to_a_variable_is_no_document() -> None:
    encoded = base64.b64encode('{"text": "Hello \ufdd0ABC\ufdd1"}'.encode()).decode()
    assert "form:text" in spans(f"curl {URL} --data-urlencode text={encoded}")


def test_credentials_that_decode_to_a_variable_are_refused() -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("sample", "curl https://%EF%B7%90A%EF%B7%91:p@x.example/"))
    assert refused.value.note.id == "sample-noncharacter"
    token = base64.b64encode("\ufdd0A\ufdd1:p".encode()).decode()
    read = reading.read(Source("sample", f"curl https://x.example/ -H 'Authorization: Basic {token}'"))
    assert read.request.header("Authorization") == f"Basic {token}"


def another(field: layers.Field) -> str:
    """A plain text that can take the place of a value, of the same kind as far as the syntax asks for it."""
    if field.value.isdigit():
        return f"{int(field.value[0]) % 9 + 1}{field.value[1:]}"
    if str(field.place).lower() == "header:content-type":
        return f"{field.value};q=1"
    bare = field.hops[-1].layer == "json" and field.kind in ("bare", "number", "literal")
    return "7" if bare else "Qzx"


def read_again(text: str) -> dict[str, layers.Field]:
    """The values that a sample spells, by their places."""
    try:
        read = reading.read(Source("sample", text))
    except AmbiguousError:
        read = reading.read(Source("sample", text), 1)
    return {str(one.place): one for one in layers.fields(read.request) if one.span}


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.sh")), ids=lambda path: path.stem)
def test_what_is_put_in_the_place_of_a_value_changes_that_value_alone(path: Path) -> None:
    text = path.read_bytes().decode()
    try:
        before = read_again(text)
    except SampleError as refused:
        pytest.skip(f"can't be read: {refused.note.id}")
    for at, one in before.items():
        if one.span is None or one.kind == "flag" or one.kind.startswith("empty ") or ">base64" in at:
            continue  # its characters have no spelling of their own
        after = read_again(text[: one.span.start] + another(one) + text[one.span.end :])
        changed = {place for place in before.keys() | after.keys() if value(before, place) != value(after, place)}
        alike = {
            place for place in changed if place in before and before[place].span == one.span
        }  # one variable, twice
        document = at.rpartition(">")[0]  # that the value is in: it may be one no more
        around = {place for place in changed if document and place.startswith(document)}
        assert at in changed, at
        assert changed <= alike | around, f"{at}: {sorted(changed)}"


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.sh")), ids=lambda path: path.stem)
def test_no_note_on_a_value_points_at_the_whole_command(path: Path) -> None:
    try:
        made = convert(Source("sample", path.read_bytes().decode()))
    except SampleError as refused:
        pytest.skip(f"no template: {refused.note.id}")
    assert [note.message for note in made.notes if note.at and note.span == made.reading.span] == []


def value(fields: dict[str, layers.Field], place: str) -> str | None:
    """A value; None where it is not there."""
    return fields[place].value if place in fields else None
