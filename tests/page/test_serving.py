"""The page as people start it: `curl2sms page`, and a team's server by the command that the documents show."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from curl2sms.cli import main

ROOT = Path(__file__).parents[2]
SAMPLE = "curl https://sms.example/send -H 'X-Key: k3y-0f-mine' -d to=447700900123 -d text='See you at 5'"
PATIENCE = 30
GUNICORN = shutil.which("gunicorn", path=str(Path(sys.executable).parent))


@contextmanager
def running(environment: dict[str, str], *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A `curl2sms page` that answers, and its port."""
    command = [sys.executable, "-m", "curl2sms", "page", "--no-browser", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout
        yield process, int(process.stdout.readline().rpartition(":")[2].rstrip("/\n"))
    finally:
        process.kill()
        process.communicate()


def asked(
    port: int, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Status and body of one request."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        body = None if data is None else json.dumps(data)
        connection.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})
        response = connection.getresponse()
        return response.status, response.read().decode()


@pytest.mark.slow
def test_the_command_serves_the_page_until_it_is_interrupted(command_environment: dict[str, str]) -> None:
    with running(command_environment) as (process, port):
        status, page = asked(port, "GET", "/")
        token = re.findall('name="curl2sms-token" content="([^"]+)"', page)[0]
        assert (status, len(token)) == (200, 43)
        assert asked(port, "POST", "/api/convert", {"sample": SAMPLE})[0] == 403
        headers = {"X-Curl2sms-Token": token, "Origin": f"http://127.0.0.1:{port}"}
        status, answer = asked(port, "POST", "/api/convert", {"sample": SAMPLE}, headers)
        assert json.loads(answer)["state"] == "converted"
        status, rows = asked(port, "POST", "/api/verify", {"template": json.loads(answer)["template"]}, headers)
        assert json.loads(rows.splitlines()[-1])["total"]["ok"] is True
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
        assert (process.returncode, said) == (0, "Nothing leaves this computer. Ctrl-C ends the page.\n")


def test_a_port_that_another_page_has_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["page", "--no-browser", "--port", str(other.getsockname()[1])]) == 2
    assert "Another page may already use it" in capsys.readouterr().err
    assert main(["page", "--no-browser", "--port", "99999"]) == 2


def documented() -> str:
    """The command of docs/page.md."""
    (command,) = re.findall(r"^```sh\n(.*gunicorn .*)\n```$", (ROOT / "docs" / "page.md").read_text("utf-8"), re.M)
    return str(command)


def of_the_container() -> str:
    """What the Containerfile starts, on this machine only."""
    lines = dict(re.findall(r"^(CMD|ENV) (.*)$", (ROOT / "Containerfile").read_text("utf-8"), re.M))
    return f"{lines['ENV']} {shlex.join(json.loads(lines['CMD']))}".replace("0.0.0.0:", "127.0.0.1:")


@pytest.mark.gunicorn
@pytest.mark.skipif(not GUNICORN, reason="gunicorn is not installed (pip install gunicorn)")
@pytest.mark.parametrize("command_of", [documented, of_the_container])
def test_a_team_s_server_runs_by_the_command_that_is_documented(
    command_of: Callable[[], str], command_environment: dict[str, str]
) -> None:
    command = command_of()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["bash", "-c", f"exec env {command.replace('8000', str(port))}"],
        env=command_environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert asked(port, "GET", "/")[0] == 200
        _, answer = asked(port, "POST", "/api/convert", {"sample": SAMPLE})
        assert json.loads(answer)["state"] == "converted"
        _, rows = asked(port, "POST", "/api/verify", {"template": json.loads(answer)["template"]})
        assert json.loads(rows.splitlines()[-1])["total"]["ok"] is True
        assert asked(port, "POST", "/api/convert", {"sample": SAMPLE}, {"Origin": "http://evil.example"})[0] == 403
        assert asked(port, "POST", "/api/convert", {"sample": "x" * (65 << 10)})[0] == 413
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
    assert b"k3y" not in said


def test_a_team_s_server_does_not_start_without_its_hosts() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "CURL2SMS_HOSTS"}
    done = subprocess.run(
        [sys.executable, "-c", "from curl2sms.page import app"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "CURL2SMS_HOSTS" in done.stderr
