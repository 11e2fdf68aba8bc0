"""The adapter as an operator runs it, by the command of the documentation, between a provider and an ill platform."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

import curl2sms
from tests.receipts.platforms import BROKEN, TAKEN, Platform, free_port, platform

ROOT = Path(__file__).parents[2]
GUNICORN = shutil.which("gunicorn", path=str(Path(sys.executable).parent))
REPORTS = 1000

pytestmark = [
    pytest.mark.gunicorn,
    pytest.mark.skipif(not GUNICORN, reason="gunicorn is not installed (pip install gunicorn)"),
    pytest.mark.usefixtures("no_proxy_of_this_machine"),
]

(COMMAND,) = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "docs" / "reports.md").read_text("utf-8"), re.M | re.S)
SECRET = re.findall(r"SECRET=(\S+)", COMMAND)[0]


def template(folder: Path) -> None:
    sample = (ROOT / "samples" / "exotel.sh").read_text(encoding="utf-8")
    made = curl2sms.convert(sample, macros={"MessageID": "form:CustomField"}).template
    (folder / "exotel.json").write_text(curl2sms.dump(made), encoding="utf-8")


@contextmanager
def adapter(folder: Path, environment: dict[str, str], known: Platform) -> Iterator[int]:
    """The documented command on a free port, with the mock platform as the one that takes callbacks."""
    template(folder)
    port = free_port()
    command = re.sub(r"(?<=CALLBACK=).*", f"'{known.url}'", COMMAND).replace(":8000", f":{port}")
    command = command.replace("\ngunicorn", "\nexec gunicorn")
    with (folder / "log").open("wb") as log:
        run = subprocess.Popen(["bash", "-c", command], cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, run)
            yield port
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait(30)


def wait_for(port: int, run: subprocess.Popen[bytes]) -> None:
    """Until the adapter answers; it answers everybody."""
    for _ in range(600):
        assert run.poll() is None, "it has ended"
        try:
            if asked(port, "/", b"") == 404:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("it does not answer")


def asked(port: int, path: str, body: bytes) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        return connection.getresponse().status
    finally:
        connection.close()


def test_of_a_thousand_reports_none_is_lost(tmp_path: Path, command_environment: dict[str, str]) -> None:
    once = threading.Event()

    def mood(number: int) -> tuple[int, bytes] | None:
        if number > 500 and not once.is_set():
            once.set()
            return None  # it hangs
        return BROKEN if number % 3 == 0 else TAKEN

    with platform(mood) as known, adapter(tmp_path, command_environment, known) as port:

        def report(number: int) -> int:
            """What a provider does that tries again until it is answered with success; how often it tried."""
            body = f"SmsSid=s{number}&Status=failed_dnd&CustomField=m.{number}".encode()
            for tried in range(1, 50):
                if asked(port, f"/{SECRET}", body) == 200:
                    return tried
            raise AssertionError("it is never taken")

        with ThreadPoolExecutor(8) as provider:
            tries = list(provider.map(report, range(REPORTS)))
        assert known.ids == {f"m.{number}" for number in range(REPORTS)}
    assert sum(tries) > REPORTS  # the platform was out of order
    assert once.is_set()
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert SECRET not in log


def test_without_its_settings_it_does_not_start(tmp_path: Path, command_environment: dict[str, str]) -> None:
    template(tmp_path)
    command = re.sub(r"^export \w+SECRET=.*\n", "", COMMAND, flags=re.M).replace(":8000", f":{free_port()}")
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=command_environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "The environment variable CURL2SMS_RECEIPTS_SECRET is not set" in done.stderr
    # Where both workers end at once, gunicorn may show a traceback of its own.
    assert "/curl2sms/receipts/" not in done.stderr


def test_what_it_sends_is_what_receipt_shows(tmp_path: Path, command_environment: dict[str, str]) -> None:
    with platform() as known, adapter(tmp_path, command_environment, known) as port:
        body = b"Status=failed_dnd&DetailedStatus=FAILED_DND&DateSent=2024-05-22T10:06:20Z&CustomField=98100.417"
        assert asked(port, f"/{SECRET}", body) == 200
        shown = subprocess.run(
            ["curl2sms", "receipt", "--template", "exotel.json"],
            input=body,
            cwd=tmp_path,
            env=command_environment,
            capture_output=True,
            check=True,
        )
        assert known.taken == [json.loads(shown.stdout)]
