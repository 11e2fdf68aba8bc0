"""Make ``curl2sms/data/options.json``: curl's options, and what becomes of each.

usage: curl --manual | python tools/make_options.py > curl2sms/data/options.json

Names, short letters, arguments and versions come from the manual of the newest curl (8.23). UNLISTED are spellings
that curl takes and does not document. Judged by hand is only what curl does not say: the fate of an option in a
sample. An option that no list below names gets the fate ``connection``: it concerns only the connection, the answer
or the output. A name in the lists that curl does not know is an error.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

# Spellings that curl takes and does not document, as the manual would head them.
UNLISTED = """
    --ftp-ssl
    --ftp-ssl-reqd
    --include
    --krb4 <level>
"""

# What shapes the request, and is carried.
SHAPES = """basic compressed cookie crlf data data-ascii data-binary data-raw data-urlencode form form-escape
    form-string get globoff head header json next oauth2-bearer path-as-is proto-default range referer request
    request-target tr-encoding url url-query use-ascii user user-agent variable"""

# What matters to the sender and can't be carried: the note that says why, and the options it is for.
LOSSES = {
    "client-certificate": "cert cert-type key key-type pass engine ssl-auto-client-cert",
    "certificate-authority": "cacert capath crlfile pinnedpubkey cert-status",
    "proxy": """proxy proxy1.0 preproxy socks4 socks4a socks5 socks5-hostname proxy-user proxytunnel proxy-header
        proxy-anyauth proxy-basic proxy-digest proxy-negotiate proxy-ntlm proxy-insecure proxy-cacert proxy-capath
        proxy-cert proxy-cert-type proxy-key proxy-key-type proxy-pass proxy-crlfile proxy-pinnedpubkey
        haproxy-protocol haproxy-clientip socks5-basic socks5-gssapi""",
    "other-address": "resolve connect-to unix-socket abstract-unix-socket doh-url dns-servers",
    "authentication-scheme": "digest ntlm ntlm-wb negotiate anyauth login-options tlsuser tlspassword tlsauthtype",
    "signed-by-curl": "aws-sigv4 httpsig-algo httpsig-headers httpsig-key httpsig-keyid",
    "netrc": "netrc netrc-file netrc-optional",
    "upload": "upload-file",
    "conditional-request": "time-cond etag-compare continue-at",
}
# What is said, for it touches safety or the road of the request.
NOTED = {"follows-redirects": "location location-trusted follow", "insecure": "insecure"}
# What makes the command unreadable: the request stands elsewhere, or there is none.
REFUSED = {"config-file": "config", "no-request": "help manual version"}
# Options of the fate connection that curl may be given again in a replay without a surprise.
HARMLESS = "http1.0 http1.1 http0.9 silent show-error tcp-nodelay"
# Options that shape the request and are not passed on: a replay is one request, over http; versions of curl do not
# agree about line ends; what a variable brings is in the values already.
NOT_REPLAYED = "next proto-default crlf use-ascii variable"

# Options that the manual heads with a value and takes without one.
OPTIONAL = {"help"}

# The head of an option's part of the manual. A value stands in angle brackets; one that begins with what may be left
# out (``[protocol://]host``) has none.
HEAD = re.compile(
    r"^    (?:-(?P<short>.), )?--(?P<name>[\w.-]*\w)(?: <(?P<argument>.+)>| (?P<open>\[\S+))?$", re.MULTILINE
)
ADDED = re.compile(r"\bAdded\s+in\s+(?P<version>[0-9]+(?:\.[0-9]+)+)\.(?=\s)")
# The first version that is said: curl 7.88 knows the options of all before.
FIRST_SAID = 8


def rows(manual: str) -> Iterator[dict[str, Any]]:
    """The table's rows, unjudged, from ``curl --manual`` and UNLISTED."""
    seen = set()
    text = manual + UNLISTED
    heads = list(HEAD.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        name = head["name"].removeprefix("no-")  # some switches are listed by their negation: --no-buffer
        if name not in seen:
            seen.add(name)
            argument = None if name in OPTIONAL else head["argument"] or head["open"]
            added = ADDED.findall(text, head.end(), following.start() if following else len(text))
            since = next((version for version in added[-1:] if int(version.partition(".")[0]) >= FIRST_SAID), None)
            yield {"name": name, "short": head["short"], "argument": argument, "since": since}


def judged(unjudged: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with their fate, the note that goes with it, and whether curl may be given the option in a replay."""
    fates: dict[str, tuple[str, str | None]] = dict.fromkeys(SHAPES.split(), ("shapes", None))
    for fate, table in (("loss", LOSSES), ("noted", NOTED), ("refused", REFUSED)):
        fates |= {name: (fate, note_id) for note_id, names in table.items() for name in names.split()}
    for row in unjudged:
        fate, note_id = fates.pop(row["name"], ("connection", None))
        if (fate == "shapes" or row["name"] in HARMLESS.split()) and row["name"] not in NOT_REPLAYED.split():
            row["replay"] = True
        row["fate"] = fate
        if note_id:
            row["note"] = note_id
        yield {key: value for key, value in row.items() if value is not None}
    if fates:
        raise SystemExit(f"curl knows no {', '.join(sorted(fates))}")


def main() -> None:
    """Write the table, one row a line."""
    lines = [json.dumps(row) for row in sorted(judged(rows(sys.stdin.read())), key=lambda row: row["name"])]
    sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
