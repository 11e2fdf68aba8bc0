"""Any file is read or refused with a place; what is written is read again as the same template."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from curl2sms import template
from curl2sms.errors import TemplateError, UnfitError
from curl2sms.rendering import render
from curl2sms.template import schema
from curl2sms.template.dumping import as_data
from curl2sms.template.fitting import fits
from tests.examples import examples

POSITIVE = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[1] / "cases" / "template" / "positive").glob("*.json"))
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 700),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["$$To", "$$Body", "${X}", "https://$$To/", "${X}/a", "http://[", "json:/", "form:a>json:/b", "\ud800", "a\n"]
    ),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path]
    if isinstance(value, dict | list):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            found += _paths(item, (*path, name))
    return found


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """A valid template with one value replaced, taken out or added."""
    data = copy.deepcopy(draw(st.sampled_from(POSITIVE)))
    path = draw(st.sampled_from([path for path in _paths(data) if path]))
    holder: Any = data
    for step in path[:-1]:
        holder = holder[step]
    change = draw(st.sampled_from(["replace", "remove", "add"]))
    if change == "remove":
        del holder[path[-1]]
    elif change == "replace":
        holder[path[-1]] = draw(VALUES)
    elif isinstance(holder, dict):
        holder[draw(st.text(max_size=5))] = draw(VALUES)
    else:
        holder.append(draw(VALUES))
    return dict(data)


def _read(text: str) -> template.Template | None:
    """The template, if it is one; a refusal has a note with a place in the text."""
    try:
        return template.load(text, "any")
    except TemplateError as error:
        for note in (error.note, *error.others):
            assert note.kind == "error"
            assert note.span is None or 0 <= note.span.start <= note.span.end <= len(text)
        return None


@examples(200)
@given(st.text(max_size=60) | VALUES.map(json.dumps) | st.text(st.sampled_from('{}[]":, \\u1aent'), max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert _read(text) is None


@examples(300)
@given(damaged())
def test_a_template_fits_where_jsonschema_says_so(data: dict[str, Any]) -> None:
    assert fits(data) == schema.validator().is_valid(data)


@examples(300)
@given(damaged())
def test_a_damaged_template_is_refused_or_means_something(data: dict[str, Any]) -> None:
    read = _read(json.dumps(data))
    if read is None:
        return
    schema.validator().validate(as_data(read))
    assert template.load(template.dump(read), "again") == read
    values = {variable.name: "https://h" if variable.kind else "v" for variable in read.variables}
    with suppress(UnfitError):  # a place that can't carry these values
        render(read, "+14155550123", "Hello", variables=values, macros={macro.name: "1" for macro in read.macros})
