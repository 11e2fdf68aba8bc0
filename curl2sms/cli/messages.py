"""The message that ``render`` and ``send`` are given: a template, a number, a text, and the values of variables."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from curl2sms.cli import files, inputs, say, values
from curl2sms.errors import Note, note
from curl2sms.http import HttpRequest, OAuth2
from curl2sms.records import record
from curl2sms.shown import Mask
from curl2sms.template.model import Template


@record
class MessageInput:
    """A message to be made of a template.

    ``variables`` and ``macros`` are the values that the command line gives, by name; ``looked_up`` are those of
    variables that only the environment gives.
    """

    template: Template
    to: str | None
    body: str | None
    variables: Mapping[str, str]
    looked_up: Mapping[str, str]
    macros: Mapping[str, str]

    @property
    def filled(self) -> dict[str, str]:
        """The values of variables, those of the environment last."""
        return {**self.looked_up, **self.variables}

    def request(self) -> HttpRequest:
        """The request of the template for it; UnfitError where it can't."""
        from curl2sms import rendering

        return rendering.render(self.template, self.to, self.body, variables=self.filled, macros=self.macros)

    def client(self) -> OAuth2 | None:
        """The client that fetches the template's token; UnfitError where it lacks values."""
        from curl2sms import rendering

        return rendering.filled_client(self.template, self.filled)

    def doubt(self, request: HttpRequest) -> Note | None:
        """What speaks against a well-formed number; it is reported, and the number is never refused for it."""
        from curl2sms import rendering

        return None if self.to is None else rendering.doubt_of(self.to, self.template.recipient, request)

    def mask(self, request: HttpRequest) -> Mask:
        """What hides, in its request, the template's secrets and the values of its secret variables."""
        from curl2sms import secret_values

        return secret_values.of_message(self.template, request, self.filled.items()).mask()


def given(options: argparse.Namespace) -> MessageInput:
    """The message of ``arguments.message``; UsageError for values of names that its template has not."""
    template = inputs.template(options.template)
    values.refuse_undeclared(options, [template])
    given = values.given(options)
    variables = given.variables(template)
    looked_up = {n: value for n, value in values.from_environment(template).items() if n not in variables}
    return MessageInput(template, options.to, _body(options), variables, looked_up, given.macros(template))


def _body(options: argparse.Namespace) -> str | None:
    """The text from ``--body`` or ``--body-file``."""
    if options.body_file is not None:
        text, name = files.read_text(options.body_file)
        if text.endswith("\n"):
            say.warning(note("message-ends-with-line-break", file=name))
        return text
    body: str | None = options.body
    return body
