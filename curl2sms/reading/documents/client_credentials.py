"""The call that fetches a token, where a document only names its address (RFC 6749 4.4)."""

from __future__ import annotations

from curl2sms.errors import Span
from curl2sms.http import FORM_TYPE
from curl2sms.reading.documents.composing import CallParts, composed
from curl2sms.reading.encoding import form
from curl2sms.reading.model import ReadCall
from curl2sms.traced import Traced

# What means a token that another call of the sample fetches.
OPEN_TOKEN = "<token>"


def token_call(
    span: Span, url: Traced, client_id: Traced, client_secret: Traced, *, scope: Traced, in_body: bool
) -> ReadCall:
    """The call with a client's ID and secret; they go into the body, or as user and password (RFC 6749 2.3.1)."""
    pairs = [(Traced("grant_type"), Traced("client_credentials"))]
    pairs += [(Traced("scope"), scope)] if scope.text else []
    if in_body:
        pairs += [(Traced("client_id"), client_id), (Traced("client_secret"), client_secret)]
    headers = [(Traced("Content-Type"), Traced(FORM_TYPE))]
    basic = None if in_body else (client_id, client_secret)
    return composed(CallParts("POST", url, headers, form(pairs), basic), span, name="token")
