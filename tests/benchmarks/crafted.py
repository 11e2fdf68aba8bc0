"""Crafted texts: one odd fragment, repeated, in each place of a call where a text may stand."""

from __future__ import annotations

import json

CALL = "curl https://sms.example/send -d to=447700900123 -d 'text=Hi there' -d "
FORM = "to=447700900123&text=Hi+there&x="
# One or two of every kind: shell, markup, JSON, percent-encoding, programs, placeholders, headers.
FRAGMENTS = (
    *("'\\''", "$(", "`${a}`", "${a}", "\\\\", "^\na=b; ", ":a ", "; $@", '"a","b",\n', "\\x41${#A}"),
    *("&amp;", "<x ", "<!--", "&nbsp;\u0661", "%25", "%2", "QUJD", "\\u", '{"log":{"entries":[', "- a: b\n"),
    *("'.$a.'", "f'{a}' ", "to: '.$a['b'].'", '" + a + "', '\\"/* a */', "{{", "<%= a %>", "[number])", "@a "),
    *("a[0][b]=1&", "a=b;", "a: b\r\n", "\u00a0-F a=b ", "+1 \u0661\u0662\u0663", "/../", "\u201c", "\U0001f600"),
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
)


def plain(size: int) -> str:
    """A call whose text is words and spaces."""
    return f"{CALL}'x=" + "Hello there " * (size // 12) + "'"


def crafted(size: int) -> dict[str, str]:
    """A sample of about ``size`` bytes for each fragment in each place, by a name that shows both."""
    return {
        f"{place}: {fragment!r}": sample
        for fragment in FRAGMENTS
        for place, sample in _places(fragment * (size // len(fragment.encode()))).items()
    }


def _places(text: str) -> dict[str, str]:
    """A call with a text in each of its places; between single quotes, without those in it."""
    quoted = text.replace("'", "")
    line = quoted.replace("\n", " ")
    body = json.dumps({"to": "447700900123", "text": "Hi there", "x": quoted})
    return {
        "without quotes": f"{CALL}x={text}",
        "in single quotes": f"{CALL}'x={quoted}'",
        "in double quotes": f'{CALL}"x={text}"',
        "before": f"{text}\n{CALL}x",
        "in the URL": f"curl 'https://sms.example/send?{FORM}{quoted}'",
        "in the URL without quotes": f"curl https://sms.example/send?{FORM}{text}",
        "in JSON": f"curl https://sms.example/send --json '{body}'",
        "in a header": f"{CALL}x -H 'X-A: {line}'",
        "in a part": f"curl https://sms.example/send -F to=447700900123 -F 'text=Hi there' -F 'x={quoted}'",
        "in a here-document": f"curl https://sms.example/send -d @- <<E\n{FORM}{text}\nE\n",
    }
