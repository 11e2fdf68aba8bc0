"""uncurl reads the core of every command, and nothing that it spoils is lost."""

from __future__ import annotations

import pytest

from curl2sms.errors import SampleError, Span
from curl2sms.http import HttpRequest, stand_in
from curl2sms.reading.curl.core import LONGEST, through_uncurl

WHOLE = Span(0, 4)
URL = "https://x.example/send?a=1"


def same(request: HttpRequest, *, insecure: bool = False) -> None:
    assert through_uncurl(request, insecure=insecure, command=WHOLE) == request


@pytest.mark.parametrize("method", ["GET", "POST", "get", "Post", "PURGE", "M-SEARCH"])
def test_the_method_keeps_its_case(method: str) -> None:
    same(HttpRequest(method, URL))


@pytest.mark.parametrize(
    "basic", [("u", "p"), ("u", "p:q:r"), ("u", ""), ("", "p"), ("", ""), ("u", "'\"\\ \n"), ("-u", "--")]
)
def test_credentials(basic: tuple[str, str]) -> None:
    same(HttpRequest("GET", URL, basic=basic))


@pytest.mark.parametrize(
    "headers",
    [
        (("B", "1"), ("A", "2")),
        (("X", "1"), ("X", "2"), ("x", "3")),
        (("Cookie", 'a="b"; c=d'), ("A", "b")),
        (("X", ""),),
        (("X", "v "),),
        (("X", " v"),),
        (("X", "a:b: c"),),
        (("X", "--"),),
        (("X", "-k"),),
        (("$Cookie", "a=b"),),
        (("X-é", "v"),),
        (("X", "₹ 'quoted\" \\ $A %20 @f {b}"),),
        tuple((f"X-{i}", str(i)) for i in range(450)),
        (("X", "v" * (LONGEST + 1)),),
    ],
)
def test_headers(headers: tuple[tuple[str, str], ...]) -> None:
    same(HttpRequest("POST", URL, headers, b"a=1"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"a=1&b=2",
        b"--",
        b"-d",
        b"@file",
        b"a\nb\r\nc\td\0e",
        b"'\"\\`$A ${B} $(c) %20 {x} {{y}} [z] !",
        "₹ é 😀".encode(),
        b"\xff\xfe not UTF-8",
        b"x" * LONGEST,
        b"x" * (LONGEST + 1),
        b"curl2sms-stand-in-0",
        stand_in("TO").encode(),
    ],
)
def test_data(body: bytes) -> None:
    same(HttpRequest("POST", URL, (), body))


@pytest.mark.parametrize(
    "url", ["https://x.example/a b", "https://x.example/" + "a" * 5000, "https://x.example/{a}?'\"&é"]
)
def test_urls(url: str) -> None:
    same(HttpRequest("GET", url))


def test_a_switched_off_check_is_entrusted_too() -> None:
    same(HttpRequest("GET", URL), insecure=True)


def test_what_uncurl_cannot_read_is_our_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import uncurl.api

    for failure in (SystemExit(2), ValueError("no"), IndexError("no"), AttributeError("no")):

        def fail(_: str, failure: BaseException = failure) -> None:
            print("usage: noise")
            raise failure

        monkeypatch.setattr(uncurl, "parse_context", fail)
        with pytest.raises(SampleError) as refused:
            through_uncurl(HttpRequest("GET", URL), insecure=False, command=WHOLE)
        assert refused.value.note.id == "core-unreadable"
    assert capsys.readouterr() == ("", "")
