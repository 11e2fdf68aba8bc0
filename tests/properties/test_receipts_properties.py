"""Delivery reports: any id and any words survive, in whatever form the provider sends them."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms import receipts
from curl2sms.callbacks import Callback, as_data, from_data
from curl2sms.errors import Source
from curl2sms.receipts import ReceivedReport
from tests.examples import examples

NOW = 1716400000
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30).filter(
    lambda text: not text.isspace()
)

JSON = ("Content-Type", "application/json")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
PARTS = ("Content-Type", "multipart/form-data; boundary=XyZ-1")


def in_form(name: str, text: str) -> ReceivedReport:
    return receipts.of_request("/r", (FORM,), urlencode({"s": "ok", name: text}).encode())


def in_query(name: str, text: str) -> ReceivedReport:
    return receipts.of_request(f"/r?s=ok&{quote(name)}={quote(text)}", (), b"")


def in_parts(name: str, text: str) -> ReceivedReport:
    parts = "".join(
        f'--XyZ-1\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in (("s", "ok"), (name, text))
    )
    return receipts.of_request("/r", (PARTS,), f"{parts}--XyZ-1--\r\n".encode())


def in_json(name: str, text: str) -> ReceivedReport:
    return receipts.of_request("/r", (JSON,), json.dumps({"s": "ok", name: text}).encode())


def in_json_of_a_form(name: str, text: str) -> ReceivedReport:
    return receipts.of_request("/r", (FORM,), urlencode({"d": json.dumps({"s": "ok", name: text})}).encode())


WAYS: dict[str, tuple[Callable[[str, str], ReceivedReport], str]] = {
    "form:": (in_form, "form:s"),
    "query:": (in_query, "query:s"),
    "json:/": (in_json, "json:/s"),
    "form:d>json:/": (in_json_of_a_form, "form:d>json:/s"),
}


@pytest.mark.parametrize("way", [*WAYS, "parts"])
@examples(40)
@given(text=TEXTS)
def test_any_id_is_returned_to_the_letter(way: str, text: str) -> None:
    make, state = WAYS.get(way, (in_parts, "form:s"))
    callback = Callback(("form:" if way == "parts" else way) + "ref", state, ("ok",), ())
    made = receipts.receipt(make("ref", text), callback, now=NOW)
    assert [event.meta for event in made.events] == [text]


@examples(60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=10,
    )
)
def test_every_value_of_a_document_has_the_point_that_leads_to_it(value: object) -> None:
    from curl2sms.receipts.model import leaves

    report = receipts.read(Source("report", json.dumps([value])))
    for at, text in leaves(report.json):
        assert report.text(at) == text


@given(
    st.lists(TEXTS, max_size=3),
    st.lists(TEXTS, max_size=3),
    st.dictionaries(TEXTS, st.sampled_from(["900", "916"]), max_size=3),
    st.sampled_from([None, "json:/list", "form:d>json:"]),
)
def test_a_callback_is_read_as_it_was_written(
    delivered: list[str], failed: list[str], code: dict[str, str], list_: str | None
) -> None:
    made = Callback("query:meta", "json:/s", tuple(delivered), tuple(failed), list_, "json:/t", None, code)
    assert from_data(json.loads(json.dumps(as_data(made)))) == made
