"""The knowledge of locating: every file fits its schema, and the index of the catalog is in step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from curl2sms.errors import table
from curl2sms.http import HttpRequest
from curl2sms.locating.catalog import entry_for, index
from curl2sms.locating.evidence import table_of_weights
from curl2sms.locating.words import folded, vocabulary, words_of
from curl2sms.response import from_data
from curl2sms.shipped import DATA

ENTRIES = sorted((DATA / "catalog").glob("*.json"))
SIX = {"msg91", "textlocal", "plivo", "nimbus", "bulksms", "exotel"}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["words", "weights", "noise", "catalog-index", "numbering-plans"])
def test_a_table_fits_its_schema(name: str) -> None:
    schema = read(DATA / f"{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(read(DATA / f"{name}.json"))] == []


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_an_entry_of_the_catalog_fits_its_schema(path: Path) -> None:
    entry = read(path)
    schema = read(DATA / "catalog.schema.json")
    assert [error.message for error in Draft202012Validator(schema).iter_errors(entry)] == []
    assert entry["name"] == path.stem
    for api in entry["apis"]:
        if "response" in api:
            known = from_data(api["response"])
            assert all(one.status or one.rules for one in known.success)


def test_the_index_is_in_step_with_the_entries() -> None:
    """Run tools/make_catalog_index.py after a change."""
    assert read(DATA / "catalog-index.json") == index()
    hosts = [host for path in ENTRIES for host in read(path)["hosts"]]
    assert len(hosts) == len(set(hosts))


def test_the_catalog_holds_the_six_and_forty_others() -> None:
    names = {path.stem for path in ENTRIES}
    assert names >= SIX
    assert len(names - SIX) >= 40


def test_an_entry_is_found_by_host_and_path() -> None:
    plivo = entry_for(HttpRequest("POST", "https://api.plivo.com/v1/Account/MAXX/Message/"))
    assert plivo is not None
    assert (plivo.name, plivo.number_format.format) == ("plivo", "digits")
    assert plivo.response is not None
    assert plivo.response.statuses == (202,)
    by_label = entry_for(HttpRequest("POST", "https://k3xq9r.api.infobip.com/sms/3/messages"))
    assert by_label is not None
    assert by_label.name == "infobip"
    assert entry_for(HttpRequest("POST", "https://api.infobip.com.evil.example/")) is None
    other = entry_for(HttpRequest("GET", "https://api.plivo.com/v1/Account/MAXX/Call/"))
    assert other is not None
    assert (other.recipients, other.response) == (frozenset(), None)


def test_words_are_folded_and_mean_something() -> None:
    for word in vocabulary():
        assert folded(word) == word
        assert words_of(word) == (word,)


def test_every_clue_has_its_words() -> None:
    for role in ("recipient", "message"):
        for clue in table_of_weights()[role].values():
            assert "{" not in clue["says"].format(what="x")


def test_every_note_of_a_change_is_in_the_table() -> None:
    made = {
        "noise-left-out",
        "media-type-added",
        "plus-mended",
        "recipients-one",
        "recipients-dropped",
        "messages-dropped",
        "beside-dropped",
        "stray-dropped",
    }
    assert {table()[name]["kind"] for name in made} == {"change"}
