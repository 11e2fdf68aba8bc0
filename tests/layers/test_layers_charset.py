"""Which charset a query's escapes are of, where nothing states one; and what a charset carries."""

from __future__ import annotations

import pytest

from curl2sms import layers, rendering
from curl2sms.converting import convert
from curl2sms.errors import Source, UnfitError
from curl2sms.http import HttpRequest
from curl2sms.layers import Style, percent
from curl2sms.layers.charset import encoded

QUERY = "https://sms.example/send?to=491743333333&text={}&from=Acme"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("hier+k%F6nnte+der+Text+stehen", "iso-8859-1"),
        ("ma%F1ana%21", "iso-8859-1"),
        ("nur+5+%80", "windows-1252"),
        ("hier+k%C3%B6nnte", None),
        ("%E0%A4%A8%E0%A4%AE", None),
        ("%CF%F0%E8%E2%E5%F2", None),
        ("%C4%FA%BA%C3", None),
        ("Hello%20you", None),
        ("h\ufdd0NAME\ufdd1%F6", "iso-8859-1"),
    ],
    ids=["German", "Spanish", "euro", "UTF-8", "Hindi", "Russian", "Chinese", "ASCII", "variable"],
)
def test_accents_among_plain_letters_tell_a_western_charset(text: str, charset: str | None) -> None:
    request = HttpRequest("GET", QUERY.format(text))
    assert layers.inferred(request) == charset
    assert layers.inferred(HttpRequest("POST", QUERY.format(text), body=b"a=b")) is None


def test_the_template_writes_texts_as_the_sample_does() -> None:
    made = convert(Source("sample", f"curl '{QUERY.format('k%F6nnte')}'"))
    assert [said.id for said in made.notes] == ["charset-inferred"]
    assert made.template.charset == "iso-8859-1"
    assert "text=T%FCr&" in rendering.render(made.template, "491743333333", "Tür").url
    with pytest.raises(UnfitError, match="iso-8859-1"):
        rendering.render(made.template, "491743333333", "€")


@pytest.mark.parametrize("sample", [f"curl '{QUERY}'", "curl https://sms.example/send -d 'to=491743333333&text={}'"])
def test_where_the_bytes_do_not_tell_it_is_reported(sample: str) -> None:
    made = convert(Source("sample", sample.format("%CF%F0%E8%E2%E5%F2")))
    assert made.template.charset == "utf-8"
    assert [said.id for said in made.notes] == ["escapes-of-no-utf-8"]


@pytest.mark.parametrize("text", ["1 ¥", "a‾b"])
def test_a_character_that_is_read_as_another_is_not_carried(text: str) -> None:
    with pytest.raises(UnfitError, match=r"U\+"):
        encoded(text, "shift_jis")
    assert encoded("円 a\\b", "shift_jis").decode("shift_jis") == "円 a\\b"


def test_bytes_of_no_character_are_carried_only_where_they_are_asked_for() -> None:
    assert encoded("é\udcff", "utf-8", "surrogateescape") == b"\xc3\xa9\xff"
    with pytest.raises(UnfitError, match=r"¥ \(U\+00A5\)"):
        encoded("a\udcff¥", "shift_jis", "surrogateescape")
    with pytest.raises(UnfitError, match=r"U\+DCFF"):
        encoded("é\udcff", "utf-8")


def test_every_byte_has_its_escape() -> None:
    text = bytes(range(0xA0, 0x100)).decode("iso-8859-1")
    written = percent.encode(text, Style(charset="iso-8859-1"), "+")
    assert written == "".join(f"%{byte:02X}" for byte in range(0xA0, 0x100))
