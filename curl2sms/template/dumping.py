"""A template as JSON text: one order, one spelling, so that two runs give the same bytes."""

from __future__ import annotations

import json

from curl2sms import response
from curl2sms.http import OAuth2
from curl2sms.shown import with_escapes
from curl2sms.template.model import SCHEMA_ID, VERSION, Macro, Pair, Parameters, Template, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_WIDTH = 110  # an object or a list of plain values that fits is on one line


def dump(template: Template) -> str:
    """The template's JSON text: 2 spaces, letters of all scripts as they are, a line end at the end.

    What turns the direction of writing or is not seen is escaped: the file holds it to the letter, and shows it.

    What is as the schema takes it for granted (charset, no documents, ...) is left out.
    """
    return with_escapes(_spell(as_data(template), "")) + "\n"


def as_data(template: Template) -> dict[str, Any]:
    """The template as the schema describes it."""
    data: dict[str, Any] = {
        "$schema": SCHEMA_ID,
        "version": VERSION,
        "name": template.name,
        "method": template.method,
        "endpoint": template.endpoint,
        "authentication": _authentication(template),
        "headers": [_pair(pair) for pair in template.headers],
        "parameters": _parameters(template.parameters),
    }
    if template.documents:
        data["documents"] = [{"at": document.at, "syntax": document.syntax} for document in template.documents]
    if template.charset != "utf-8":
        data["charset"] = template.charset
    number = template.recipient
    data["recipient"] = _stated(format=number.format, country=number.country, trunk_zero=number.trunk_zero)
    if template.response is not None:
        data["response"] = response.as_data(template.response)
    if template.variables:
        data["variables"] = [_variable(variable) for variable in template.variables]
    if template.macros:
        data["macros"] = [_macro(macro) for macro in template.macros]
    if template.callback is not None:
        from curl2sms import callbacks

        data["callback"] = callbacks.as_data(template.callback)
    if template.batch:
        data["batch"] = {"key": template.batch.key, "size": template.batch.size}
    if template.lost:
        data["lost"] = [{"id": loss.id, "says": loss.says, "do": loss.do} for loss in template.lost]
    return data | template.extensions


def _authentication(template: Template) -> dict[str, Any]:
    if client := template.client:
        return {"type": "oauth2", **_client(client)}
    if basic := template.basic:
        return {"type": "basic", "username": basic.username, "password": basic.password}
    return {"type": "none"}


def _client(client: OAuth2) -> dict[str, Any]:
    """The ``oauth2`` of ``authentication``; what is as usual is not stated."""
    usual = OAuth2("", "", "")
    return _stated(
        token_url=client.token_url,
        client_id=client.client_id,
        client_secret=client.client_secret,
        parameters=[{"key": key, "value": value} for key, value in client.parameters],
        client=client.client,
        syntax=client.syntax,
        token_at=client.token_at,
        expires_at=client.expires_at,
        header=client.header if client.header != usual.header else None,
        scheme=client.scheme if client.scheme != usual.scheme else None,
    )


def _parameters(parameters: Parameters) -> dict[str, Any]:
    data: dict[str, Any] = {"type": parameters.type}
    if parameters.type == "raw":
        data |= {"syntax": parameters.syntax, "body": parameters.body}
    elif parameters.type != "none":
        data["pairs"] = [_pair(pair) for pair in parameters.pairs]
    if parameters.space != "+":
        data["space"] = parameters.space
    return data


def _pair(pair: Pair) -> dict[str, Any]:
    return _stated(key=pair.key, value=pair.value, content_type=pair.content_type)


def _variable(variable: Variable) -> dict[str, Any]:
    return _stated(
        name=variable.name,
        secret=variable.secret,
        description=variable.description,
        kind=variable.kind,
        value=variable.value,
    )


def _macro(macro: Macro) -> dict[str, Any]:
    return _stated(name=macro.name, example=macro.example)


def _stated(**values: Any) -> dict[str, Any]:
    """The values that are there: absent is not empty."""
    return {name: value for name, value in values.items() if value is not None}


def _spell(value: Any, indent: str) -> str:
    """JSON with 2 spaces, but short objects and lists of plain values on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return line
    items = value.values() if isinstance(value, dict) else value
    plain = not any(isinstance(item, dict | list) for item in items)
    if indent and plain and len(indent) + len(line) <= _WIDTH:
        return line
    deeper = indent + "  "
    if isinstance(value, dict):
        lines = [
            f"{deeper}{json.dumps(name, ensure_ascii=False)}: {_spell(item, deeper)}" for name, item in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + _spell(item, deeper) for item in value) + f"\n{indent}]"
