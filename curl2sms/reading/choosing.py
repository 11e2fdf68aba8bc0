"""Of several commands in one sample, the one that sends a message."""

from __future__ import annotations

import re

from curl2sms.http import OPEN, HttpRequest
from curl2sms.patterns import regex

# What a request that fetches a token looks like (RFC 6749), and one that only asks.
_TOKEN_PATH = regex(
    r"/(?:oauth2?|token|auth(?:enticat\w*|oriz\w*)?|log-?in|sign-?in|session)s?(?:[/.?]|$)", re.IGNORECASE
)
_TOKEN_BODY = regex(r"grant_type|client_secret", re.IGNORECASE)
_SENDING_PATH = regex(r"sms|message|send|otp|flow|push", re.IGNORECASE)
_TEXT_NAME = regex(
    r"(?<![a-z])(?:text|message|msg|body|content|sms|smstext|messagetext|templateid|template_id|otp)(?:_?body|_?text)?[\"']?\s*(?:[:=]|%22)",
    re.IGNORECASE,
)
_NUMBER = regex(r"(?:\+|%2[bB]|(?<!\d))\d{8,15}(?!\d)")


def sends(request: HttpRequest) -> int:
    """How much a request looks like one that sends a message: above 0 where it does."""
    carried = request.url.partition("?")[2] + "\n" + (request.body or b"").decode("utf-8", "replace")
    if request.method.upper() in {"HEAD", "DELETE", "OPTIONS"} or not carried.strip():
        return 0
    if _TOKEN_BODY.search(carried):
        return 0
    path = request.url.partition("?")[0].partition("://")[2].partition("/")[2]
    score = 2 * bool(_TEXT_NAME.search(carried)) + 2 * bool(_NUMBER.search(carried) or OPEN in carried)
    score += bool(_SENDING_PATH.search(path))
    if _TOKEN_PATH.search("/" + path) and score < 4:
        return 0
    return score if score > 1 else 0
