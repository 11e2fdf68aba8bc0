"""Requests that are signed for one call are refused, whatever the signature is in; fixed credentials are not."""

from __future__ import annotations

import pytest

from curl2sms.choices import Choices
from curl2sms.http import HttpRequest
from curl2sms.locating import survey


def sms(*headers: tuple[str, str]) -> HttpRequest:
    body = b'{"to": "+447700900123", "text": "Hello"}'
    return HttpRequest("POST", "https://api.example/sms", (("Content-Type", "application/json"), *headers), body)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (
            "Authorization",
            'MAC id="h480djs93hd8", ts="1325376000", nonce="dj83hs9s", mac="bhCQXTVyfj5cmA9uKkPFx1zeOXM="',
        ),
        (
            "Authorization",
            'Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", mac="6R4rV5iE+NPoym+WwjeHzjAGXUtL="',
        ),
        ("Authorization", 'Signature keyId="rsa-key-1",algorithm="hs2019",headers="(request-target)",signature="Ax3="'),
        (
            "Authorization",
            'OAuth oauth_consumer_key="k", oauth_signature_method="HMAC-SHA1", oauth_signature="tR3%2BTy81lMeYA%3D",'
            ' oauth_timestamp="1318622958", oauth_nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"',
        ),
        ("Authorization", 'Digest username="u", realm="sms", nonce="dcd98b", uri="/sms", response="6629fae49393a0539"'),
        ("Authorization", "SMS-HMAC-SHA256 Credential=1/2, Signature=abc"),
        (
            "Authorization",
            'WSSE UsernameToken Username="u", PasswordDigest="qUl=", Nonce="c2Nh", Created="2026-01-02T03"',
        ),
        ("X-WSSE", 'UsernameToken Username="u", PasswordDigest="qUl=", Nonce="c2Nh", Created="2026-01-02T03:04:05Z"'),
        ("X-Auth", "appid=12;timestamp={ts};sign={sign}"),
        ("Signature-Input", 'sig1=("@method" "@target-uri");created=1618884473;keyid="test-key"'),
    ],
)
def test_a_signed_request_is_refused(name: str, value: str) -> None:
    problem = survey(sms((name, value))).problem
    assert problem is not None
    assert (problem.note.id, problem.note.at) == ("signed-request", f"header:{name}")


def test_the_signing_one_of_two_headers_is_named() -> None:
    problem = survey(sms(("Authorization", "Bearer k"), ("Authorization", "SMS-HMAC-SHA256 Signature=abc"))).problem
    assert problem is not None
    assert problem.note.at == "header:Authorization#2"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"),
        ("Authorization", "Basic dXNlcjpwYXNz=="),
        ("Authorization", "App 1a2b3c4d"),
        ("Authorization", 'OAuth oauth_consumer_key="k", oauth_token="t", oauth_signature_method="PLAINTEXT"'),
        ("Authorization", "key=AAAA, project=12"),
        ("X-Signature", "ACME"),
        ("X-Client", "version=2; date=today"),
    ],
)
def test_a_fixed_credential_is_not(name: str, value: str) -> None:
    assert survey(sms((name, value))).problem is None


def test_a_signature_in_a_header_of_its_own_is_told_by_the_moment_beside_it() -> None:
    signature = ("X-Api-Signature", "$1$0a1b2c3d4e5f60718293a4b5c6d7e8f901234567")
    problem = survey(sms(signature, ("X-Api-Timestamp", "1799999999"))).problem
    assert problem is not None
    assert problem.note.id == "signed-request"
    assert survey(sms(signature)).problem is None


@pytest.mark.parametrize(
    ("url", "body", "at"),
    [
        ("https://api.example/v3/voice/send", '{"to":"+447700900123","body":"Hello"}', "path:2"),
        ("https://api.example/v1/calls", '{"to":"+447700900123","text":"Hello"}', "path:2"),
        ("https://api.example/call/maketts.json", '{"receptor":"+447700900123","message":"Hello"}', "path:1"),
        ("https://api.example/send", '{"to":"+447700900123","message":"Hello","channel":"voice"}', "json:/channel"),
        ("https://api.example/voice/sms", '{"to":"+447700900123","body":"Hello"}', None),
        ("https://api.example/call.php", '{"to":"+447700900123","body":"Hello","action":"sendsms"}', None),
        ("https://api.example/rpc", '{"method":"call","params":{"to":"+447700900123","body":"Hello"}}', None),
        ("https://api.example/send", '{"to":"+447700900123","message":"Hello","title":"voice"}', None),
        ("https://voice.example/send", '{"to":"+447700900123","message":"Hello"}', None),
    ],
)
def test_a_voice_call_is_no_sms_unless_a_person_says_so(url: str, body: str, at: str | None) -> None:
    request = HttpRequest("POST", url, (("Content-Type", "application/json"),), body.encode())
    problem = survey(request, Choices(catalog=False)).problem
    assert (problem.note.id, problem.note.at) == ("voice-call", at) if at and problem else problem is None and not at
    if at:
        text = next(place for place in ("json:/body", "json:/text", "json:/message") if f'"{place[6:]}"' in body)
        assert survey(request, Choices(body=text, catalog=False)).problem is None


@pytest.mark.parametrize(
    "body",
    [
        'payload={"messages":[{"msisdn":"447700900123","message":"Hi & bye"}]}&key=k1',
        "xml=<sms><to>447700900123</to><text>Tom & Jerry</text></sms>&key=k1",
    ],
)
def test_a_document_that_an_ampersand_cut_is_named(body: str) -> None:
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    problem = survey(HttpRequest("POST", "https://api.example/sms", headers, body.encode())).problem
    assert problem is not None
    assert (problem.note.id, problem.note.at) == ("document-unread", f"form:{body.partition('=')[0]}")
