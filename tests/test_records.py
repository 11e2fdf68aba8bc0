"""What is made cheaply behaves as what it means: records as frozen dataclasses, regex as re.compile."""

import copy
import dataclasses
import importlib
import pickle
import pkgutil
import pprint
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import curl2sms
from curl2sms.patterns import Guarded, regex
from curl2sms.records import attribute, draft, record, replace
from curl2sms.template.model import Pair, Template


@record
class Cheap:
    name: str
    tags: list[str] = attribute(default_factory=list)
    count: int = 0
    place: int = attribute(default=0, compare=False, repr=False)


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


def test_it_is_made_alike_however_many_there_are() -> None:
    """The first few instances are made without a compiled ``__init__``."""

    @record
    class Fresh:
        name: str
        tags: list[str] = attribute(default_factory=list)
        count: int = 0
        kept: int = attribute(default=1, init=False)

    made = [Fresh("a", count=number) for number in range(1000)]
    assert [(one.name, one.tags, one.count, one.kept) for one in made] == [("a", [], n, 1) for n in range(1000)]
    assert len({id(one.tags) for one in made}) == 1000


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), {}),
        ((), {"name": "a", "other": 1}),
        (("a",), {"name": "a"}),
        (("a", [], 0, 0, 0), {}),
        (("a", "b"), {"tags": []}),
    ],
)
@pytest.mark.parametrize("before", [0, 1000])
def test_a_wrong_call_is_refused(given: tuple[Any, ...], named: dict[str, Any], before: int) -> None:
    @record
    class Fresh:
        name: str
        tags: list[str] = attribute(default_factory=list)
        count: int = 0
        place: int = attribute(default=0, compare=False, repr=False)

    for _ in range(before):
        Fresh("a")
    with pytest.raises(TypeError):
        Fresh(*given, **named)


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
        place: int = attribute(default=0, compare=False)

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


def test_dataclasses_knows_a_record_by_its_fields() -> None:
    for cheap, model in zip(dataclasses.fields(Cheap), dataclasses.fields(Model), strict=True):
        for about in ("name", "type", "default", "compare", "repr", "init", "hash", "kw_only"):
            assert getattr(cheap, about) == getattr(model, about)
        assert (cheap.default_factory is list) == (model.default_factory is list)
    assert dataclasses.astuple(Cheap("a", ["b"], 2, 3)) == ("a", ["b"], 2, 3)
    assert repr(Cheap.__dataclass_params__) == repr(Model.__dataclass_params__)  # type: ignore[attr-defined]


def test_a_record_is_printed_as_a_dataclass() -> None:
    template = Template("x", "POST", "https://api.example.com/send", headers=(Pair("K" * 60, "v"),) * 2)
    assert f"         headers=(Pair(key='{'K' * 60}',\n" in pprint.pformat(template)
    for wide in (20, 80):
        printed = pprint.pformat(Cheap("a", ["b" * 20] * 2, 2, 3), width=wide)
        assert printed == pprint.pformat(Model("a", ["b" * 20] * 2, 2, 3), width=wide).replace("Model", "Cheap", 1)


@pytest.mark.parametrize("made", [1, 1000])  # what compares records is compiled once they are many
def test_pytest_says_in_which_field_two_records_differ(made: int) -> None:
    @record
    class Own:
        name: str
        count: int = 0
        place: int = attribute(default=0, compare=False)

    for _ in range(made):
        Own("a")
    with pytest.raises(AssertionError) as failed:
        assert Own("a", count=1, place=1) == Own("a", count=2, place=2)
    assert "Drill down into differing attribute count" in str(failed.value)
    assert "place: 1" not in str(failed.value)  # it does not count
    with pytest.raises(AssertionError, match="At index 1 diff"):
        assert [Own("a"), Own("b")] == [Own("a"), Own("c")]


def test_the_methods_of_a_class_stay_when_dataclasses_asks_for_it() -> None:
    @record
    class Loose:
        name: str

        def __repr__(self) -> str:
            return f"Loose {self.name}"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loose)

        def __hash__(self) -> int:
            return 0

    assert [one.name for one in dataclasses.fields(Loose)] == ["name"]
    assert (pprint.pformat(Loose("a")), Loose("a") == Loose("b"), len({Loose("a"), Loose("b")})) == ("Loose a", True, 1)


def test_a_records_kind_has_its_own_fields() -> None:
    @record
    class Base:
        name: str

    @record
    class Kind(Base):
        count: int = 0

    for asked in (Base, Kind, Base):
        assert [one.name for one in dataclasses.fields(asked)] == ["name", "count"][: 2 if asked is Kind else 1]
    assert pprint.pformat(Kind("a", 1)).endswith("Kind(name='a', count=1)")
    assert Kind("a") != Base("a")


