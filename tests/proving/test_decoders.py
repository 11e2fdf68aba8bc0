"""The oracle's own decoders: what they read, and what they refuse to believe."""

from __future__ import annotations

import pytest

from curl2sms.proving.decoders import UndecodableError, document


def test_a_document_type_that_is_only_named_is_a_value() -> None:
    listed = [(value.kind, value.text) for value in document("xml", '<!DOCTYPE a SYSTEM "a.dtd"><a>b</a>')]
    assert listed == [("document type", "a  a.dtd"), ("element", "a"), ("string", "b")]


def test_a_text_may_look_like_a_document_type() -> None:
    values = list(document("xml", "<a><![CDATA[<!DOCTYPE a [<!ENTITY b]]></a>"))
    assert [value.text for value in values if value.kind == "string"] == ["<!DOCTYPE a [<!ENTITY b"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "its own DTD"),
        ('<!DOCTYPE a SYSTEM "a.dtd"><a>&b;</a>', "undefined entity"),
        ("<a><!DOCTYPE a></a>", "not well-formed"),
        ("<!DOCTYPE a><a>\udcff</a>", "surrogates"),
    ],
)
def test_xml_that_an_entity_or_a_byte_breaks_is_refused(text: str, why: str) -> None:
    with pytest.raises(UndecodableError, match=why):
        list(document("xml", text))


def test_the_places_of_xml_have_its_names_as_they_are_spelt() -> None:
    text = '<s:a xmlns:s="urn:s" xmlns="urn:d" s:k="v"><to>1</to><s:to>2</s:to><to q="w">3</to></s:a>'
    strings = [(value.step, value.text) for value in document("xml", text) if value.kind == "string"]
    assert strings == [
        ("xml:/s:a/@s:k", "v"),
        ("xml:/s:a", ""),
        ("xml:/s:a/to[1]", "1"),
        ("xml:/s:a/s:to", "2"),
        ("xml:/s:a/to[2]/@q", "w"),
        ("xml:/s:a/to[2]", "3"),
    ]
    assert [value.text for value in document("xml", text) if value.kind == "element"][:2] == ["{urn:s}a", "{urn:d}to"]
