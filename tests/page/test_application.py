"""The application: what it answers, and all that it does not look at."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from curl2sms import api
from curl2sms.page import HOSTED_BYTES, Application, Settings, content
from curl2sms.page import application as application_module

OWN = "127.0.0.1:8000"
TOKEN = "a-token-of-this-page"
SAMPLE = "curl https://sms.example/send -d to=447700900123 -d text='See you at 5'"
GIVEN = {"X-Curl2sms-Token": TOKEN, "Origin": f"http://{OWN}", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def local() -> Client:
    """The page of `curl2sms page`."""
    return Client(Application(Settings(frozenset({OWN, "localhost:8000"}), 7 << 20, TOKEN)))


@pytest.fixture
def hosted() -> Client:
    """A team's page."""
    return Client(Application(Settings(frozenset({"sms.example.com"}), HOSTED_BYTES)))


def post(client: Client, path: str = "/api/convert", host: str = OWN, **changed: Any) -> TestResponse:
    headers = {**GIVEN, "Host": host, **changed.pop("headers", {})}
    headers = {name: value for name, value in headers.items() if value is not None}
    data = changed.pop("data", json.dumps({"sample": SAMPLE}))
    return client.post(path, data=data, headers=headers, content_type="application/json", **changed)


def refused(response: TestResponse) -> str:
    """The id of the note that says why."""
    answer = json.loads(response.get_data())
    assert set(answer) == {"state", "error", "notes", "values"}
    assert answer["error"]["do"]
    return str(answer["error"]["id"])


def test_the_page_holds_the_box_to_paste_into_and_needs_no_token(local: Client) -> None:
    response = local.get("/", headers={"Host": OWN})
    text = response.get_data(as_text=True)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert '<textarea id="sample"' in text
    assert f'content="{TOKEN}"' in text
    assert "{{" not in text.partition('id="data"')[0]


def test_every_file_that_the_page_names_is_served(local: Client) -> None:
    text = local.get("/", headers={"Host": OWN}).get_data(as_text=True)
    scripts = "".join(data.decode() for kind, data in content.files().values() if kind == "text/javascript")
    named = {*re.findall(r'(?:src|href)="static/([^"]+)"', text), *re.findall(r'from "\./([^"]+)"', scripts)}
    assert named == set(content.files())
    for name in named:
        assert local.get(f"/static/{name}", headers={"Host": OWN}).status_code == 200


@pytest.mark.parametrize("path", ["/static/", "/static/../page.css", "/static/..%2fpage.css", "/page.css", "/api"])
def test_nothing_else_is_served(local: Client, path: str) -> None:
    assert refused(local.get(path, headers={"Host": OWN})) == "page-nothing-there"


def test_every_answer_forbids_all_that_the_page_does_not_need(local: Client) -> None:
    for response in (local.get("/", headers={"Host": OWN}), local.get("/", headers={"Host": "evil"}), post(local)):
        for name, value in application_module.HEADERS.items():
            assert response.headers[name] == value
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in response.headers


