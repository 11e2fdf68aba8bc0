"""The adapter between provider and platform: what it answers, what it sends, and that no report is lost."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from curl2sms import receipts
from curl2sms.callbacks import Callback
from curl2sms.errors import UsageError
from curl2sms.receipts import adapter
from curl2sms.receipts.adapter import Adapter, Settings
from tests.examples import examples
from tests.receipts.platforms import BROKEN, DRIPPING, TAKEN, platform

ROOT = Path(__file__).parents[2]
SECRET = "s3cret-of-the-path-0001"
FORM = Callback("query:meta", "form:status", ("DELIVRD",), ("UNDELIV",), time="form:at")
LIST = Callback("json:/id", "json:/status", ("ok",), ("bad",), list="json:")
NOW = 1716400000
NOWHERE = "http://127.0.0.1:9/"  # the discard port: nobody listens

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_proxy_of_this_machine")]


def ask(app: Any, body: bytes = b"", *, path: str = f"/{SECRET}", query: str = "", **environ: Any) -> tuple[int, str]:
    """What the application answers a request: the status and the text."""
    given: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.input": io.BytesIO(body),
    }
    given |= environ
    setup_testing_defaults(given)
    said: list[str] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
        del headers, exc_info
        said.append(status)

    answered = app(given, start_response)
    text = b"".join(answered).decode()
    if hasattr(answered, "close"):
        answered.close()
    return int(said[0].split()[0]), text


def made(url: str = NOWHERE, callback: Callback = FORM, seconds: float = 5, **more: Any) -> Adapter:
    return Adapter(Settings(callback, SECRET, url, **more), seconds=seconds, clock=lambda: NOW)


def test_a_report_is_answered_after_the_platform_has_taken_its_callback() -> None:
    with platform() as known:
        app = validator(made(known.url))
        assert ask(app, b"status=DELIVRD&at=1716372380", query="meta=m.1") == (200, "OK")
        [callback] = known.taken
    assert callback == [{"event": "delivered", "data": [{"ts": 1716372380, "meta": "m.1", "description": "DELIVRD"}]}]


def test_the_provider_sees_the_text_that_it_wants_to() -> None:
    with platform() as known:
        assert ask(made(known.url, answer="ACK/Jasmin"), b"status=DELIVRD", query="meta=1") == (200, "ACK/Jasmin")


@pytest.mark.parametrize(
    "said",
    [BROKEN, (503, b""), (400, b"{}"), (302, b""), (200, b'{"status": "error", "error_code": 400}'), DRIPPING, None],
    ids=lambda said: str(said and said[0]),
)
def test_what_the_platform_does_not_take_is_not_taken(said: tuple[int, bytes] | None) -> None:
    with platform(lambda _: said) as known:
        status, text = ask(made(known.url, seconds=0.2), b"status=DELIVRD", query="meta=m.1")
    assert (status, text) == (503, "not taken yet: try again")


def test_a_platform_that_is_not_there_is_no_success() -> None:
    assert ask(made(), b"status=DELIVRD", query="meta=m.1")[0] == 503


def test_a_state_that_is_not_final_is_done_with() -> None:
    assert ask(made(), b"status=ENROUTE", query="meta=m.1") == (200, "OK")


def test_no_report_is_lost_however_ill_the_platform_is() -> None:
    """The provider tries again until it is answered with success, as its queue is the only one."""

    def mood(number: int) -> tuple[int, bytes] | None:
        return None if number % 50 == 0 else BROKEN if number % 3 == 0 else TAKEN

    with platform(mood) as known:
        app = made(known.url, seconds=0.3)
        for number in range(120):
            tries = range(20)
            assert any(ask(app, b"status=DELIVRD", query=f"meta=m.{number}")[0] == 200 for _ in tries)
        assert known.ids == {f"m.{number}" for number in range(120)}


def test_one_request_of_the_provider_is_one_of_the_platform_up_to_its_limit() -> None:
    report = json.dumps([{"id": str(n), "status": "ok" if n % 2 else "bad"} for n in range(250)]).encode()
    with platform() as known:
        assert ask(made(known.url, LIST), report, CONTENT_TYPE="application/json")[0] == 200
        assert [len(callback) for callback in known.taken] == [100, 100, 50]
        schema = json.loads((ROOT / "schemas" / "clevertap-callback.schema.json").read_text(encoding="utf-8"))
        for callback in known.taken:
            Draft202012Validator(schema).validate(callback)
    assert len(known.ids) == 250


def test_the_time_is_for_all_requests_of_a_report_together() -> None:
    report = json.dumps([{"id": str(n), "status": "ok"} for n in range(2000)]).encode()
    with platform(lambda number: TAKEN if number < 3 else None) as known:
        assert ask(made(known.url, LIST, seconds=0.4), report)[0] == 503
        assert len(known.asked) == 3  # the third hangs until the time is up


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the adapter writes into its log."""
    handler = logging.StreamHandler(io.StringIO())
    adapter.log.addHandler(handler)
    yield handler.stream
    adapter.log.removeHandler(handler)


