"""Nothing of a sample outlives the work on it."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from importlib import import_module
from typing import Any

import pytest

import curl2sms
from curl2sms import reading
from curl2sms.errors import SampleError, Source
from curl2sms.locating import catalog
from curl2sms.reading.page import urls
from curl2sms.remembering import remembered, remembering

SECRET = "k3y-of-a-sample-77b2"
SAMPLE = f"curl 'https://sms.example/send?apikey={SECRET}&x={SECRET}' -d to=14155550142 -d 'text=Hello you there'"


def test_no_cache_without_a_bound_is_asked_about_a_value() -> None:
    """Every cache of the package that grows by the text that it is asked about has a bound."""
    curl2sms.convert(SAMPLE)
    before = {id(one): one.cache_info().currsize for one in _caches()}
    for number in range(20):
        made = curl2sms.convert(SAMPLE.replace("apikey", f"apikey{number}").replace("77b2", f"77b{number}"))
        curl2sms.unfilled(made.template)
        curl2sms.explain(SAMPLE.replace("77b2", f"77c{number}"))
    unbounded = [one for one in _caches() if one.cache_info().maxsize is None]
    grown = [one.__name__ for one in unbounded if one.cache_info().currsize > before.get(id(one), 0) + 1]
    assert grown == []


def _caches() -> list[_lru_cache_wrapper[object]]:
    gc.unfreeze()  # conftest.py hides from the collector, and from this list, what was there at the start
    found = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    gc.freeze()  # the later tests are as quick as before
    return [one for one in found if str(one.__module__).startswith("curl2sms")]


def test_what_is_remembered_is_forgotten_after_the_work() -> None:
    asked = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length("a"), length("a")] == [1, 1]
    assert asked == ["a", "a"]
    with remembering():
        assert length("b") == 1
        with remembering():
            assert length("b") == 1
        assert length("b") == 1
    assert length("b") == 1
    assert asked == ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    ("module", "name", "most"),
    [
        ("curl2sms.layers.fields", "_walk", 1),  # of a request that nothing changes
        ("curl2sms.layers.charset", "_charset_of", 2),  # of the request, and of the one with tokens
        ("curl2sms.locating.roles", "_role_of", 8),  # of each value: path 2, query 3, header 1, body 2
        ("curl2sms.locating.lists", "_list_of", 8),
        ("curl2sms.locating.evidence", "_score", 16),  # of each, for two roles
    ],
)
def test_what_is_known_of_a_value_is_worked_out_once(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str, most: int
) -> None:
    owner: Any = import_module(module)
    work, times = getattr(owner, name), []

    def counted(*given: object, **named: object) -> object:
        times.append(1)
        return work(*given, **named)

    monkeypatch.setattr(owner, name, counted)
    url = "https://sms.example/v1/send?apikey=k3y0f4n4cc0unt&from=ACME&route=4"
    curl2sms.convert(f"curl '{url}' -d to=14155550142 -d 'text=Hello you there'")
    assert 0 < len(times) <= most


def test_a_provider_is_read_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = "curl 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json' -d To=+14155550142 -d Body=Hello"
    curl2sms.convert(sample)
    monkeypatch.setattr(catalog, "knowledge", lambda name: pytest.fail(f"{name} is read again"))
    assert curl2sms.convert(sample).template.name == "twilio"


# The secret is put together where it is used, so that no code holds it. What starts with it is looked for.
LOOKS_FOR_A_SECRET = """
import gc
import curl2sms

def work():
    secret = "".join(reversed("b77-yek-detnalp"))
    sample = f"curl 'https://sms.example/send?apikey={secret}1' -u user:{secret}2 -H 'X-Token: Bearer {secret}3'"
    sample += f" -d to=14155550142 -d 'text=Hello you there' -d password={secret}4"
    made = curl2sms.convert(sample)
    assert secret in curl2sms.dump(made.template)
    assert curl2sms.explain(sample)

def texts():
    seen, left = set(), gc.get_objects()
    while left:
        one = left.pop()
        if id(one) not in seen:
            seen.add(id(one))
            left += gc.get_referents(one)
            if isinstance(one, (str, bytes)):
                yield str(one)

work()
gc.collect()
mark = "planted" + "-key-"
print([text[:60] for text in texts() if mark in text and text != mark])
"""


@pytest.mark.slow
def test_no_secret_is_left_in_the_process(command_environment: dict[str, str]) -> None:
    looked = [sys.executable, "-c", LOOKS_FOR_A_SECRET]
    done = subprocess.run(looked, capture_output=True, text=True, check=False, env=command_environment)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_reading_alone_remembers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's URLs are looked for once, also where nothing but the reading is asked for."""
    asked = []
    find = urls._MORE.finditer

    def counted(text: str) -> Iterator[re.Match[str]]:
        asked.append(text)
        return find(text)

    monkeypatch.setattr(urls._MORE, "finditer", counted)
    with suppress(SampleError):
        reading.read(Source("page", "https://x.example " * 20))
    assert len(asked) == 1
