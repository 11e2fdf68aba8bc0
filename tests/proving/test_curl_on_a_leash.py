"""Real curl replays a stranger's options, and nothing of the machine is read, written or left."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from curl2sms import proving
from curl2sms.errors import Span
from curl2sms.proving import curl
from curl2sms.reading.curl.options import table
from curl2sms.reading.model import ReadOption
from curl2sms.traced import Traced

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")

URL = ReadOption("url", Traced("https://api.example.com/v1"), Span(0, 0))


def option(name: str, value: str | None = None) -> ReadOption:
    return ReadOption(name, None if value is None else Traced(value), Span(0, 0))


def from_stdin(name: str, text: str) -> ReadOption:
    return ReadOption(name, Traced("@-"), Span(0, 0), stdin=Traced(text))


class Elsewhere:
    """A listener on loopback that nobody may call: a proxy, or another host."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.called = False
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        try:
            self.socket.accept()[0].close()
        except OSError:
            return
        self.called = True


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    listener = Elsewhere()
    yield listener
    listener.socket.close()


@pytest.fixture
def hostile_home(tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and an environment that would lead curl astray."""
    (tmp_path / ".curlrc").write_text(
        f'proxy = "http://127.0.0.1:{elsewhere.port}"\nheader = "X-From-Curlrc: 1"\noutput = "{tmp_path}/written"\n'
    )
    (tmp_path / ".netrc").write_text("machine api.example.com login who password s3cret\ndefault login a password b\n")
    for name in ("HOME", "CURL_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{elsewhere.port}")
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "written"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_configuration_proxy_and_netrc_of_the_machine_have_no_say(
    hostile_home: Path, elsewhere: Elsewhere, provider: proving.Provider
) -> None:
    received, _ = curl.replay([URL, option("data", "a=1"), option("header", "X-Own: 1")], provider)
    assert (received.method, received.target, received.body) == ("POST", b"/v1", b"a=1")
    assert received.header("Host") == "api.example.com"
    assert received.header("X-Own") == "1"
    assert received.header("X-From-Curlrc") is None
    assert received.header("Authorization") is None
    assert not elsewhere.called
    assert not (hostile_home / "written").exists()


FILES = {
    "data": "@secret.txt",
    "data-ascii": "@secret.txt",
    "data-binary": "@secret.txt",
    "data-urlencode": "name@secret.txt",
    "url-query": "@secret.txt",
    "json": "@secret.txt",
    "header": "@secret.txt",
    "cookie": "secret.txt",
    "form": "file=@secret.txt",
}
FORM_FILES = ["file=<secret.txt", "a=b;headers=@secret.txt", 'a="b";headers=<secret.txt']


@pytest.mark.parametrize(("name", "value"), [*FILES.items(), *(("form", value) for value in FORM_FILES)])
def test_a_value_that_names_a_file_never_passes(
    name: str, value: str, provider: proving.Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("s3cret")
    monkeypatch.chdir(tmp_path)
    provider.clear()
    with pytest.raises(curl.NotReplayedError, match=f"--{name}"):
        curl.replay([URL, option(name, value)], provider)
    assert provider.received == []


SAFE = {
    "data-raw": "@not-a-file",
    "data-urlencode": "a=@not-a-file",
    "cookie": "a=b",
    "form-string": "a=@not-a-file",
    "url-query": "a=@x",
}


@pytest.mark.parametrize(("name", "value"), SAFE.items())
def test_a_value_that_only_looks_like_a_file_passes(name: str, value: str, provider: proving.Provider) -> None:
    received, _ = curl.replay([URL, option(name, value)], provider)
    whole = received.target + received.body + repr(received.headers).encode()
    assert b"not-a-file" in whole or b"a=" in whole


NOT_REPLAYED = ["proxy", "socks5", "unix-socket", "connect-to", "resolve", "netrc", "netrc-file", "upload-file", "cert"]


@pytest.mark.parametrize("name", NOT_REPLAYED)
def test_an_option_that_leads_elsewhere_ends_the_replay_by_its_name(name: str, provider: proving.Provider) -> None:
    provider.clear()
    with pytest.raises(curl.NotReplayedError, match=f"^--{name}$"):
        curl.replay([URL, option(name, "x")], provider)
    assert provider.received == []


def test_no_option_that_reads_writes_or_connects_is_ever_passed() -> None:
    dangerous = {
        *("config", "output", "output-dir", "remote-name", "remote-name-all", "remote-header-name", "dump-header"),
        *("cookie-jar", "trace", "trace-ascii", "stderr", "libcurl", "etag-save", "hsts", "alt-svc", "create-dirs"),
        *("proxy", "preproxy", "proxy1.0", "socks4", "socks4a", "socks5", "socks5-hostname", "noproxy", "doh-url"),
        *("unix-socket", "abstract-unix-socket", "interface", "dns-servers", "resolve", "connect-to", "proto"),
        *("netrc", "netrc-file", "netrc-optional", "upload-file", "cert", "key", "engine", "egd-file", "random-file"),
        *(
            "location",
            "retry",
            "rate",
            "next",
            "write-out",
            "ipfs-gateway",
            "proto-default",
            "etag-compare",
            "max-time",
        ),
    }
    known = {name for name in dangerous if name in table()}
    assert len(known) > 40
    for name in known:
        assert not table()[name].replay, name
    lines, left_out = curl._chosen([option("proto-default", "ftp"), option("output", "x"), option("location")])
    assert (lines, left_out) == ([], ("--proto-default", "--output", "--location"))
    with pytest.raises(curl.NotReplayedError, match="--next"):
        curl._chosen([option("next")])


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.com/[1-9999999]",
        "https://api.example.com/{a,b,c}",
        "HTTPS://user:p%40ss@api.example.com:443/x",
        "http://169.254.169.254/latest",
        "http://localhost:9/x",
        "http://[::1]/x",
    ],
)
def test_every_url_leads_to_the_mock_once(url: str, provider: proving.Provider) -> None:
    received, _ = curl.replay([option("url", url)], provider)
    assert received.method == "GET"
    assert received.header("Host") != f"{provider.address[0]}:{provider.address[1]}"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x/", "dict://x/", "scp://x/y"])
def test_other_schemes_end_the_replay(url: str, provider: proving.Provider) -> None:
    provider.clear()
    with pytest.raises(curl.NotReplayedError):
        curl.replay([option("url", url)], provider)
    assert provider.received == []


def test_https_is_replayed_as_http_with_the_host_kept(provider: proving.Provider) -> None:
    for url, host in {
        "https://api.example.com/": "api.example.com",
        "https://api.example.com:443/": "api.example.com",
        "https://api.example.com:8443/": "api.example.com:8443",
    }.items():
        assert curl.replay([option("url", url)], provider)[0].header("Host") == host


def test_any_letters_come_through_the_configuration(provider: proving.Provider) -> None:
    text = "\"quotes\" \\ back\\slash \ttab\nline\r\n# no comment\v 'single' ₹ नमस्ते 😀 ="
    received, _ = curl.replay([URL, option("data-binary", text)], provider)
    assert received.body == text.encode()


def test_a_user_without_a_password_is_asked_for_none(provider: proving.Provider) -> None:
    received, _ = curl.replay([URL, option("user", "who")], provider)
    assert received.header("Authorization") == "Basic d2hvOg=="


def test_standard_input_is_what_the_sample_says(provider: proving.Provider) -> None:
    assert curl.replay([URL, from_stdin("data", "a=1\nb=2\r\n")], provider)[0].body == b"a=1b=2"
    assert curl.replay([URL, from_stdin("data-binary", "a=1\n")], provider)[0].body == b"a=1\n"
    with pytest.raises(curl.NotReplayedError):
        curl.replay([URL, option("data", "@-")], provider)


def test_nothing_is_left_behind(provider: proving.Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    curl.replay([URL], provider)
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_a_writable_folder_says_so(
    provider: proving.Provider, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(curl.NotReplayedError, match="does not run"):
        curl.replay([URL], provider)


def test_a_machine_without_curl_says_so(provider: proving.Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert curl.version() is None
    with pytest.raises(curl.NotReplayedError, match="no curl"):
        curl.replay([URL], provider)