def test_what_of_a_report_can_not_be_mapped_is_in_the_log(logged: io.StringIO) -> None:
    report = b'[{"id": "1", "status": "ok"}, {"status": "bad"}, {"id": "3", "status": "new\\nline"}]'
    with platform() as known:
        assert ask(made(known.url, LIST), report)[0] == 200
        assert known.ids == {"1"}
    assert [line.partition(":")[0] for line in logged.getvalue().splitlines()] == [
        "report-state-not-final",
        "report-without-id",
    ]
    assert "new\\nline" in logged.getvalue()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"status=DELIVRD", 422),  # no id
        (b"<report/>", 422),
        (b"{", 422),
        (b'{"a": ' * 50_000, 422),
        (b"\xff\xfe\x00", 422),
        (b"x" * ((1 << 20) + 1), 413),
        ("&".join(f"a{n}=1" for n in range(2000)).encode(), 422),
    ],
)
def test_what_is_no_report_is_not_taken(body: bytes, status: int) -> None:
    assert ask(validator(made()), body)[0] == status


@pytest.mark.parametrize(
    "path", ["/", "", "/x", f"/{SECRET}x", f"/x/{SECRET}", f"/{SECRET[:-1]}", "/ü", f"//{SECRET}/x"]
)
def test_without_the_secret_there_is_nothing(path: str, logged: io.StringIO) -> None:
    assert ask(made(), b"status=DELIVRD", path=path, query="meta=1") == (404, "not found")
    assert SECRET not in logged.getvalue()


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("PUT", 200), ("HEAD", 405), ("DELETE", 405), ("x", 405)])
def test_reports_come_with_these_methods(method: str, status: int) -> None:
    callback = Callback("query:meta", "query:status", ("ok",), ())
    with platform() as known:
        assert ask(made(known.url, callback), query="meta=1&status=ok", REQUEST_METHOD=method)[0] == status
        assert len(known.taken) == (status == 200)


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"CONTENT_LENGTH": "x"}, 400),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "9999"}, 400),  # cut off
        ({"CONTENT_LENGTH": ""}, 422),  # a body whose end nobody states is none
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 400),
        ({"CONTENT_LENGTH": "", "wsgi.input_terminated": True}, 503),  # chunked, as gunicorn hands it on
        ({"CONTENT_TYPE": "text/plain; charset=nonsense"}, 503),
        ({"QUERY_STRING": "meta=%FF\xff"}, 503),
    ],
)
def test_a_request_in_bad_form_is_answered(environ: dict[str, Any], status: int) -> None:
    assert ask(made(), b"status=DELIVRD", query="meta=1", **environ)[0] == status


@examples(60)
@given(
    st.binary(max_size=200) | st.from_regex(rb'[\[{"a:1,}\]&=%]{0,40}', fullmatch=True),
    st.text(st.characters(max_codepoint=255), max_size=30),
    st.sampled_from(
        ["", "application/json", "multipart/form-data; boundary=x", "multipart/form-data", "a/b; charset=x"]
    ),
)
def test_any_request_is_answered(body: bytes, query: str, content_type: str) -> None:
    status, _ = ask(made(), body, query=query, CONTENT_TYPE=content_type)
    assert status in (200, 422, 503)


def test_a_defect_of_ours_shows_nothing_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("447700900123")

    monkeypatch.setattr(adapter, "receipt", broken)
    assert ask(made(), b"status=DELIVRD", query="meta=1") == (500, "not taken: try again")
    assert "RuntimeError" in logged.getvalue()
    assert "447700900123" not in logged.getvalue()


