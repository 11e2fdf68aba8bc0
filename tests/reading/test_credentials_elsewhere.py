"""A call without credentials, on a page that says how calls are authenticated, is pointed out."""

from __future__ import annotations

import pytest

from curl2sms import reading
from curl2sms.errors import Source

BARE = 'curl https://sms.acme.example/push -H "Accept: text/plain" -d "dst=447700900123&content=Hi"'


def said(page: str) -> list[str]:
    notes = reading.read(Source("page", page)).notes
    return [page[note.span.start : note.span.end] for note in notes if note.id == "credentials-elsewhere" and note.span]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Pass your key in the X-Api-Key header.", "X-Api-Key"),
        ("Every call states the `api-key` header.", "api-key` header"),
        ("Authorization: Bearer k1", "Authorization"),
        ("The header named Authorization holds it.", "header named Authorization"),
        ("We use HTTP Basic authentication.", "Basic authentication"),
        ("Get a bearer token first.", "bearer token"),
        ("Añada el encabezado `Authorization` con su clave", "encabezado `Authorization"),
    ],
)
@pytest.mark.parametrize("page", ["{words}\n\n{call}\n", "{call}\n\n{words}\n"])
def test_words_on_credentials_that_the_call_lacks_are_pointed_out(words: str, place: str, page: str) -> None:
    assert said(page.format(words=words, call=BARE)) == [place]


@pytest.mark.parametrize(
    "sample",
    [
        f"Sending needs authorization.\n\n{BARE}",
        f"The header names no token.\n\n{BARE}",
        f"We use HTTP Basic authentication.\n\n{BARE} -u joe:pass1",
        f"Use the X-Api-Key header.\n\n{BARE} -H 'X-Api-Key: k1'",
        f"Use the X-Api-Key header.\n\n{BARE} -d apikey=k1",
        f"Use the X-Api-Key header.\n\n{BARE} --url-query key=k1",
        f"Basic authentication.\n\n{BARE.replace('//sms', '//joe:pass1@sms')}",
        f"{BARE} -H 'Authorization:'",
    ],
)
def test_a_call_with_credentials_is_left_alone(sample: str) -> None:
    assert said(sample) == []
