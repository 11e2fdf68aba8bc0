"""A call without credentials, on a page that says elsewhere how calls are authenticated."""

from __future__ import annotations

import re

from curl2sms.errors import Note, Span, note
from curl2sms.http import HttpRequest
from curl2sms.patterns import regex

# What names a header for credentials, or a scheme of authentication.
_SAID = regex(
    r"(?<![\w-])(?P<name>x-(?:[a-z]{1,20}-){0,3}(?:(?:api|auth|access|app|client|secret)-?)?(?:key|token|auth|secret)"
    r"(?:-[a-z]{1,20}){0,2})(?![\w-])"
    r"|(?P<key>\b(?:api|auth|access|app|client)[-_ ]?(?:key|token|secret))[`\"'”»]?[ \t]+"
    r"(?:(?:http|request)[ \t]+)?header\b"
    r"|\b(?:headers?|en-t[eê]te|encabezado|cabecera|cabeçalho|заголов\w{1,3})[^\n.]{0,30}?\bauthorization\b"
    r"|\bauthorization(?=[`\"'*]{0,3}[ \t]*(?:[:|\t]|(?:http[ \t]+)?header\b))"
    r"|\bbasic[ \t]+(?:access[ \t]+)?auth(?:entication|orization)?\b"
    r"|\bbearer[ \t]+(?:token|auth)",
    re.IGNORECASE,
)
_CREDENTIAL = regex(
    r"key|token|secret|auth|user|login|pass|pwd|account|client|sign|hash|(?<![a-z])(?:sid|uid|usr|psw|pw|id)(?![a-z])",
    re.IGNORECASE,
)
# The names of what a query, a form, JSON and XML hold.
_NAMES = regex(r"(?:[?&]|^|[{,]\s*\"|<)(?P<name>[\w.\[\]-]{1,60})(?==|\"\s*:|>)", re.MULTILINE)


def said_of(text: str, call: Span, request: HttpRequest) -> Note | None:
    """A warning where the text around a call says how to authenticate and its request has nothing of the kind."""
    if request.basic is not None or any(_CREDENTIAL.search(name) for name, _ in request.headers):
        return None
    found = _SAID.search(text, 0, call.start) or _SAID.search(text, call.end)
    if found is None or "@" in request.url.partition("?")[0]:
        return None
    carried = f"{request.url}\n{(request.body or b'').decode('utf-8', 'replace')}"
    if any(_CREDENTIAL.search(one["name"]) for one in _NAMES.finditer(carried)):
        return None
    name = found["name"] or found["key"] or "Authorization"
    return note("credentials-elsewhere", Span(*found.span()), name=name)
