"""The curl command that is printed: bash and curl themselves say what it sends."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curl2sms.errors import UnfitError
from curl2sms.http import HttpRequest
from curl2sms.rendering import FORMATS
from tests.examples import examples
from tests.oracles import run_bash, run_curl

URL = "https://api.example.com/send"
NAMES = st.from_regex(r"X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
PATHS = st.from_regex(r"(/[A-Za-z0-9._~!$&'()*+,;=:@-]{0,5}|/%[0-9A-Fa-f]{2}|/\.\.?){0,4}", fullmatch=True)
QUERIES = st.none() | st.text(
    st.characters(min_codepoint=0x21, exclude_categories=["Cs", "Cc", "Z"], exclude_characters="#"), max_size=20
)


@st.composite
def requests(draw: st.DrawFn) -> HttpRequest:
    """Requests as templates make them."""
    query = draw(QUERIES)
    body = draw(st.none() | TEXTS.map(str.encode) | st.binary(max_size=20).map(lambda data: data.replace(b"\0", b"")))
    user = LINES.map(lambda user: user.replace(":", "").lstrip("-"))  # curl's keeper takes a word with - for an option
    headers = draw(st.lists(st.tuples(NAMES, LINES), max_size=3))
    if draw(st.booleans()):
        headers.append(("Content-Type", "text/plain"))
    return HttpRequest(
        draw(st.sampled_from(["GET", "POST", "PUT", "patch", "DELETE"])),
        "https://api.example.com" + draw(PATHS) + ("" if query is None else f"?{query}"),
        tuple(headers),
        body and body.lstrip(b"-"),
        draw(st.none() | st.tuples(user, LINES)),
    )


@examples(40)
@given(requests())
@example(HttpRequest("GET", URL))
@example(HttpRequest("POST", URL))
@example(HttpRequest("POST", URL, (), b""))
@example(HttpRequest("POST", URL, (("Content-Type", "application/x-www-form-urlencoded"),), b"a=1"))
@example(HttpRequest("POST", URL, (), b"@/etc/passwd"))
@example(
    HttpRequest("POST", URL, (("Content-Type", "application/json"),), '{"a": "it\'s \\ 50% $HOME `id` !x ₹"}'.encode())
)
@example(HttpRequest("POST", URL, (), b"\xff\xfe' \x01"))
@example(HttpRequest("POST", URL, (), "left\u202eright\u200b".encode()))
@example(HttpRequest("GET", f"{URL}?a[]=1&b={{x}}&c=[1-3]&d=é"))
@example(HttpRequest("GET", "https://api.example.com/a/../b//%7e/./c?x=%2f"))
@example(HttpRequest("GET", "https://api.example.com?x"))
@example(HttpRequest("GET", URL, (("X-Empty", ""), ("X-Twice", "1"), ("x-twice", "2"), ("Accept", "text/xml"))))
@example(HttpRequest("GET", URL, (("User-Agent", "own/1.0"),), None, ("", "")))
@example(HttpRequest("GET", URL, (("Authorization", "Bearer x"),), None, ("user", "pa:ss")))
def test_the_command_sends_the_very_request(request_: HttpRequest) -> None:
    (words,) = run_bash(FORMATS["curl"](request_))
    sent = run_curl(words)
    assert sent.method == request_.method
    assert sent.target == request_.target
    assert sorted(sent.own_headers) == sorted(request_.wire_headers())
    assert sent.body == (request_.body or b"")
    assert (sent.header("Content-Length") is None) == (request_.body is None)


def test_what_curl_implies_is_not_written() -> None:
    form = ("Content-Type", "application/x-www-form-urlencoded")
    assert FORMATS["curl"](HttpRequest("POST", URL, (form,), b"a=1")) == f"curl \\\n  --data-raw a=1 \\\n  {URL}\n"
    written = FORMATS["curl"](HttpRequest("POST", URL, (("X-Key", "k"), form), b"a=1"))
    assert written == f"curl \\\n  --header 'X-Key: k' \\\n  --data-raw a=1 \\\n  {URL}\n"


def test_only_bytes_that_no_eye_can_see_are_spelt() -> None:
    assert "--data-raw $'\\x01 ~\\x7f\\xff'" in FORMATS["curl"](HttpRequest("POST", URL, (), b"\x01 ~\x7f\xff"))


def test_what_no_command_can_hold_is_refused() -> None:
    for body, note_id in ((b"a\0b", "curl-no-nul"), (b"a" * 131_072, "curl-argument-too-long")):
        with pytest.raises(UnfitError) as caught:
            FORMATS["curl"](HttpRequest("POST", URL, (), body))
        assert caught.value.note.id == note_id
    assert len(FORMATS["curl"](HttpRequest("POST", URL, (), b"a" * 131_071))) > 131_071


def test_only_what_is_needed_is_written() -> None:
    request = HttpRequest("POST", URL, (("X-Key", "k"),), b"to=1", ("user", "pass word"))
    assert FORMATS["curl"](request) == (
        "curl \\\n"
        "  --user 'user:pass word' \\\n"
        "  --header 'X-Key: k' \\\n"
        "  --header Content-Type: \\\n"
        "  --data-raw to=1 \\\n"
        "  https://api.example.com/send\n"
    )
