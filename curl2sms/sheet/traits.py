"""The traits of a template that a platform's comments can depend on, by the words of ``platforms.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from curl2sms.http import OAuth2
from curl2sms.records import replace
from curl2sms.template.model import Template
from curl2sms.tokens import MESSAGE_ID, cut


def _has_macro(template: Template, text: str) -> bool:
    return any(token.kind == "macro" for token in cut(text, template.macro_names))


def _json_with_bare_placeholder(template: Template) -> bool:
    """The JSON is none as long as its placeholders are in it."""
    if template.parameters.syntax != "json" or not _has_macro(template, template.parameters.body or ""):
        return False
    try:
        json.loads(template.parameters.body or "", strict=False)
    except (ValueError, RecursionError):
        return True
    return False


def _content_type_contradicts_body(template: Template) -> bool:
    """A header says another media type than the body's shape: curl's own for ``-d``, say, over JSON."""
    stated = template.header("Content-Type")
    usual = {"form": "x-www-form-urlencoded", "json": "json", "xml": "xml", "csv": "csv", "multipart": "multipart"}
    return stated is not None and usual.get(template.parameters.kind, "") not in stated.lower()


def _repeated_key(template: Template) -> bool:
    return any(
        len({pair.key for pair in pairs}) < len(pairs) for pairs in (template.headers, template.parameters.pairs)
    )


def _unusual_client(template: Template) -> bool:
    """A token that is asked for, or sent, otherwise than most platforms would, which have no fields for it."""
    client = template.client
    if client is None:
        return False
    usual = OAuth2(client.token_url, client.client_id, client.client_secret, client.parameters)
    return replace(client, expires_at=None) != usual


def _values_in_headers_of_a_get(template: Template) -> bool:
    headers = any(_has_macro(template, pair.value) for pair in template.headers)
    return headers and template.method.upper() == "GET"


TRAITS: Mapping[str, Callable[[Template], bool]] = {
    "always": lambda _: True,
    "placeholder-in-endpoint": lambda template: _has_macro(template, template.endpoint),
    "raw": lambda template: template.parameters.type == "raw",
    "json": lambda template: template.parameters.syntax == "json",
    "json-with-bare-placeholder": _json_with_bare_placeholder,
    "nested-document": lambda template: bool(template.documents),
    "content-type-contradicts-body": _content_type_contradicts_body,
    "repeated-key": _repeated_key,
    "blank-as-percent-20": lambda template: template.parameters.type == "form" and template.parameters.space == "%20",
    "batch": lambda template: template.batch is not None,
    "oauth2": lambda template: template.client is not None,
    "oauth2-unusual": _unusual_client,
    "get-with-placeholder-in-header": _values_in_headers_of_a_get,
    "success-rules": lambda template: bool(template.response and template.response.has_rules),
    "message-id": lambda template: MESSAGE_ID in template.macro_names,
    "no-message-id": lambda template: MESSAGE_ID not in template.macro_names,
}
