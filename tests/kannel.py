"""A real Kannel on loopback: its gateway (`bearerbox`), its HTTP side (`smsbox`), and an operator (`fakesmsc`).

It shares nothing with this project, so what its operator prints is a witness of what a template sends.
"""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote_to_bytes

_BEARERBOX = shutil.which("bearerbox", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
_SMSBOX = shutil.which("smsbox", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
_FAKESMSC = shutil.which("fakesmsc", path="/usr/lib/kannel/test:/usr/bin:/usr/local/bin")
INSTALLED = bool(_BEARERBOX and _SMSBOX and _FAKESMSC)
WHY_NOT = "Kannel with its fakesmsc is not installed (apt-get install kannel kannel-extras)"

USERNAME, PASSWORD, SENDER = "acme", "s3cr3t-pa55word", "ACME"
_PATIENCE = 60.0  # seconds until something that must happen counts as missing

# Groups are separated by empty lines. A text of 5,000 UCS-2 characters takes 75 parts.
_CONFIGURATION = f"""
group = core
admin-port = {{admin}}
admin-interface = 127.0.0.1
admin-password = {PASSWORD}
smsbox-port = {{boxes}}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
box-deny-ip = "*.*.*.*"

group = smsc
smsc = fake
port = {{operator}}
our-host = 127.0.0.1
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {{http}}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = {USERNAME}
password = {PASSWORD}
concatenation = true
max-messages = 200

group = sms-service
keyword = default
text = none

"""

# What fakesmsc prints: sender, recipient, then `ucs-2 TEXT`, `text TEXT` or `udh HEADER data TEXT`, percent-encoded.
_GOT = re.compile(rb"Got message \d+: <(\S*) (\S*) (?:udh (\S+) data|ucs-2|text) (\S*)>")


class Kannel:
    """A gateway that runs; ``port`` is where it takes messages over HTTP."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        names = ("admin", "boxes", "operator", "http")
        self._ports = dict(zip(names, _free_ports(len(names)), strict=True))
        self.port = self._ports["http"]
        (folder / "kannel.conf").write_text(_CONFIGURATION.format(**self._ports), encoding="ascii")

    def start(self) -> None:
        """Start all three, each when what it connects to listens."""
        self._run("bearerbox", [str(_BEARERBOX), "-v", "1", "kannel.conf"])
        self._wait_until(lambda: _listens(self._ports["boxes"]), "bearerbox listens to its boxes")
        self._wait_until(lambda: _listens(self._ports["operator"]), "bearerbox listens to its operator")
        self._run("smsbox", [str(_SMSBOX), "-v", "0", "kannel.conf"])
        self._wait_until(lambda: _listens(self.port), "smsbox listens")
        self.start_operator()

    def start_operator(self) -> None:
        """Connect an operator, and wait until the gateway can reach it: the answer to its one message comes back."""
        before = self._log("operator").count(b"<2 1 text none>")
        hello = ["-H", "127.0.0.1", "-r", str(self._ports["operator"]), "-m", "1", "1 2 text hello"]
        self._run("operator", [str(_FAKESMSC), *hello])
        self._wait_until(lambda: self._log("operator").count(b"<2 1 text none>") > before, "the operator is reached")

    def end(self, name: str) -> None:
        """End ``bearerbox``, ``smsbox`` or ``operator``; at once, as in a crash."""
        process = self._processes.pop(name)
        process.kill()
        process.wait()

    def end_all(self) -> None:
        """End what still runs of the three."""
        for name in list(self._processes):
            self.end(name)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """One of the three does nothing for a while, and then goes on, unless it was ended."""
        self._processes[name].send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            if name in self._processes:
                self._processes[name].send_signal(signal.SIGCONT)

    def arrived(self, number: str) -> str:
        """The text that the operator got for a number, its parts joined; AssertionError where none comes whole."""
        texts: list[bytes] = []

        def came() -> bool:
            texts[:] = self._whole(number)
            return bool(texts)

        self._wait_until(came, f"a message for {number} arrives")
        assert len(texts) == 1, f"{len(texts)} messages for {number}"
        return texts[0].decode("utf-16-be")

    def nothing_arrived(self, number: str) -> bool:
        """Whether the operator got nothing for a number up to now."""
        return not any(to == number.encode() for _, to, _, _ in self._got())

    def took_call(self, number: str) -> None:
        """Wait until the HTTP side has taken a call for a number."""
        self._wait_until(lambda: number.encode() in self._log("smsbox"), f"a call for {number}")

    def _whole(self, number: str) -> list[bytes]:
        """The UTF-16BE of each message for a number all of whose parts are there."""
        whole: list[bytes] = []
        parts: dict[int, dict[int, bytes]] = {}
        for _, to, header, text in self._got():
            if to != number.encode():
                continue
            if not header:
                whole.append(_bytes(text))
                continue
            # 3GPP TS 23.040 9.2.3.24.1: length, element 00, its length 03, reference, parts in all, this part.
            length, element, size, reference, total, part = _bytes(header)
            assert (length, element, size) == (5, 0, 3), header
            of_message = parts.setdefault(reference, {})
            assert part not in of_message, f"part {part} came twice"
            of_message[part] = _bytes(text)
            if len(of_message) == total:
                whole.append(b"".join(of_message[one] for one in range(1, total + 1)))
        return whole

    def _got(self) -> list[tuple[bytes, ...]]:
        return _GOT.findall(self._log("operator"))

    def _log(self, name: str) -> bytes:
        file = self._folder / f"{name}.log"
        return file.read_bytes() if file.exists() else b""

    def _run(self, name: str, command: list[str]) -> None:
        with (self._folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def _wait_until(self, done: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + _PATIENCE
        while not done():
            for name, process in self._processes.items():
                assert process.poll() is None, f"{name} has ended:\n{self._log(name).decode(errors='replace')[-2000:]}"
            assert time.monotonic() < end, f"not within {_PATIENCE:.0f} s: {what}"
            time.sleep(0.005)


@contextmanager
def kannel() -> Iterator[Kannel]:
    """A Kannel with an operator; its processes end with this."""
    assert INSTALLED, WHY_NOT
    with tempfile.TemporaryDirectory() as folder:
        gateway = Kannel(Path(folder))
        try:
            gateway.start()
            yield gateway
        finally:
            gateway.end_all()


def _free_ports(count: int) -> list[int]:
    """Ports of loopback on which nothing listens now; each another."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _bytes(printed: bytes) -> bytes:
    """What Kannel's percent-encoding means: a space is a plus."""
    return unquote_to_bytes(printed.replace(b"+", b" "))
