"""Nothing of a sample outlives the work on it."""

from __future__ import annotations

import gc
from functools import _lru_cache_wrapper

import curl2sms
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
    found = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
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
