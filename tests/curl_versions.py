"""What the newest curl would have sent where an older one is the judge: the rows of data/curl-versions.json."""

import json
import re
import subprocess
from collections.abc import Sequence
from functools import cache

from curl2sms.errors import DATA

_ESCAPE = re.compile(b"%[0-9A-Fa-f]{2}")


@cache
def later_changes() -> list[dict[str, str]]:
    """The rows of curl's versions that are newer than the curl here."""
    listed = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout
    here = [int(part) for part in re.findall(r"[0-9]+", listed.split()[1])[:3]]
    rows: list[dict[str, str]] = json.loads((DATA / "curl-versions.json").read_text(encoding="utf-8"))
    return [row for row in rows if here < [int(part) for part in row["since"].split(".")]]


def as_the_newest_sends(target: bytes, words: Sequence[str]) -> bytes:
    """A target that the curl here has sent for its arguments, with what later versions changed about it."""
    for row in later_changes():
        assert row["after"] == "upper"
        path, mark, query = target.partition(b"?")
        if row["part"] == "path":
            path = _upper(path)
        elif {"-G", "--get", "--url-query"} & set(words):
            written = _query_of_url(words)
            query = written + _upper(query.removeprefix(written)) if query.startswith(written) else _upper(query)
        target = path + mark + query
    return target


def _query_of_url(words: Sequence[str]) -> bytes:
    """The query that stands in the URL itself."""
    url = next((word for word in words if re.match("[a-z]+://", word)), "")
    return url.partition("#")[0].partition("?")[2].encode()


def _upper(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: found[0].upper(), text)
