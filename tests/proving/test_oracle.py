"""The oracle by itself: requests that it takes for what a template says, and requests that differ in one thing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from curl2sms.http import FORM_TYPE, OAuth2
from curl2sms.proving.mock import Received
from curl2sms.proving.oracle import expectation
from curl2sms.proving.oracle.arrived import PROBE_TOKEN
from curl2sms.proving.oracle.token_request import TokenOracle
from curl2sms.records import replace
from curl2sms.template.model import Document, Pair, Parameters, Template, Variable

HOST = ("Host", "x.example")
VALUES = {"$$To": "14155550100", "$$Body": 'a"b é', "${BASE}": "https://y.example", "${ID}": "i 1"}


def template(endpoint: str, **given: Any) -> Template:
    variables = tuple(
        Variable(name, kind="url" if name == "BASE" else None) for name in ("BASE", "ID") if name in endpoint
    )
    return replace(Template("oracle", "GET", endpoint, variables=variables), **given)


def differs(made: Template, *received: str | tuple[str, str], body: str = "", any_client: bool = False) -> list[str]:
    """Where a request differs: its target, then its headers; Host is added where there is none."""
    target, *headers = received
    pairs = [pair for pair in headers if isinstance(pair, tuple)]
    if not any(name == "Host" for name, _ in pairs):
        pairs.append(HOST)
    if body:
        pairs.append(("Content-Length", str(len(body.encode()))))
    got = Received(made.method, str(target).encode(), tuple(pairs), body.encode())
    oracle = expectation(made, "https://y.example")
    values = {token: text for token, text in VALUES.items() if token in oracle.tokens}
    return [difference.place for difference in oracle.differences(got, values, any_client=any_client)]


@pytest.mark.parametrize(
    ("endpoint", "target", "host", "where"),
    [
        ("${BASE}/send?to=$$To", "/send?to=14155550100", "y.example", []),
        ("${BASE}/send?to=$$To", "/send?to=14155550100", "x.example", ["host"]),
        ("https://x.example/$$To/${ID}", "/14155550100/i%201", "x.example", []),
        ("https://x.example/$$To", "/14155550100", "y.example", ["host"]),
        ("https://x.example/$$To", "/14155550100?", "x.example", ["query"]),
        ("https://x.example/$$To", "/%314155550100", "x.example", ["path"]),
        ("https://x.example?to=$$To", "/?to=14155550100", "x.example", []),
        ("https://x.example?to=$$To", "//?to=14155550100", "x.example", ["path:2", "path"]),
        ("https://x.example/?to=$$To", "/?to=%314155550100", "x.example", ["query"]),
        ("https://x.example/?to=$$To&a=b%20c", "/?to=14155550100&a=b+c", "x.example", ["query"]),
    ],
)
def test_a_target_differs_by_its_host_its_query_and_its_letters(
    endpoint: str, target: str, host: str, where: list[str]
) -> None:
    assert differs(template(endpoint), target, ("Host", host)) == where


def test_a_document_in_a_query_is_spelt_by_its_own_rules() -> None:
    documents = (Document("query:data", "json"),)
    made = template("https://x.example/?data=%7B%22text%22:%22$$Body%22%7D&to=$$To", documents=documents)
    assert differs(made, "/?data=%7B%22text%22:%22a%5C%22b+%C3%A9%22%7D&to=14155550100") == []
    assert differs(made, "/?data=%7B%22text%22:%22a%22b+%C3%A9%22%7D&to=14155550100") != []
    assert differs(made, "/?data=%7b%22text%22:%22a%5C%22b+%C3%A9%22%7D&to=14155550100") == ["query"]


def test_a_document_in_base64_has_no_letters_of_the_template() -> None:
    documents = (Document("query:data", "base64"),)
    made = template("https://x.example/?data=to:$$To", documents=documents)
    assert expectation(made).defects == ()
    assert differs(made, "/?data=dG86MTQxNTU1NTAxMDA%3D") == []
    assert differs(made, "/?data=dG86MTQxNTU1NTAxMDE%3D") != []


def test_documents_in_a_path_are_spelt_by_their_own_rules() -> None:
    nested = template("https://x.example/a/%22$$Body%22", documents=(Document("path:2", "json"),))
    assert differs(nested, "/a/%22a%5C%22b%20%C3%A9%22") == []
    assert differs(nested, "/%61/%22a%5C%22b%20%C3%A9%22") == ["path"]
    encoded = template("https://x.example/a/to:$$To", documents=(Document("path:2", "base64"),))
    assert differs(encoded, "/a/dG86MTQxNTU1NTAxMDA=") == []


def test_a_body_with_base64_in_it_has_no_letters_of_the_template() -> None:
    parameters = Parameters("raw", syntax="json", body='{"a":"to:$$To"}')
    headers = (Pair("Content-Type", "application/json"),)
    documents = (Document("json:/a", "base64"),)
    made = template("https://x.example/", method="POST", headers=headers, parameters=parameters, documents=documents)
    media_type = ("Content-Type", "application/json")
    assert differs(made, "/", media_type, body='{"a":"dG86MTQxNTU1NTAxMDA="}') == []
    assert differs(made, "/", media_type, body='{"a":"dG86MTQxNTU1NTAxMDE="}') != []


@pytest.mark.parametrize(
    ("body", "where"),
    [('{"to":"14155550100"}', []), ('{"to": "14155550100"}', ["body"]), ('{"to":"\\u00314155550100"}', [])],
)
def test_a_raw_body_keeps_the_letters_of_the_template(body: str, where: list[str]) -> None:
    parameters = Parameters("raw", syntax="json", body='{"to":"$$To"}')
    headers = (Pair("Content-Type", "application/json"),)
    made = template("https://x.example/", method="POST", headers=headers, parameters=parameters)
    assert differs(made, "/", ("Content-Type", "application/json"), body=body) == where


@pytest.mark.parametrize(
    ("content_type", "differs_to_us", "differs_to_any"),
    [
        (FORM_TYPE, False, False),
        (FORM_TYPE.upper(), False, False),
        (f"{FORM_TYPE}; charset=UTF-8", True, False),
        (f"{FORM_TYPE}; boundary=b", True, False),
        ("text/plain", True, True),
    ],
)
def test_a_form_s_own_media_type_is_implied(content_type: str, differs_to_us: bool, differs_to_any: bool) -> None:
    made = template("https://x.example/", method="POST", parameters=Parameters("form", (Pair("to", "$$To"),)))
    for any_client, wanted in ((False, differs_to_us), (True, differs_to_any)):
        found = differs(made, "/", ("Content-Type", content_type), body="to=14155550100", any_client=any_client)
        assert bool(found) == wanted


def test_a_media_type_that_the_template_states_is_a_header_like_any_other() -> None:
    parameters, stated = Parameters("form", (Pair("to", "$$To"),)), (Pair("Content-Type", FORM_TYPE),)
    made = template("https://x.example/", method="POST", parameters=parameters, headers=stated)
    assert differs(made, "/", ("Content-Type", FORM_TYPE), body="to=14155550100") == []
    assert differs(made, "/", ("Content-Type", FORM_TYPE.upper()), body="to=14155550100") == ["header:Content-Type"]


@pytest.mark.parametrize(
    ("content_type", "wanted"),
    [("multipart/form-data; boundary=b", False), ("Multipart/Form-Data ;Boundary=b", False)]
    + [(f"multipart/form-data; boundary=b; {more}", True) for more in ("charset=utf-8", "a=b")],
)
def test_a_multipart_s_media_type_has_its_boundary_alone(content_type: str, wanted: bool) -> None:
    pairs = (Pair("to", "$$To"), Pair("text", "x", "text/plain"))
    made = template("https://x.example/", method="POST", parameters=Parameters("multipart", pairs))
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n{}\r\n{}\r\n'
    body = part.format("to", "", "14155550100") + part.format("text", "Content-Type: text/plain\r\n", "x") + "--b--\r\n"
    assert bool(differs(made, "/", ("Content-Type", content_type), body=body)) == wanted
    untyped = body.replace("Content-Type: text/plain\r\n", "")
    assert differs(made, "/", ("Content-Type", content_type), body=untyped) != []


def test_a_request_without_a_length_is_read_as_one_without_a_body() -> None:
    made = template("https://x.example/?to=$$To", method="POST")
    target = "/?to=14155550100"
    assert differs(made, target) == ["header:Content-Length"]
    assert differs(made, target, any_client=True) == []
    assert differs(made, target, ("Content-Length", "0")) == []
    assert "header:Content-Length" not in differs(made, target, ("Transfer-Encoding", "chunked"))
    assert differs(replace(made, method="GET"), target) == []


CLIENT = OAuth2("https://x.example/token", "i", "${SECRET}", (("grant_type", "client_credentials"),), syntax="json")


def test_a_fetched_token_is_the_one_that_was_fetched() -> None:
    made = template("https://x.example/", authentication=CLIENT)
    assert differs(made, "/", ("Authorization", f"Bearer {PROBE_TOKEN}")) == []
    assert differs(made, "/", ("Authorization", "Bearer other")) == ["authentication:token"]
    assert differs(made, "/", ("Authorization", "Bearer other"), any_client=True) == []
    assert differs(made, "/", ("Authorization", "Token other"), any_client=True) == ["authentication:token"]
    one, other = (Received("GET", b"/", (HOST, ("Authorization", f"Bearer {token}")), b"") for token in ("a", "b"))
    assert [difference.place for difference in expectation(made).compare(one, other)] == ["authentication:token"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"grant_type": "client_credentials", "client_id": "i", "client_secret": "s"}, []),
        ({"client_secret": "s", "client_id": "i", "grant_type": "client_credentials"}, []),
        (
            {"grant_type": "client_credentials", "client_id": "i", "client_secret": "t"},
            ["authentication:client_secret"],
        ),
        ({"grant_type": "client_credentials", "client_id": "i"}, ["authentication:client_secret"]),
        ({"grant_type": "client_credentials", "client_id": "i", "client_secret": None}, ["token:body"]),
        ({"grant_type": "client_credentials", "client_id": "i", "client_secret": {"a": "s"}}, ["token:body"]),
        ({"grant_type": "client_credentials", "client_id": 1, "client_secret": "s"}, ["token:body"]),
        ([["grant_type", "client_credentials"], ["client_id", "i"], ["client_secret", "s"]], ["token:body"]),
        ([], ["token:body"]),
        ("client_secret", ["token:body"]),
        (5, ["token:body"]),
        (None, ["token:body"]),
    ],
)
@pytest.mark.parametrize("space", ["", " \n"])
def test_a_token_request_in_json_is_one_object_of_texts(body: object, wanted: list[str], space: str) -> None:
    text = space + json.dumps(body)
    headers = (HOST, ("Content-Type", "application/json"), ("Content-Length", str(len(text))))
    received = Received("POST", b"/token", headers, text.encode())
    found = TokenOracle(CLIENT, "").differences(received, {"${SECRET}": "s"})
    assert [difference.place for difference in found] == wanted


@pytest.mark.parametrize("text", ['{"client_id": "i"', "client_id=i", ""])
def test_a_token_request_that_is_no_json_says_why(text: str) -> None:
    headers = (HOST, ("Content-Type", "application/json"), ("Content-Length", str(len(text))))
    (found,) = TokenOracle(CLIENT, "").differences(
        Received("POST", b"/token", headers, text.encode()), {"${SECRET}": "s"}
    )
    assert (found.place, found.expected) == ("token:body", "a body that is json")
    assert str(found.got).startswith("not JSON: ")
