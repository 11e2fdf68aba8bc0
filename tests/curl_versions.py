"""What the newest curl would have sent where an older one is the judge: the rows of data/curl-versions.json."""

import json
import re
import subprocess
from functools import cache

from curl2sms.errors import DATA


@cache
def later_changes() -> list[dict[str, str]]:
    """The rows of curl's versions that are newer than the curl here."""
    listed = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout
    here = [int(part) for part in re.findall(r"[0-9]+", listed.split()[1])[:3]]
    rows: list[dict[str, str]] = json.loads((DATA / "curl-versions.json").read_text(encoding="utf-8"))
    return [row for row in rows if here < [int(part) for part in row["since"].split(".")]]


def as_the_newest_sends(target: bytes) -> bytes:
    """A target that the curl here has sent, with what later versions changed about it."""
    for row in later_changes():
        assert (row["part"], row["after"]) == ("path", "upper")
        path, mark, query = target.partition(b"?")
        target = re.sub(b"%[0-9A-Fa-f]{2}", lambda found: found[0].upper(), path) + mark + query
    return target
