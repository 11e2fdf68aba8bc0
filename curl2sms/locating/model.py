"""What judging a request's values gives."""

from __future__ import annotations

from enum import StrEnum

from curl2sms.errors import Note, SampleError
from curl2sms.http import HttpRequest
from curl2sms.layers import Field
from curl2sms.numbers import NumberFormat
from curl2sms.records import record
from curl2sms.response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.callbacks import Callback


class Role(StrEnum):
    """What a value is for. Notes, lint, secrets, masking and the sheet read roles, and have no names of their own."""

    RECIPIENT = "recipient"
    MESSAGE = "message"
    ORIGINATOR = "originator"
    CREDENTIAL = "credential"
    SCHEDULE = "schedule"
    REFERENCE = "reference"
    CALLBACK = "callback"
    TEMPLATE_ID = "template-id"
    ENCODING_FLAG = "encoding-flag"
    TEST_FLAG = "test-flag"
    UNFILLED = "unfilled"
    NOISE = "noise"
    CONSTANT = "constant"


@record
class Judged:
    """A field with its role: ``score`` orders the candidates of a role, ``reasons`` are in words, strongest first.

    ``is_account`` marks a credential that names the account (a user name, a customer's number): hidden from people as
    every credential is, but no secret.
    """

    field: Field
    role: Role
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    is_account: bool = False


@record
class Change:
    """A value that was repaired on the way to the template: a lost ``+``, a collapsed list, noise left out.

    ``after`` is None where the value was dropped.
    """

    id: str
    at: str
    before: str
    after: str | None


@record
class Survey:
    """What is known of a request: its values with their roles, also where that is not enough for a template.

    ``problem`` is then the question or the refusal that stops one.

    ``request`` is the request after the changes; ``fields`` are its own. ``recipient`` and ``message`` are the fields
    that give way to ``$$To`` and ``$$Body``, one spelling each: of ``prefix`` + number + ``suffix`` only the number is
    replaced (``tel:``, ``91`` before a variable), and of the message what is between ``message_prefix`` and
    ``message_suffix`` (only where the sample holds ``$$Body``). None where the request has none. The ``at`` of a note
    is a PLACE of the request before the changes. ``placeholders`` are names that a person put at places.
    """

    request: HttpRequest
    fields: tuple[Judged, ...]
    recipient: Judged | None
    message: Judged | None
    prefix: str = ""
    suffix: str = ""
    number_format: NumberFormat = NumberFormat()
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    provider: str | None = None
    response: Response | None = None
    callback: Callback | None = None
    placeholders: tuple[str, ...] = ()
    message_prefix: str = ""
    message_suffix: str = ""
    problem: SampleError | None = None
