"""Values that a person gives for what a sample leaves to be filled in: the same as if the sample had had them."""

from __future__ import annotations

import json

import pytest

from curl2sms import convert, render
from curl2sms.errors import UnfitError, UsageError
from curl2sms.filling_in import fill_in, value_at
from curl2sms.http import HttpRequest

_JSON = (
    "curl https://x.example/s -H 'Content-Type: application/json'"
    """ -d '{"to":"447700900123","text":"Hi you","from":"@"}'"""
)
# A sample with a place to be filled in (@), the place's name, what is there, and what a person gives.
CASES = {
    "a form": (
        "curl https://x.example/s -d 'from=@' -d to=+447700900123 -d text=Hi%20you",
        "form:from",
        "YOUR_ID",
        "AB",
    ),
    "JSON": (_JSON, "json:/from", "<sender>", "AB"),
    "a query": ("curl 'https://x.example/s?key=@&to=447700900123&text=Hi%20you'", "query:key", "YOUR_KEY", "k3y"),
    "a segment of the path": (
        "curl https://x.example/a/@/s -d to=447700900123 -d text=Hi%20you",
        "path:2",
        "{account_id}",
        "ac71",
    ),
    "the host": ("curl https://@/s -d to=447700900123 -d text=Hi%20you", "host", "YOUR_HOST", "api.acme.example"),
    "the port": ("curl https://x.example:@/s -d to=447700900123 -d text=Hi%20you", "port", "PORT", "8443"),
    "a user": (
        "curl -u '@:secret1' https://x.example/s -d to=447700900123 -d text=Hi%20you",
        "authentication:username",
        "YOUR_USER",
        "ann",
    ),
    "a password": (
        "curl -u 'ann:@' https://x.example/s -d to=447700900123 -d text=Hi%20you",
        "authentication:password",
        "YOUR_PASSWORD",
        "p1x9",
    ),
    "a header": (
        "curl -H 'authkey: @' https://x.example/s -d to=447700900123 -d text=Hi%20you",
        "header:authkey",
        "YOUR_KEY",
        "k3y",
    ),
}


@pytest.mark.parametrize(("sample", "place", "stand_in", "value"), CASES.values(), ids=list(CASES))
def test_a_value_at_a_place_is_as_if_the_sample_had_it(sample: str, place: str, stand_in: str, value: str) -> None:
    open_sample, written = sample.replace("@", stand_in), sample.replace("@", value)
    assert [one.at for one in convert(open_sample).unfilled] == [place]
    filled = convert(open_sample, settings={place: value})
    assert filled.template == convert(written).template
    assert not filled.unfilled


@pytest.mark.parametrize("value", ["a&b=c+d %41 é", 'say "hi" \\', "${X} {{x}} $9"])
def test_a_value_is_data_and_never_markup(value: str) -> None:
    made = convert(_JSON.replace("@", "<sender>"), settings={"json:/from": value})
    sent = render(made.template, "+447700900123", "Hi")
    assert json.loads(sent.body or b"")["from"] == value


def test_the_scheme_of_a_header_stays_and_that_is_reported() -> None:
    sample = "curl -H 'Authorization: Bearer YOUR_TOKEN' https://x.example/s -d to=447700900123 -d text=Hi%20you"
    kept = convert(sample, settings={"header:Authorization": "t0k3n"})
    whole = convert(sample, settings={"header:Authorization": "Bearer t0k3n"})
    assert kept.template == whole.template
    said = [[note.at for note in made.notes if note.id == "setting-scheme-kept"] for made in (kept, whole)]
    assert said == [["header:Authorization"], []]


@pytest.mark.parametrize(
    ("place", "value", "refused"),
    [
        ("form:frm", "x", "no-such-place"),
        ("no place", "x", "no-such-place"),
        ("authentication:username", "x", "no-such-place"),
        ("host", "https://x.example", "setting-not-host"),
        ("host", "x.example/path", "setting-not-host"),
        ("host", "x.example:80", "setting-not-host"),
        ("port", "http", "setting-not-host"),
        ("header:X-Key", "a\nb", None),
    ],
)
def test_what_can_not_be_put_in_is_refused(place: str, value: str, refused: str | None) -> None:
    request = HttpRequest("POST", "https://YOUR_HOST/s", (("X-Key", "k"),), b"from=a&to=1")
    with pytest.raises((UsageError, UnfitError)) as caught:
        fill_in(request, {place: value})
    assert refused in (None, caught.value.note.id)


def test_each_place_shows_what_is_there() -> None:
    request = HttpRequest("POST", "https://h:1/s", (("X-Key", "k"),), b"from=a", basic=("u", "p"))
    places = {"host": "h", "port": "1", "authentication:password": "p", "header:X-Key": "k", "form:from": "a"}
    assert {place: value_at(request, place) for place in places} == places
    assert value_at(request, "form:nothing") is None
