"""What is made cheaply behaves as what it stands for: records as frozen dataclasses, regex as re.compile."""

import copy
import dataclasses
import pickle
import re
from dataclasses import dataclass

import pytest

from curl2sms.patterns import regex
from curl2sms.records import draft, field, record, replace


@record
class Cheap:
    name: str
    tags: list[str] = field(default_factory=list)
    count: int = 0
    place: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Model:
    name: str
    tags: list[str] = dataclasses.field(default_factory=list)
    count: int = 0
    place: int = dataclasses.field(default=0, compare=False, repr=False)


@pytest.mark.parametrize("arguments", [("a",), ("a", ["b"]), ("a", ["b"], 2), ("a", ["b"], 2, 3)])
def test_a_record_is_made_and_shown_as_a_dataclass(arguments: tuple[str]) -> None:
    cheap, model = Cheap(*arguments), Model(*arguments)
    assert dataclasses.asdict(cheap) == dataclasses.asdict(model)
    assert repr(cheap) == repr(model).replace("Model", "Cheap")
    for replaced in (replace(cheap, count=9), dataclasses.replace(cheap, count=9)):
        assert dataclasses.asdict(replaced) == dataclasses.asdict(dataclasses.replace(model, count=9))


@pytest.mark.parametrize("wrong", [{}, {"name": "a", "other": 1}])
def test_a_wrong_call_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(TypeError):
        Cheap(**wrong)  # type: ignore[arg-type]


def test_records_are_equal_by_what_they_compare() -> None:
    tags: list[str] = []
    assert Cheap("a", tags, place=1) == Cheap("a", tags, place=2)
    assert Cheap("a") != Cheap("b")
    assert Cheap("a") != Model("a")  # type: ignore[comparison-overlap]
    assert Cheap("a").tags is not Cheap("a").tags


def test_the_hash_goes_by_the_same_fields() -> None:
    @record
    class Key:
        name: str
        place: int = field(default=0, compare=False)

    assert len({Key("a", 1), Key("a", 2), Key("b")}) == 2


def test_a_record_stays_as_it_is() -> None:
    one = Cheap("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name
    with pytest.raises((AttributeError, dataclasses.FrozenInstanceError)):
        one.other = 1  # type: ignore[attr-defined]
    assert one == Cheap("a")


def test_a_record_can_be_copied_and_stored() -> None:
    one = Cheap("a", ["b"], 2, 3)
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert copy.deepcopy(one).tags is not one.tags
    assert copy.copy(one).place == 3


def test_the_field_of_dataclasses_is_refused() -> None:
    class Wrong:
        tags: list[str] = dataclasses.field(default_factory=list)

    with pytest.raises(TypeError, match="Wrong"):
        record(Wrong)


def test_a_draft_can_be_changed_and_is_only_itself() -> None:
    @draft
    class Sketch:
        name: str
        tags: list[str] = field(default_factory=list)

    one, other = Sketch("a"), Sketch("a")
    one.name = "b"
    one.tags.append("c")
    assert repr(one).endswith("Sketch(name='b', tags=['c'])")
    assert (other.tags, one == one, other == Sketch("a")) == ([], True, False)
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]


def test_a_method_of_the_class_stays() -> None:
    @record
    class Named:
        name: str

        def __repr__(self) -> str:
            return self.name

    assert repr(Named("a")) == "a"


def test_a_pattern_has_every_member_of_a_compiled_one() -> None:
    lazy, compiled = regex(r"(?P<letter>[a-z])\d", re.IGNORECASE), re.compile(r"(?P<letter>[a-z])\d", re.IGNORECASE)
    assert (lazy.pattern, lazy.flags, lazy.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert lazy.sub("-", "A1b2") == compiled.sub("-", "A1b2") == "--"
    assert lazy.fullmatch("A1") is not None


def test_a_pattern_is_compiled_once_and_late() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")
    once = regex("a")
    assert once.search("a")
    assert once.search is once.search  # a compiled pattern makes a new method each time
