"""The beginning of a URL, where its scheme is a variable or is still to be filled in: no scheme is assumed there.

Scheme, host and port together become one variable, an origin: ``$SCHEME://$HOST/send``, ``{{baseUrl}}/send``. So
do host and port that are both variables (``http://$HOST:$PORT/send``): a template has none for a port.
"""

from __future__ import annotations

import re

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import CLOSE, OPEN, STAND_IN, stand_in
from curl2sms.patterns import regex
from curl2sms.shown import Shortened
from curl2sms.traced import Traced

# What means a text to fill in, as pages write it.
FILL = r"(?:<[^<>]{0,80}>|\{{1,2}[^{}]{0,80}\}{1,2}|\[(?![0-9A-Fa-f.]*+:[0-9A-Fa-f:.]*+(?:%25\w+)?\])[^\[\]]{0,80}\])"
_OPEN = f"{OPEN}[A-Za-z0-9_]+{CLOSE}"
_NAMED = rf"(?:{_OPEN}|{FILL}|\$\{{?[A-Za-z_]\w{{0,80}}\}}?)"
_VARIABLE = regex(f"{OPEN}(?P<name>[A-Za-z0-9_]+){CLOSE}(?=[/?#]|$)", begins_with=OPEN)
_ORIGIN = regex(
    rf"(?P<scheme>{_NAMED}:/{{1,3}})(?P<authority>(?>{_NAMED}|[^/?#])*)|(?P<alone>{_NAMED})(?::[^/?#]*)?(?=[/?#]|$)"
    rf"|(?i:https?)://{_OPEN}:{_OPEN}(?=[/?#]|$)",
    only_with=(OPEN, "<", "{", "[", "$"),
)
_EITHER = regex(r"(?:https?\(s\)|http\[s\]|https?[/|]https?)(?=://)", re.IGNORECASE, only_with=("(", "[", "|", "/h"))
_NAME = "BASE_URL"


def origin_of(text: Traced, span: Span, notes: list[Note]) -> tuple[Traced, str] | None:
    """The URL with a variable for its origin, and that variable's name; None where the URL has a scheme of its own.

    Raises SampleError where credentials are between scheme and host: an origin has none (RFC 6454 4).
    """
    if variable := _VARIABLE.match(text.text):
        if variable.end() == len(text):
            notes.append(note("url-all-open", span, name=variable["name"]))
        return text, variable["name"]
    found = _ORIGIN.match(text.text)
    if found is None:
        return None
    if "@" in (found["authority"] or ""):
        raise SampleError(note("origin-with-credentials", span))
    name = _name_of(found["alone"]) if found["alone"] and found["alone"] == found[0] else _NAME
    shown = STAND_IN.sub(lambda one: f"${one[1]}", found[0]).replace("%20", " ")
    notes.append(note("origin-to-fill", span, text=Shortened(shown), name=name))
    return text.edited([(*found.span(), stand_in(name))]), name


def with_one_scheme(text: Traced, span: Span, notes: list[Note]) -> Traced:
    """``http(s)://host``, which offers two schemes, with the safer of them."""
    found = _EITHER.match(text.text)
    if found is None:
        return text
    notes.append(note("scheme-either", span, text=found[0]))
    return text.edited([(*found.span(), "https")])


def _name_of(text: str) -> str:
    """The name of a variable for a text to fill in: ``baseUrl`` for ``{{baseUrl}}``."""
    name = re.sub(r"\W+", "_", text.replace("%20", " "), flags=re.ASCII).strip("_")
    if not name or name[0].isdigit():
        return _NAME
    from curl2sms.owned_names import owned

    return f"SAMPLE_{name}" if owned(name) else name
