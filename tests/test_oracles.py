"""The judges themselves: they see what is sent, and let nothing out."""

import pytest

from tests.oracles import CurlRefusedError, invocations, run_bash, run_curl


def test_curl_is_seen_byte_for_byte() -> None:
    seen = run_curl(["https://api.example/a/../b?x=é", "-H", "X-Id: 1", "-d", "a=1", "-u", "u:p"])
    assert (seen.method, seen.target, seen.body) == ("POST", "/b?x=é".encode(), b"a=1")
    assert ("X-Id", "1") in seen.own_headers
    assert seen.header("host") == "api.example"
    assert seen.header("authorization") == "Basic dTpw"


def test_curl_reads_standard_input() -> None:
    assert run_curl(["http://x.example", "--data-binary", "@-"], b"a\nb").body == b"a\nb"


def test_curl_that_sends_nothing_says_so() -> None:
    with pytest.raises(CurlRefusedError):
        run_curl(["http://x.example/{{id}}"])


@pytest.mark.parametrize("word", ["-xhttp://p", "-sxp", "--proxy", "--prox", "-K", "-o"])
def test_curl_is_not_led_astray(word: str) -> None:
    with pytest.raises(AssertionError):
        run_curl(["http://x.example", word, "y"])


def test_bash_tells_the_words() -> None:
    assert run_bash("X='a b'\ncurl -d \"$X\" $X $'\\n' ''\ncurl") == [["-d", "a b", "a", "b", "\n", ""], []]


def test_bash_tells_standard_input() -> None:
    assert invocations("curl -d @- <<E\nab\nE\n")[0].stdin == "ab\n"
