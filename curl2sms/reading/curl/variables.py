"""``--variable`` and ``--expand-``: curl's own variables (curl's manual, ``--variable``; var.c; since curl 8.3)."""

from __future__ import annotations

import binascii
import json
import re
from collections.abc import Callable

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import OPEN, STAND_IN, stand_in
from curl2sms.patterns import regex
from curl2sms.reading.encoding import percent_encoded
from curl2sms.reading.model import Known, ReadOption
from curl2sms.reading.script.limits import MOST_PUT_IN, too_large
from curl2sms.traced import Traced, joined, spelt

LONGEST_NAME = 127
_SPACE = " \t\n\r\v\f"
_ASSIGNED = regex(
    r"(?P<environment>%?)(?P<name>[A-Za-z0-9_]+)(?:\[(?P<first>[0-9]+)-(?P<last>[0-9]*)\])?(?P<sign>[=@]|\Z)", re.DOTALL
)
_NAME = regex(r"[A-Za-z0-9_]+\Z")
# What a JSON string of curl's escapes (tool_writeout_json.c).
_IN_JSON = regex(r'["\\\x00-\x1f]')


class CurlVariables:
    """The variables of a command so far. One from the environment travels as a stand-in, as the shell's do."""

    def __init__(self, known: Known, notes: list[Note]) -> None:
        self._values: dict[str, Traced] = {}
        self._known = known
        self._notes = notes
        self._put_in = 0

    def assign(self, option: ReadOption) -> None:
        """``--variable``: remember a value. Raises SampleError for one that is in a file."""
        text = option.traced or Traced("")
        found = _ASSIGNED.match(text.text)
        if found is None or (not found["sign"] and not found["environment"]) or len(found["name"]) > LONGEST_NAME:
            self._notes.append(note("curl-variable-left-out", option.place, text=text.text))
            return
        value = text[found.end() :]
        if not found["sign"]:
            value = spelt(stand_in(self._known.called(found["name"])), option.place)
        elif found["sign"] == "@":
            if option.stdin is None:
                raise SampleError(note("curl-variable-file", option.place, name=found["name"], file=value.text))
            value = option.stdin
        if found["first"]:
            value = self._part(value, option, int(found["first"]), int(found["last"] or -1))
        self._values[found["name"]] = value

    def expanded(self, option: str, text: Traced, place: Span) -> Traced:
        """A value of ``--expand-OPTION`` with the variables instead of ``{{NAME}}``.

        If none is put in, the text stays as it is, backslashes before ``{{`` included. Raises SampleError for a
        function that curl does not know, or that no template can apply.
        """
        pieces: list[Traced] = []
        at, put_in = 0, False
        while (start := text.text.find("{{", at)) >= 0:
            if text.text[start - 1 : start] == "\\" and start > at:
                pieces += text[at : start - 1], text[start : start + 2]
                at = start + 2
                continue
            end = text.text.find("}}", start)
            if end < 0:
                break
            name, *functions = text.text[start + 2 : end].split(":")
            if not _NAME.match(name) or len(name) > LONGEST_NAME:
                pieces.append(text[at : end + 2])
            else:
                value = self._value(option, name, functions, place)
                pieces += text[at:start], value.put_in_at(text.span(start, end + 2) or place)
                put_in = True
            at = end + 2
        return joined((*pieces, text[at:])) if put_in else text

    def _value(self, option: str, name: str, functions: list[str], place: Span) -> Traced:
        """The value of a variable of curl's, with the functions behind its name applied. Raises SampleError."""
        value = self._values.get(name, Traced(""))
        if name not in self._values:
            self._notes.append(note("curl-variable-unset", place, name=name))
        for function in functions:
            apply = _FUNCTIONS.get(function)
            if apply is None:
                raise SampleError(note("curl-function-unknown", place, function=function))
            if OPEN not in value.text:
                value = apply(value)
            elif not STAND_IN.fullmatch(value.text) or option not in _AS_THE_PLACE.get(function, ()):
                raise SampleError(note("curl-function-of-variable", place, function=function, name=name))
        if "\0" in value.text:
            raise SampleError(note("curl-variable-null", place, name=name))
        self._put_in += len(value)
        if self._put_in > MOST_PUT_IN:
            raise too_large(place)
        return value

    def _part(self, value: Traced, option: ReadOption, first: int, last: int) -> Traced:
        """``NAME[2-5]``: those bytes of the value, both ends counted; no last one means all to the end."""
        if 0 <= last < first or not value.text.isascii():
            raise SampleError(note("curl-variable-part", option.place))
        return value[first : len(value) if last < 0 else last + 1]


def _trimmed(value: Traced) -> Traced:
    return value.strip(_SPACE)


def _in_json(value: Traced) -> Traced:
    return value.sub(_IN_JSON, lambda found: json.dumps(found[0])[1:-1])


def _in_url(value: Traced) -> Traced:
    return percent_encoded(value, space="%20")


def _in_base64(value: Traced) -> Traced:
    import base64

    encoded = base64.b64encode(value.text.encode("utf-8", "surrogateescape")).decode()
    return value.rewritten(0, len(value), encoded)


def _from_base64(value: Traced) -> Traced:
    import base64

    try:
        decoded = base64.b64decode(value.text, validate=True).decode("utf-8", "surrogateescape")
    except (binascii.Error, ValueError):
        decoded = "[64dec-fail]" if value.text else ""
    return value.rewritten(0, len(value), decoded)


_FUNCTIONS: dict[str, Callable[[Traced], Traced]] = {
    "trim": _trimmed,
    "json": _in_json,
    "url": _in_url,
    "b64": _in_base64,
    "64dec": _from_base64,
}
# The options for which a function does what a template does with every value in that place, so that a variable
# without a known value may have it.
_OF_FORMS = ("url", "url-query", "data", "data-ascii", "data-binary", "data-raw")
_AS_THE_PLACE = {"url": _OF_FORMS, "json": ("json", "data", "data-ascii", "data-binary", "data-raw")}
