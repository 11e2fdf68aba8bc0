"""The provider without sockets: the checks of a proof are the same, one by one."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from curl2sms import proving, template
from curl2sms.errors import MaybeSentError
from curl2sms.http import HttpRequest
from curl2sms.proving import Play

ROOT = Path(__file__).parents[2]
TEMPLATES = [*sorted((ROOT / "samples").glob("*.json")), ROOT / "tests/cases/proving/batch.json"]
REQUEST = HttpRequest("POST", "https://sms.example//a?b=\u20ac", (("X-A", "1"), ("x-a", "2")), b"a=1")


@pytest.mark.slow
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_proof_is_the_same_check_by_check(path: Path) -> None:
    loaded = template.load(path.read_text(encoding="utf-8"), path.name)
    with proving.provider() as over_sockets, proving.provider_in_process() as in_process:
        expected = proving.verify(loaded, over_sockets).checks
        assert proving.verify(loaded, in_process).checks == expected


def test_it_opens_no_socket_and_receives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with proving.provider() as over_sockets:
        over_sockets.send(REQUEST)
        expected = over_sockets.take()
    monkeypatch.setattr(socket, "socket", None)
    with proving.provider_in_process() as in_process, in_process.playing(Play(202, {"X-B": "c"}, b"so")):
        answer = in_process.send(REQUEST)
        assert (answer.status, answer.header("X-B"), answer.body) == (202, "c", b"so")
        assert in_process.take() == expected


@pytest.mark.parametrize("fault", ["half", "reset", "slow"])
def test_an_answer_that_does_not_come_whole_is_none(fault: str) -> None:
    with proving.provider_in_process() as in_process, in_process.playing(Play(200, {}, b"so", fault)):
        with pytest.raises(MaybeSentError):
            in_process.send(REQUEST)
        assert in_process.reached(0)
        assert len(in_process.received) == 1
