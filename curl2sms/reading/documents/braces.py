"""Variables in double braces, as Postman and the REST clients of editors have them: ``{{name}}``, ``{{$guid}}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import stand_in
from curl2sms.patterns import regex
from curl2sms.reading.model import Known
from curl2sms.records import attribute, draft
from curl2sms.traced import Traced, joined

_VARIABLE = regex(r"\{\{[ \t]*+(?P<name>[^{} \t\r\n]++(?:[ \t]++[^{} \t\r\n]++)*+)[ \t]*+\}\}")
_DYNAMIC = regex(r"\$(?P<name>[A-Za-z_]\w*)(?:[ \t][^{}]*)?", re.ASCII)
# What a REST client takes from a file or from the environment.
_SETTING = regex(r"\$(?:dotenv|processEnv)[ \t]+%?(?P<name>[A-Za-z_]\w*)", re.ASCII)
_LONGEST = 1 << 20  # characters that variables make of a text


@draft
class BracedVariables:
    """The variables of a text in double braces, by their names, and what was reported while they were put in.

    One without a value stays as it is, and is still to be filled in. One that the client makes again for each request
    becomes a variable of the template.
    """

    values: Mapping[str, Traced]
    known: Known
    notes: list[Note] = attribute(default_factory=list)
    taken: list[Span] = attribute(default_factory=list)
    _whole: dict[str, Traced] = attribute(default_factory=dict)

    def put_into(self, text: Traced, within: tuple[str, ...] = ()) -> Traced:
        """A text with the values in it; variables that it is the value of (``within``) stay.

        Raises SampleError where it gets too long.
        """
        if "{{" not in text.text:
            return text
        pieces: list[Traced] = []
        at = length = 0
        for found in _VARIABLE.finditer(text.text):
            value = self._value(found["name"], text[slice(*found.span())], within)
            pieces += text[at : found.start()], value
            length += len(value)
            if length > _LONGEST:
                raise SampleError(note("braces-too-long", text.known_span(*found.span())))
            at = found.end()
        return joined((*pieces, text[at:]))

    def _value(self, name: str, spelt: Traced, within: tuple[str, ...]) -> Traced:
        value = self.values.get(name)
        if value is not None and name not in within:
            place = spelt.known_span()
            if own := value.known_span():
                self.taken.append(own)
            if name not in self._whole:
                self._whole[name] = self.put_into(value, (*within, name))
            return self._whole[name].put_in_at(place) if place else self._whole[name]
        if setting := _SETTING.fullmatch(name):
            return spelt.rewritten(0, len(spelt), stand_in(self.known.called(setting["name"])))
        dynamic = _DYNAMIC.fullmatch(name)
        if dynamic is None:
            return spelt
        called = self.known.called(dynamic["name"])
        self.known.about[called] = f"computed for each request: {spelt.text}"
        self.notes.append(note("value-made-anew", spelt.known_span(), text=spelt.text, name=called))
        return spelt.rewritten(0, len(spelt), stand_in(called))
