"""Make ``curl2sms/data/options.json``: curl's options, and what becomes of each.

usage: curl --help all | python tools/make_options.py > curl2sms/data/options.json

Names, short letters and arguments come from curl's own ``--help all``; what a newer curl knows beyond the local one
stands in NEWER, in the same notation, from docs/options-in-versions and docs/cmdline-opts of curl's repository. Judged
by hand is only what curl can't tell: the fate of an option in a sample. An option that no list below names gets the
fate ``connection``: it concerns only the connection, the answer or the output. A name in the lists that curl does not
know is an error.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

# Options of newer versions, and spellings that curl still takes but no longer lists: notation, version.
NEWER = """
     --ca-native                      8.2.0
     --dump-ca-embed                  8.10.0
     --ech <config>                   8.8.0
     --follow                         8.16.0
     --haproxy-clientip <ip>          8.2.0
     --ip-tos <string>                8.9.0
     --ipfs-gateway <URL>             8.4.0
     --keepalive-cnt <integer>        8.9.0
     --knownhosts <file>              8.17.0
     --mptcp                          8.9.0
     --out-null                       8.16.0
     --parallel-max-host <integer>    8.16.0
     --proxy-ca-native                8.2.0
     --proxy-http2                    8.1.0
     --show-headers                   8.10.0
     --sigalgs <list>                 8.14.0
     --skip-existing                  8.10.0
     --ssl-sessions <filename>        8.12.0
     --tls-earlydata                  8.11.0
     --trace-config <string>          8.3.0
     --trace-ids                      8.2.0
     --upload-flags <flags>           8.13.0
     --variable <name=text>           8.3.0
     --vlan-priority <priority>       8.9.0
     --ftp-ssl                        7.11.0
     --ftp-ssl-reqd                   7.15.5
     --krb4 <level>                   7.3
     --ntlm-wb                        7.22.0
     --metalink                       7.27.0
"""

# What shapes the request, and is carried.
SHAPES = """basic compressed cookie data data-ascii data-binary data-raw data-urlencode form form-escape form-string
    get globoff head header json next oauth2-bearer path-as-is proto-default range referer request request-target
    tr-encoding url url-query user user-agent"""

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
    "signed-by-curl": "aws-sigv4",
    "netrc": "netrc netrc-file netrc-optional",
    "upload": "upload-file",
    "conditional-request": "time-cond etag-compare continue-at",
}
# What is said, for it touches safety or the road of the request.
NOTED = {"follows-redirects": "location location-trusted follow", "insecure": "insecure"}
# What makes the command unreadable: the request stands elsewhere, or there is none.
REFUSED = {"config-file": "config", "curl-variable": "variable", "no-request": "help manual version"}
# Options of the fate connection that curl may be given again in a replay without a surprise.
HARMLESS = "http1.0 http1.1 http0.9 silent show-error tcp-nodelay"
# Options that shape the request and are not passed on: a replay is one request, over http.
NOT_REPLAYED = "next proto-default"

# Options that curl lists with a value and takes without one.
OPTIONAL = {"help"}

# A value stands in angle brackets; one that begins with what may be left out (``[protocol://]host``) has none.
ARGUMENT = r"(?: <(?P<argument>.+?)>(?=\s|$)| (?P<open>\[\S+))?"
LINE = re.compile(rf"^ *(?:-(?P<short>.), )? *--(?P<name>[\w.-]+){ARGUMENT}\s+(?P<rest>.*)$")


def rows(help_text: str) -> Iterator[dict[str, Any]]:
    """The table's rows, unjudged, from ``curl --help all`` and NEWER."""
    seen = set()
    for text, newer in ((help_text, False), (NEWER, True)):
        for match in filter(None, map(LINE.match, text.splitlines())):
            name = match["name"].removeprefix("no-")  # curl lists some switches by their negation: --no-buffer
            if name not in seen:
                seen.add(name)
                since = {"since": match["rest"].strip()} if newer else {}
                argument = None if name in OPTIONAL else match["argument"] or match["open"]
                yield {"name": name, "short": match["short"], "argument": argument, **since}


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
