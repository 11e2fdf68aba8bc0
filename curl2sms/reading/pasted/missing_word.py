"""A call of curl that was copied without its first word, or with one misspelt: ``-X POST https://... -d to=1``."""

from __future__ import annotations

import re

from curl2sms.errors import Note, Span, note
from curl2sms.patterns import regex
from curl2sms.traced import Traced

_URL = r"['\"]?https?://[^\s'\"]+['\"]?"
# Letters and names of options that calls of a provider have.
_OPTION = (
    r"(?:-[dFHuXGskLiv]|--(?:data|form|header|request|user|url|json|get|location|silent|insecure)[a-z-]*)(?=[\s='\"])"
)
# Where a line begins such a call: with an option, with a URL or a method and a URL that an option follows, with a
# misspelt word. The line before it must not go on: then it is a call of another program.
_MISSPELT = rf"(?P<word>(?:url|crul|culr|crl|cur|ucrl|curl:)[ \t]+)(?={_OPTION}|{_URL})"
_BARE = rf"(?P<method>(?:GET|POST|PUT)[ \t]+)?(?={_URL}[ \t]*(?:[\\^`][ \t]*\r?\n[ \t]*|[ \t]){_OPTION})"
_BEGINS = regex(
    rf"(?:\A|(?<![\\^`])(?<![\\^`]\r)\n)(?P<before>[ \t]*(?:[$>%][ \t]+)?)(?:{_MISSPELT}|{_BARE}|(?={_OPTION}))",
    re.IGNORECASE,
)
_ENDS = regex(r"\n[ \t\r]*\n|\Z")
_ADDRESS = regex(r"https?://")
_HAS_OPTION = regex(rf"(?:^|\s){_OPTION}", re.MULTILINE)
# Programs that have such options themselves.
_ANOTHER = regex(r"\b(?:wget|https?ie|aria2c|Invoke-\w+|xh)\b", re.IGNORECASE)


def put_in(source: Traced) -> tuple[Traced, Note] | None:
    """The text with the word curl put in, and what is reported of that; None where no call without it is there."""
    text = source.text
    if "://" not in text or _ANOTHER.search(text):
        return None
    for found in _BEGINS.finditer(text):
        end = _ENDS.search(text, found.end())
        stretch = text[found.end() : end.start() if end else len(text)]
        if not (_ADDRESS.search(stretch) and _HAS_OPTION.search(stretch)):
            continue
        start = found.end("before")
        method = f"-X {found['method'].strip().upper()} " if found["method"] else ""
        at = Span(start, max(found.end(), start + 1))
        return source.edited([(start, found.end(), f"curl {method}")]), note("curl-missing", at)
    return None
