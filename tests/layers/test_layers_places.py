"""The parts of a PLACE's names, and how a name is written of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.layers.place import OUTER, Place, Step, parse_place, place

# PLACE of one step -> kinds of its parts, names that lead to the value, the container's name.
NAMES = {
    "form:to": ("name", ["to"], ""),
    "form:to#2": ("name repetition", ["to"], ""),
    "form:to#": ("name itself", ["to"], ""),
    "form:to#2#": ("name repetition itself", ["to"], ""),
    "form:to##2": ("name itself repetition", ["to"], ""),
    "form:#": ("itself", [], ""),
    "form:a#b": ("name", ["a#b"], ""),
    "form:to[0]": ("name position", ["to"], ""),
    "form:to[]": ("name appended", ["to"], ""),
    "query:messages[0][to]#3": ("name position name repetition", ["messages", "to"], "messages[0]"),
    "multipart:sms.0.to": ("name position name", ["sms", "to"], "sms.0"),
    "form:sms.0": ("name position", ["sms"], ""),
    "form:sms/0/to": ("name position name", ["sms", "to"], "sms/0"),
    "form:v1.0b": ("name name", ["v1", "0b"], "v1"),
    "form:447700900123": ("name", [], ""),
    "form:447700900123#": ("name itself", [], ""),
    "form:to[447700900123]": ("name position", ["to"], ""),
    "form:to[447700900123": ("name name", ["to"], "to"),
    "form:a]b": ("name name", ["a", "b"], "a"),
    "json:/sms/0/to/1": ("name position name position", ["sms", "to"], "/sms/0"),
    "json:/a~1b/c~01#2": ("name name repetition", ["a/b", "c~1"], "/a~1b"),
    "json:/0#": ("name itself", [], ""),
    "json:/to[0]": ("name position", ["to"], ""),
    "json:/to.0.name": ("name position name", ["to", "name"], "/to.0"),
    "json:/to.name": ("name", ["to.name"], ""),
    "json:/.0a/[b/[]": ("name name name appended", [".0a", "[b"], "/.0a"),
    "json:/": ("name", [], ""),
    "json": ("", [], ""),
    "xml:/a:MESSAGE/SMS[2]/@b:TEXT": ("name name position attribute", ["MESSAGE", "SMS", "TEXT"], "/a:MESSAGE/SMS[2]"),
    "xml:/A/B.0#2": ("name name repetition", ["A", "B.0"], "/A"),
    "csv:2,10": ("row column", [], ""),
    "csv:2": ("row", [], ""),
    "path:3": ("segment", [], ""),
    "header:X-To#2": ("name repetition", ["X-To"], ""),
    "header:X.0": ("name", ["X.0"], ""),
    "body": ("", [], ""),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_has_its_parts(text: str) -> None:
    kinds, names, container = NAMES[text]
    (step,) = parse_place(text).steps
    assert " ".join(part.kind for part in step.parts) == kinds
    assert list(step.names) == names
    assert step.container == Step(step.layer, container)


@given(st.sampled_from(OUTER), st.text("ab01#[]./@~,:٣\n", max_size=12))
def test_the_texts_of_all_parts_are_the_name(layer: str, name: str) -> None:
    step = Step(layer, name)
    assert "".join(part.text for part in step.parts) == name
    assert all(part.text for part in step.parts)
    assert step.first(len(step.parts)) == step


def test_a_step_is_its_layer_and_its_name_however_it_was_made() -> None:
    made, given = Step("json", "/to/0").first(1), Step("json", "/to")
    assert (made, hash(made), repr(made)) == (given, hash(given), "Step(layer='json', name='/to')")


def test_a_part_has_its_number() -> None:
    numbers = [part.number for part in Step("form", "a[0].12.[9999999999999999999][]#3").parts]
    assert numbers == [None, 0, 12, None, None, None, 3]
    assert [part.number for part in Step("csv", "2,10").parts] == [2, 10]
    assert Step("json", "/sms/10/to").with_number(1, 9) == Step("json", "/sms/9/to")
    assert Step("form", "to#3").with_number(1, 2) == Step("form", "to#2")


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("xml:/a/b", "xml:/a[1]/b[1]", True),
        ("xml:/a[1]/b", "xml:/a/b", False),
        ("xml:/a/b", "xml:/a[2]/b", False),
        ("xml:/a/b", "xml:/a[1]", False),
        ("form:data>xml:/a/@b", "form:data>xml:/a[1]/@b", True),
        ("form:data>xml:/a", "query:data>xml:/a", False),
        ("json:/a", "json:/a[1]", False),
        ("form:data>xml:/a", "form:data", False),
    ],
)
def test_one_of_a_name_needs_no_number(found: str, wanted: str, same: bool) -> None:
    assert parse_place(found).is_the_same(parse_place(wanted)) is same


def test_a_place_has_neighbours() -> None:
    at = parse_place("form:data>json:/to/0")
    assert at.beside(Step("json", "/text")) == parse_place("form:data>json:/text")
    assert (at.outer, place("form").outer) == (place("form", "data"), None)
    assert Place(at.steps) == at
