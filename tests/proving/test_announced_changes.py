"""Which differences between a sample and its template an announced change explains."""

from __future__ import annotations

import pytest

from curl2sms.locating import Change
from curl2sms.proving.against.differences import explains
from curl2sms.proving.model import Difference

# The place of a change, what was written there (None where the value was dropped), the place of a difference, and
# whether the change explains it.
CASES = [
    ("form:to", "4477", "form:to", True),
    ("form:to", "4477", "form:text", False),
    ("form:to", "4477", "query:to", False),
    ("form:to", "4477", "form:total", False),
    # What is around, or inside.
    ("json:/sms/0/to", "4477", "json:/sms", True),
    ("json:/sms", "4477", "json:/sms/0/to", True),
    ("json:/sms/0/to", "4477", "json", True),
    ("json:/sms/0/to", "4477", "json:/sms/0/from", False),
    ("form:data>json:/to", "4477", "form:data", True),
    ("form:data", "4477", "form:data>json:/to", True),
    ("form:data>json:/to", "4477", "form:other>json:/to", False),
    ("csv:2", None, "csv:2,1", True),
    ("csv:2", None, "csv:3,1", False),
    ("query:debug", None, "query", True),
    ("query:debug", None, "form", False),
    # Where one of a name goes, the others move up.
    ("form:to#2", None, "form:to", True),
    ("form:to", None, "form:to#3", True),
    ("form:data#2>json:/to", "4477", "form:data>json:/to", True),
    ("form:to[1]", None, "form:to[0]", True),
    ("xml:/a/sms[2]", None, "xml:/a/sms[1]/to", True),
    ("xml:/a/sms[2]", None, "xml:/a/note", False),
    # So do an array's elements, but not where one was only repaired.
    ("json:/to/1", None, "json:/to/0", True),
    ("json:/to/1", None, "json:/to/2/number", True),
    ("json:/1", None, "json:/0", True),
    ("json:/to/1", "4477", "json:/to/0", False),
    ("json:/to/1/x", None, "json:/to/0/x", False),
    # A part of the request that is no PLACE.
    ("header:X-Trace", None, "host", False),
    ("header:X-Trace", None, "authentication:username", False),
]


@pytest.mark.parametrize(("changed", "after", "at", "explained"), CASES)
def test_a_change_explains_what_it_is_about(changed: str, after: str | None, at: str, explained: bool) -> None:
    assert explains(Change("test", changed, "before", after), Difference(at, "expected", "got")) is explained