MODULES = [
    found.name for found in pkgutil.walk_packages(curl2sms.__path__, "curl2sms.") if "__main__" not in found.name
]
RECORDS = sorted(
    {
        one
        for name in MODULES
        for one in vars(importlib.import_module(name)).values()
        if isinstance(one, type) and hasattr(one, "__record_attributes__") and one.__module__ == name
    },
    key=lambda one: (one.__module__, one.__qualname__),
)


@pytest.mark.parametrize("one", RECORDS, ids=lambda one: f"{one.__module__}.{one.__qualname__}")
def test_every_record_of_the_package_is_a_dataclass_to_who_asks(one: Any) -> None:
    assert [known.name for known in dataclasses.fields(one) if known.init] == list(one.__match_args__)
    empty = object.__new__(one)
    for known in dataclasses.fields(one):
        object.__setattr__(empty, known.name, None)
    assert pprint.pformat(empty)
    assert dataclasses.replace(empty, **dict.fromkeys(one.__match_args__)) is not empty


def test_the_field_of_dataclasses_is_refused() -> None:
    class Wrong:
        tags: list[str] = dataclasses.field(default_factory=list)

    with pytest.raises(TypeError, match="Wrong"):
        record(Wrong)


def test_a_default_that_can_change_is_refused() -> None:
    class Wrong:
        tags: list[str] = []  # noqa: RUF012 - that is what is refused

    with pytest.raises(TypeError, match="Wrong"):
        record(Wrong)


def test_a_draft_can_be_changed_and_is_only_itself() -> None:
    @draft
    class Sketch:
        name: str
        tags: list[str] = attribute(default_factory=list)

    one, other = Sketch("a"), Sketch("a")
    one.name = "b"
    one.tags.append("c")
    assert repr(one).endswith("Sketch(name='b', tags=['c'])")
    assert (other.tags, one == one, other == Sketch("a")) == ([], True, False)
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]
    model = dataclasses.make_dataclass("Model", ["name"], eq=False, slots=True)
    assert repr(Sketch.__dataclass_params__) == repr(model.__dataclass_params__)  # type: ignore[attr-defined]
    assert pprint.pformat(one) == "Sketch(name='b',\n       tags=['c'])"
    assert one != Sketch("b", ["c"])


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


@pytest.mark.parametrize("how", ["search", "match", "fullmatch"])
def test_a_guarded_pattern_matches_what_it_would_without(how: str) -> None:
    guarded, plain = regex("[ab]x+", only_with=("x",)), re.compile("[ab]x+")
    for text in ("abc", "axx", "ab", "bx", "cax"):
        assert str(getattr(guarded, how)(text)) == str(getattr(plain, how)(text))
        assert [one[0] for one in guarded.finditer(text)] == plain.findall(text)
        assert guarded.findall(text) == plain.findall(text)
        assert guarded.sub("-", text) == plain.sub("-", text)


@pytest.mark.parametrize("guard", [{"only_with": "x"}, {"begins_with": "x"}])
def test_a_guard_stays_after_the_pattern_was_used(guard: dict[str, Any]) -> None:
    guarded: Any = regex("x+", **guard)
    assert guarded.search("ax")[0] == "x"
    guarded.compiled = None  # so that each use of it fails
    assert [guarded.search("ab"), guarded.match("ab"), guarded.fullmatch("ab")] == [None, None, None]
    assert [guarded.sub("-", "ab"), guarded.findall("ab"), list(guarded.finditer("ab"))] == ["ab", [], []]


@pytest.mark.parametrize("how", ["search", "match", "fullmatch"])
def test_a_pattern_guarded_by_how_it_begins_matches_what_it_would_without(how: str) -> None:
    expression, flags = "(?:a|sx)x+", re.IGNORECASE
    plain = re.compile(expression, flags)
    for text in ("bax", "cax", "Axx", "sXx", "ſxx", "ab", "x", ""):
        for at in (0, 1):
            guarded = regex(expression, flags, begins_with=("a", "sx"))
            assert str(getattr(guarded, how)(text, at)) == str(getattr(plain, how)(text, at))


def _guarded() -> list[tuple[str, Guarded]]:
    found = []
    for module in MODULES:
        known = vars(importlib.import_module(module))
        found += [(f"{module}.{name}", one) for name, one in known.items() if isinstance(one, Guarded)]
    return found


@pytest.mark.parametrize("pattern", [pytest.param(one, id=name) for name, one in _guarded()])
@given(data=st.data())
def test_what_a_pattern_matches_has_one_of_its_signs(pattern: Guarded, data: st.DataObject) -> None:
    plain = re.compile(pattern.expression, pattern.wanted_flags)
    text = data.draw(st.from_regex(plain))
    assert pattern.may_be_in(text)
    if pattern.beginnings and (found := plain.search(text)):
        assert pattern.may_begin(text, found.start())
