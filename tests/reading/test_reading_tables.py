"""The tables that reading is on are what their schemas say, and agree with curl."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from curl2sms import owned_names
from curl2sms.errors import table
from curl2sms.reading.curl import options
from curl2sms.shipped import DATA
from tests.curl_versions import here
from tests.oracles import CURL

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", ["curl-versions", "options", "owned-names"])
def test_a_table_is_as_its_schema_says(name: str) -> None:
    schema = json.loads((DATA / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


def test_names_and_letters_of_options_occur_once() -> None:
    rows = json.loads((DATA / "options.json").read_text(encoding="utf-8"))
    names = [row["name"] for row in rows]
    letters = [row["short"] for row in rows if "short" in row]
    assert names == sorted(set(names))
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(("name", "since"), [("proxy-http3", "8.21.0"), ("variable", "8.3.0"), ("data", None)])
def test_a_row_says_since_when_the_curl_after_7_has_an_option(name: str, since: str | None) -> None:
    assert options.table()[name].since == since


def test_every_option_that_is_reported_has_its_words() -> None:
    kinds = {"loss": {"loss"}, "noted": {"note", "warning"}, "refused": {"error"}}
    for option in options.table().values():
        if option.note:
            assert table()[option.note]["kind"] in kinds[option.fate]


@pytest.mark.skipif(not CURL, reason="there is no curl here to judge by")
def test_every_option_of_the_local_curl_is_known() -> None:
    listed = subprocess.run([str(CURL), "--help", "all"], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        found = re.match(r" *(?:-(.), )? *--([\w.-]+)( [<\[])?", line)
        if found:
            name = found[2]
            option = options.table().get(name) or options.table()[name.removeprefix("no-")]
            assert option.short == found[1] or name == "include", name
            assert (option.argument is not None) == bool(found[3]) or name == "help", name


@pytest.mark.skipif(not CURL, reason="there is no curl here to make it from")
def test_the_table_is_what_its_maker_makes() -> None:
    if here()[:2] != [8, 23]:
        pytest.skip("the table was made with another curl")
    manual = subprocess.run([str(CURL), "--manual"], capture_output=True, text=True, check=True).stdout
    script = ROOT / "tools" / "make_options.py"
    made = subprocess.run(
        [sys.executable, str(script)], input=manual, capture_output=True, text=True, check=True
    ).stdout
    assert made == (DATA / "options.json").read_text(encoding="utf-8")


def test_names_of_others_are_known() -> None:
    assert all(map(owned_names.owned, ["USER", "HOME", "PATH", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"]))
    assert not any(map(owned_names.owned, ["TO", "PLIVO_AUTH_ID", "SMS_USER", "user", "AWSOME"]))
