"""What names tell: members of lists and how they move, lists, names by position, and a variable's name by its place."""

import pytest

from curl2sms import layers
from curl2sms.credentials import lift
from curl2sms.http import HttpRequest
from curl2sms.layers import parse_place
from curl2sms.locating import survey
from curl2sms.locating.clues import evidence_on
from curl2sms.locating.lists import group_of
from curl2sms.locating.members import containers, moved
from curl2sms.locating.model import Role
from curl2sms.locating.naming import Naming

URL = "https://example.com/send"
# A value, the members before it that were taken out, and where it is then.
MOVES = [
    ("form:to#4", ["form:to#2"], "form:to#3"),
    ("form:to#4", ["form:to#3", "form:to#2"], "form:to#2"),
    ("form:to#2", ["form:to#3"], "form:to#2"),
    ("form:to#3", ["form:to[1]"], "form:to#3"),
    ("form:to#3", ["query:to#2"], "form:to#3"),
    ("form:sms[2][to]", ["form:sms[1]"], "form:sms[1][to]"),
    ("form:sms.2.to", ["form:sms.0", "form:sms.1"], "form:sms.0.to"),
    ("csv:3,1", ["csv:2"], "csv:2,1"),
    ("json:/a/2/x", ["json:/a/0"], "json:/a/1/x"),
    ("json:/a/2/x", ["json:/b/0"], "json:/a/2/x"),
    ("json:/a/2/x", ["json:/a/x"], "json:/a/2/x"),
    ("json:/a/2", ["json:/a/0/x"], "json:/a/2"),
    ("xml:/a/b[3]/@c", ["xml:/a/b[2]"], "xml:/a/b[2]/@c"),
    ("form:d>json:/a/1", ["form:d>json:/a/0"], "form:d>json:/a/0"),
    ("form:d>json:/a/1", ["form:e>json:/a/0"], "form:d>json:/a/1"),
]


@pytest.mark.parametrize(("at", "gone", "now"), MOVES)
def test_a_value_moves_up_where_members_before_it_go(at: str, gone: list[str], now: str) -> None:
    assert str(moved(parse_place(at), map(parse_place, gone))) == now


@pytest.mark.parametrize(
    ("at", "around"),
    [
        ("json:/sms/0/to", ["json:/sms", "json:/sms/0", "json:/sms/0/to"]),
        ("xml:/a/b[2]/@c", ["xml:/a", "xml:/a/b[2]", "xml:/a/b[2]/@c"]),
        ("form:sms[0][to]#2", ["form:sms[0]", "form:sms[0][to]#2"]),
        ("form:to[0]", ["form:to[0]"]),
        ("csv:2,1", ["csv:2"]),
        ("form:d>json:/0/to", ["form:d", "form:d>json:/0", "form:d>json:/0/to"]),
    ],
)
def test_a_value_is_in_its_members(at: str, around: list[str]) -> None:
    assert list(map(str, containers(parse_place(at)))) == around


@pytest.mark.parametrize(
    ("at", "group"),
    [
        ("json:/sms/0/to/1", "/sms/*/to/*"),
        ("xml:/a/b[2]/@c", "/a/b/@c"),
        ("form:sms.0.to#2", "sms.*.to"),
        ("form:to[0]", "to[*]"),
        ("form:to[]", "to[*]"),
        ("form:447700900123#", "447700900123#"),
        ("csv:2,3", "*,3"),
    ],
)
def test_the_members_of_a_list_have_a_name_in_common(at: str, group: str) -> None:
    assert group_of(parse_place(at).step) == group


def _posted(body: str, media_type: str = "application/json") -> tuple[layers.Field, ...]:
    """The fields of a body."""
    fields = layers.fields(HttpRequest("POST", URL, (("Content-Type", media_type),), body.encode()))
    return tuple(field for field in fields if field.place.steps[0].layer not in ("path", "header"))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ('{"v": ["447700900123", "447700900124"]}', 1),
        ('{"v": ["447700900123", "Hello there"]}', 2),  # a record
        ("<v><w>447700900123</w><w>Hello there</w></v>", 1),
    ],
)
def test_a_number_beside_a_text_makes_a_record(body: str, count: int) -> None:
    fields = _posted(body)
    naming = Naming(fields)
    assert len({naming.group_of(field) for field in fields}) == count


@pytest.mark.parametrize(
    ("body", "media_type", "own"),
    [
        ('{"text": ["Hello there"]}', "application/json", "text"),
        ('{"text": {"447700900123": "Hello there"}}', "application/json", ""),
        ("text[447700900123]=a&text[447700900123]=Hello there", "application/x-www-form-urlencoded", ""),
        ("text[0]=Hello there", "application/x-www-form-urlencoded", "text"),
        ("text,to\nHello there,447700900123", "text/csv", ""),
        ("text;to\nHello there;447700900123\n", "text/csv", ""),
    ],
)
def test_a_number_as_the_name_gives_a_value_no_name(body: str, media_type: str, own: str) -> None:
    fields = _posted(body, media_type)
    at = fields[0] if media_type == "text/csv" else fields[-1]
    said, _ = Naming(fields).of(at)
    assert [word for _, word in said.values()][:1] == ([own] if own else [])


def test_a_text_that_was_cut_off_keeps_its_spelling() -> None:
    query = "to=447700900123&text=Rock & roll& roll"
    changes = survey(HttpRequest("GET", f"{URL}?{query.replace(' ', '%20')}")).changes
    assert [change.before for change in changes if change.id == "stray-dropped"] == [" roll", " roll"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('{"auth": {"api_key": "d41d8cd98f00b204e980"}, "to": "447700900123"}', "X_API_KEY"),
        ('{"api_keys": ["d41d8cd98f00b204e980"], "to": "447700900123"}', "X_API_KEYS_0"),
        ("<m><a:auth><a:apikey>d41d8cd98f00b204e980</a:apikey></a:auth><to>447700900123</to></m>", "X_APIKEY"),
        ("auth[apikey]=d41d8cd98f00b204e980&to=447700900123", "X_AUTH_APIKEY"),
        ("data=%7B%22apikey%22%3A%22d41d8cd98f00b204e980%22%7D&to=447700900123", "X_APIKEY"),
    ],
)
def test_a_secret_s_variable_is_called_as_its_place_says(body: str, name: str) -> None:
    found = survey(HttpRequest("POST", URL, (), body.encode()))
    assert list(lift(found, "x")[1]) == [name]


@pytest.mark.parametrize(
    ("body", "beside"),
    [
        ('{"sms": [{"to": "447700900123", "text": "Hello there"}]}', True),
        ('{"sms": {"to": "447700900123", "text": "Hello there"}}', False),
        ('{"sms": [{"to": "447700900123"}], "text": "Hello there"}', False),
    ],
)
def test_a_text_is_beside_the_number_in_a_member_of_a_list(body: str, beside: bool) -> None:
    evidence = evidence_on(HttpRequest("POST", URL, (), body.encode()), {}, wanted=())
    assert [one.has("beside", Role.MESSAGE) for one in evidence if one.field.value == "Hello there"] == [beside]
