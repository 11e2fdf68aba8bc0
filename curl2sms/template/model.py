"""The template as data: what ``schemas/provider-template.schema.json`` says, in types.

Any value may be a secret, so ``repr`` shows none: it comes to be in the logs of whoever uses the library.
"""

from __future__ import annotations

from curl2sms.http import OAuth2, first_value
from curl2sms.numbers import NumberFormat
from curl2sms.records import attribute, record
from curl2sms.remembering import WithMemory
from curl2sms.response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from curl2sms.callbacks import Callback

SCHEMA_ID = "urn:curl2sms:provider-template:1"
VERSION = 1


@record
class Pair:
    """A header or a parameter. A header's value is wire text, a parameter's is meaning: what a server decodes."""

    key: str
    value: str = attribute(repr=False)
    content_type: str | None = None  # of a multipart's part


@record
class Basic:
    """Basic authentication, decoded (RFC 7617)."""

    username: str = attribute(repr=False)
    password: str = attribute(repr=False)


@record
class Parameters:
    """The body. ``type`` is ``none``, ``form``, ``raw`` or ``multipart``.

    ``pairs`` belong to form and multipart, ``body`` and ``syntax`` (``json``, ``xml``, ``csv``, ``text``) to raw.
    ``space`` spells a space in the form, and at a placeholder in the query: ``+`` or ``%20``.
    """

    type: str = "none"
    pairs: tuple[Pair, ...] = ()
    syntax: str | None = None
    body: str | None = attribute(default=None, repr=False)
    space: str = "+"

    @property
    def kind(self) -> str:
        """What the body is: ``none``, ``form``, ``multipart``, or a raw text's syntax."""
        return self.syntax or "text" if self.type == "raw" else self.type


@record
class Document:
    """A value that is itself a document: its PLACE, and its syntax (json, xml, csv, base64, percent)."""

    at: str
    syntax: str


@record
class Variable:
    """A value that is looked up when a request is rendered; one with a fixed ``value`` never is."""

    name: str
    secret: bool = False
    description: str | None = None
    kind: str | None = None  # "url": an http(s) origin at the start of the endpoint
    value: str | None = attribute(default=None, repr=False)


@record
class Macro:
    """A placeholder of the platform besides To and Body, without its ``$$``."""

    name: str
    example: str | None = None


@record
class Batch:
    """Several messages in one request: ``key`` is the point of the list in the JSON body that holds their records.

    In the template it holds one record; ``size`` is how many one request takes at most.
    """

    key: str
    size: int


@record
class Loss:
    """Something that the sample did and the template can't do: a stable id, the words, and what to do."""

    id: str
    says: str
    do: str


@record
class Template(WithMemory):
    """A provider template. ``endpoint``, header values and raw bodies are wire text; pairs and Basic are meaning."""

    name: str
    method: str
    endpoint: str = attribute(repr=False)
    authentication: Basic | OAuth2 | None = None
    headers: tuple[Pair, ...] = ()
    parameters: Parameters = Parameters()
    documents: tuple[Document, ...] = ()
    recipient: NumberFormat = NumberFormat()
    charset: str = "utf-8"
    response: Response | None = None
    variables: tuple[Variable, ...] = ()
    macros: tuple[Macro, ...] = ()
    callback: Callback | None = None
    batch: Batch | None = None
    lost: tuple[Loss, ...] = ()
    extensions: dict[str, Any] = attribute(default_factory=dict, repr=False)  # names beginning "x-": kept, never read

    def header(self, name: str) -> str | None:
        """The first value that the template states for a header; None where it states none."""
        return first_value(((pair.key, pair.value) for pair in self.headers), name)

    @property
    def basic(self) -> Basic | None:
        """Basic authentication, if the template has it."""
        return self.authentication if isinstance(self.authentication, Basic) else None

    @property
    def client(self) -> OAuth2 | None:
        """The client of OAuth 2.0, if the template has one."""
        return self.authentication if isinstance(self.authentication, OAuth2) else None

    @property
    def macro_names(self) -> tuple[str, ...]:
        """The names under ``macros``."""
        return tuple(macro.name for macro in self.macros)