def test_only_what_the_mapping_names_is_sent() -> None:
    with platform() as known:
        body = b"status=UNDELIV&to=447700900123&callback_url=http://evil.example&code=920&Host=evil.example"
        assert (
            ask(made(known.url), body, query="meta=m.1&ts=1&url=http://evil.example", HTTP_HOST="evil.example")[0]
            == 200
        )
        [[event]] = known.taken
    assert set(event["data"][0]) == {"ts", "meta", "description", "code"}
    assert "evil" not in json.dumps(event)
    assert "447700900123" not in json.dumps(event)


TEMPLATE = {
    "version": 1,
    "name": "n",
    "method": "GET",
    "endpoint": "https://x.example/s?to=$$To&text=$$Body&ref=$$MessageID",
    "recipient": {"format": "digits"},
    "macros": [{"name": "MessageID"}],
    "callback": {"id": "form:ref", "state": "form:status", "delivered": ["ok"], "failed": []},
}


def environment(folder: Path, template: object = TEMPLATE, **more: str) -> dict[str, str]:
    path = folder / "provider.json"
    path.write_text(json.dumps(template), encoding="utf-8")
    known = {"TEMPLATE": str(path), "SECRET": SECRET, "CALLBACK": "https://callbacks.example/c?id=1"} | more
    return {f"CURL2SMS_RECEIPTS_{name}": value for name, value in known.items()}


def test_the_settings_come_from_the_environment(tmp_path: Path) -> None:
    known = adapter.settings_from(environment(tmp_path, ZONE="Asia/Kolkata", ANSWER="SUCCESS"))
    assert known.callback == Callback("form:ref", "form:status", ("ok",), ())
    assert (known.secret, known.url, known.answer) == (SECRET, "https://callbacks.example/c?id=1", "SUCCESS")
    assert str(known.zone) == "Asia/Kolkata"
    assert SECRET not in repr(known)
    assert adapter.settings_from(environment(tmp_path)).answer == "OK"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"TEMPLATE": ""}, "adapter-setting-missing"),
        ({"SECRET": ""}, "adapter-setting-missing"),
        ({"CALLBACK": ""}, "adapter-setting-missing"),
        ({"TEMPLATE": "/nonexistent/provider.json"}, "file-unreadable"),
        ({"SECRET": "short"}, "adapter-secret"),
        ({"SECRET": "with/slash/in/the/path"}, "adapter-secret"),
        ({"CALLBACK": "http://callbacks.example/"}, "adapter-callback-url"),
        ({"CALLBACK": "https://user:pass@callbacks.example/"}, "adapter-callback-url"),
        ({"CALLBACK": "https://169.254.169.254/"}, "adapter-callback-url"),
        ({"CALLBACK": "callbacks.example"}, "adapter-callback-url"),
        ({"ZONE": "Mars"}, "report-zone-unknown"),
    ],
)
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, more: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        adapter.settings_from(environment(tmp_path, **more))
    assert refused.value.note.id == said


def test_a_template_without_a_callback_can_not_read_reports(tmp_path: Path) -> None:
    without = {name: value for name, value in TEMPLATE.items() if name != "callback"}
    with pytest.raises(UsageError) as refused:
        adapter.settings_from(environment(tmp_path, without))
    assert refused.value.note.id == "adapter-no-callback"


def test_a_server_gets_the_application_or_the_reason_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> None:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    assert ask(receipts.app, b"ref=1&status=no")[0] == 200
    monkeypatch.delenv("CURL2SMS_RECEIPTS_SECRET")
    with pytest.raises(SystemExit) as ended:
        receipts.app  # noqa: B018
    assert ended.value.code == 3
    assert "The environment variable CURL2SMS_RECEIPTS_SECRET is not set" in logged.getvalue()
    with pytest.raises(AttributeError):
        receipts.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_template_that_sends_no_id_is_warned_of(tmp_path: Path, logged: io.StringIO) -> None:
    without = TEMPLATE | {"endpoint": "https://x.example/s?to=$$To&text=$$Body", "macros": []}
    adapter.settings_from(environment(tmp_path, without))
    assert "not the platform's" in logged.getvalue()