def test_a_call_is_answered_as_the_function_answers(local: Client) -> None:
    response = post(local)
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert json.loads(response.get_data()) == api.convert({"sample": SAMPLE})


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"host": "127.0.0.1:8001"}, 421, "page-host"),
        ({"host": "127.0.0.1.evil.example:8000"}, 421, "page-host"),
        ({"host": "127.0.0.1"}, 421, "page-host"),
        ({"host": "evil.example:8000"}, 421, "page-host"),
        ({"headers": {"Origin": "http://evil.example"}}, 403, "page-elsewhere"),
        ({"headers": {"Origin": "null"}}, 403, "page-elsewhere"),
        ({"headers": {"Origin": f"http://{OWN}.evil.example"}}, 403, "page-elsewhere"),
        ({"headers": {"Origin": "file://127.0.0.1:8000"}}, 403, "page-elsewhere"),
        ({"headers": {"Sec-Fetch-Site": "cross-site"}}, 403, "page-elsewhere"),
        ({"headers": {"Sec-Fetch-Site": "same-site"}}, 403, "page-elsewhere"),
        ({"headers": {"Sec-Fetch-Site": "none"}}, 403, "page-elsewhere"),
        ({"headers": {"X-Curl2sms-Token": None}}, 403, "page-token"),
        ({"headers": {"X-Curl2sms-Token": TOKEN[:-1]}}, 403, "page-token"),
        ({"headers": {"X-Curl2sms-Token": "é"}}, 403, "page-token"),
        ({"headers": {"Content-Type": "text/plain"}}, 415, "page-not-json"),
        ({"headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 415, "page-not-json"),
        ({"data": b"{"}, 400, "page-not-json"),
        ({"data": b"\xff"}, 400, "page-not-json"),
        ({"data": b"[" * 200_000}, 400, "page-not-json"),
        ({"data": b" " * ((7 << 20) + 1)}, 413, "page-too-large"),
        ({"path": "/api/nothing"}, 404, "page-nothing-there"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else None,
)
def test_what_is_not_looked_at(local: Client, changed: dict[str, Any], status: int, said: str) -> None:
    if "headers" in changed and "Content-Type" in changed["headers"]:
        response = local.post(
            "/api/convert", data="{}", headers={**GIVEN, "Host": OWN}, content_type=changed["headers"]["Content-Type"]
        )
    else:
        response = post(local, **changed)
    assert (response.status_code, refused(response)) == (status, said)


def test_a_call_is_made_with_post_and_a_file_is_got(local: Client) -> None:
    assert refused(local.get("/api/convert", headers={**GIVEN, "Host": OWN})) == "page-method"
    assert refused(local.post("/", headers={**GIVEN, "Host": OWN})) == "page-method"


def test_a_call_must_say_how_long_it_is(local: Client) -> None:
    headers = {**GIVEN, "Host": OWN, "Transfer-Encoding": "chunked"}
    response = local.post("/api/convert", headers=headers, content_type="application/json")
    assert (response.status_code, refused(response)) == (411, "page-no-length")


@pytest.mark.parametrize("asked", [{"sample": 5}, 5, [], None, {"sample": "x" * ((1 << 20) + 1)}, {"sample": "\0"}])
def test_what_a_function_cannot_take_is_an_answer(local: Client, asked: Any) -> None:
    response = post(local, data=json.dumps(asked))
    assert response.status_code == 200
    assert refused(response) in {"api-misfit", "sample-too-large", "sample-binary"}


@pytest.mark.slow
def test_a_proof_comes_row_by_row(local: Client) -> None:
    template = json.loads(post(local).get_data())["template"]
    response = post(local, "/api/verify", data=json.dumps({"template": template}))
    rows = [json.loads(line) for line in response.get_data(as_text=True).splitlines()]
    assert response.mimetype == "application/x-ndjson"
    assert all("check" in row for row in rows[:-1])
    assert rows[-1]["total"]["ok"] is True


def test_so_many_proofs_at_once_and_no_more_and_each_place_is_given_back(local: Client) -> None:
    def proof() -> TestResponse:
        return post(local, "/api/verify", data="{}", buffered=False)

    first, second, third = proof(), proof(), proof()
    assert [one.status_code for one in (first, second, third)] == [200, 200, 503]
    assert refused(third) == "page-busy"
    first.close()  # before a row was read
    first.close()
    fourth, fifth = proof(), proof()
    assert [one.status_code for one in (fourth, fifth)] == [200, 503]


def test_a_defect_is_an_answer_without_what_it_was_about(local: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(asked: Any) -> dict[str, Any]:
        raise ValueError(asked["sample"])

    monkeypatch.setitem(application_module._CALLS, "/api/convert", broken)
    monkeypatch.delenv("CURL2SMS_DEBUG", raising=False)
    response = post(local)
    assert (response.status_code, refused(response)) == (500, "page-defect")
    assert SAMPLE not in response.get_data(as_text=True)


def test_a_proof_that_breaks_ends_with_an_answer(local: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(asked: Any) -> Any:
        yield {"check": {}}
        raise ValueError(asked)

    monkeypatch.setattr(api, "verify", broken)
    monkeypatch.delenv("CURL2SMS_DEBUG", raising=False)
    rows = [json.loads(line) for line in post(local, "/api/verify").get_data(as_text=True).splitlines()]
    assert rows[-1]["error"]["id"] == "page-defect"


def test_a_team_s_page_needs_no_token_and_takes_less(hosted: Client) -> None:
    own: dict[str, Any] = {
        "host": "sms.example.com",
        "headers": {"Origin": "https://sms.example.com", "X-Curl2sms-Token": None},
    }
    assert post(hosted, **own).status_code == 200
    assert refused(post(hosted, data=b" " * (HOSTED_BYTES + 1), **own)) == "page-too-large"
    assert refused(post(hosted, host="sms.example.com")) == "page-elsewhere"
    assert "kept or passed on" in hosted.get("/", headers={"Host": "SMS.example.com"}).get_data(as_text=True)


def test_a_program_needs_no_origin(hosted: Client) -> None:
    response = hosted.post(
        "/api/convert",
        data=json.dumps({"sample": SAMPLE}),
        headers={"Host": "sms.example.com"},
        content_type="application/json",
    )
    assert json.loads(response.get_data())["state"] == "converted"
