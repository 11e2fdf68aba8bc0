"""A rendered request held against the operation of an OpenAPI document: path, parameters, body, security."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from urllib.parse import parse_qsl

from curl2sms.http import FORM_TYPE, HttpRequest, split_url
from curl2sms.json_pointers import pointer_of
from curl2sms.proving.against.sample import Sample
from curl2sms.proving.model import Check, Difference, Verdict
from curl2sms.unfilled_values import why_unfilled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DOCUMENT = "urn:document"
_MOST_SHOWN, _MOST_FOLLOWED = 20, 2_000
# Patterns of a stranger's document may take any time.
_LEFT_OUT = {"pattern": None, "patternProperties": None}


def checks(sample: Sample, request: HttpRequest, *, has_token: bool) -> Iterator[Check]:
    """Whether a request is one that the sample's own operation describes; nothing where the sample is no OpenAPI.

    ``has_token``: the template fetches a token, which it sends beside what ``request`` shows. Where the document's own
    example is not as its schema says, that is a warning.
    """
    if sample.reading.kind != "openapi":
        return
    from curl2sms.reading.documents import openapi

    found = openapi.operation_at(sample.reading.source, sample.reading.span)
    if found is not None:
        yield _check(found, request, sample.mended, has_token=has_token)


def _check(found: tuple[dict[str, Any], str, str], request: HttpRequest, own: HttpRequest, *, has_token: bool) -> Check:
    """A request, and the sample's own, held against the operation of a path and a method of a document."""
    from referencing.exceptions import Unresolvable

    document, path, method = found
    described = f"{method.upper()} {path}"
    try:
        operation = _Operation(document, path, method)
        differences = tuple(operation.differences(request, has_token=has_token))[:_MOST_SHOWN]
        known = {(one.place, one.expected) for one in operation.differences(own, has_token=has_token)}
    except (AttributeError, TypeError, LookupError, ValueError, RecursionError, Unresolvable):
        message = f"the document describes {described} in a way that can't be checked"
        return Check("sample", "specification", Verdict.SKIPPED, message)
    if not differences:
        return Check("sample", "specification", Verdict.PASS, f"the request is as {described} is described")
    is_own = all((one.place, one.expected) in known for one in differences)
    verdict, whose = (Verdict.WARNING, "the document's own example") if is_own else (Verdict.FAIL, "the request")
    message = f"{whose} is not as {described} is described"
    do = "Correct the template; or the document, where the provider's interface differs."
    return Check("sample", "specification", verdict, message, do, differences=differences)


class _Operation:
    """An operation of a document, given as plain values, and what a request must be by it."""

    def __init__(self, document: dict[str, Any], path: str, method: str) -> None:
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        whole = Resource.from_contents(document, default_specification=DRAFT202012)
        self.registry = Registry().with_resource(_DOCUMENT, whole)
        self.document, self.path = document, path
        self.item = self._followed(document["paths"][path])
        self.node = self.item[method]

    def differences(self, request: HttpRequest, *, has_token: bool) -> Iterator[Difference]:
        """What of a request is not as the operation describes it; values that are still to be filled in don't count."""
        url = split_url(request.url)
        pattern = re.sub(r"\\\{[^{}]*\\\}", "[^/]+", re.escape(self.path))
        if not re.search(f"{pattern}$", url.path):
            yield Difference("path", self.path, url.path)
        query = dict(parse_qsl(url.query or "", keep_blank_values=True))
        yield from self._parameters(request, query)
        yield from self._body(request)
        if not has_token:
            yield from self._security(request, query)

    def _parameters(self, request: HttpRequest, query: Mapping[str, str]) -> Iterator[Difference]:
        """Query parameters and headers that the operation's own description misses, or describes otherwise."""
        listed = [*self.item.get("parameters", ()), *self.node.get("parameters", ())]
        for one in map(self._followed, listed):
            where, name = one.get("in"), str(one.get("name"))
            value = query.get(name) if where == "query" else request.header(name) if where == "header" else None
            if where not in ("query", "header"):
                continue
            if value is None:
                if one.get("required"):
                    yield Difference(f"{where}:{name}", "required", None, layer=where)
                continue
            schema = one.get("schema", one if "type" in one else None)
            yield from self._values(f"{where}:{name}", _typed(value, self._followed(schema or {})), schema, layer=where)

    def _body(self, request: HttpRequest) -> Iterator[Difference]:
        """The body, by its media type, where the operation's description of it differs."""
        content = self._content()
        if not content or request.body is None:
            if self._followed(self.node.get("requestBody", {})).get("required") and request.body is None:
                yield Difference("body", "required", None)
            return
        known = {name.partition(";")[0].strip().lower(): schema for name, schema in content.items()}
        media_type = request.media_type
        schema = known.get(media_type, known.get("*/*"))
        if schema is None and media_type not in known:
            yield Difference("header:Content-Type", ", ".join(known), media_type or None, layer="header")
            return
        text = request.body.decode("utf-8", "replace")
        if "json" in media_type:
            yield from self._values("json:", json.loads(text), schema, layer="json")
        elif media_type == FORM_TYPE:
            given = dict(parse_qsl(text, keep_blank_values=True))
            needed = self._followed(schema or {}).get("required", ())
            lacking = (name for name in needed if name not in given)
            yield from (Difference(f"form:{name}", "required", None, layer="form") for name in lacking)

    def _content(self) -> dict[str, Any]:
        """The schemas of the body by their media types."""
        if "swagger" not in self.document:
            content = self._followed(self.node.get("requestBody", {})).get("content", {})
            return {name: one.get("schema") for name, one in content.items()}
        bodies = [one for one in map(self._followed, self.node.get("parameters", ())) if one.get("in") == "body"]
        consumed = self.node.get("consumes", self.document.get("consumes", ["application/json"]))
        return {name: bodies[0].get("schema") for name in consumed} if bodies else {}

    def _values(self, at: str, value: Any, schema: Any, *, layer: str) -> Iterator[Difference]:
        """What of a value is not as its schema describes it."""
        if schema is None:
            return
        for error in _validator(self.document, self._absolute(schema), self.registry).iter_errors(value):
            if isinstance(error.instance, str) and why_unfilled(error.instance):
                continue
            place = f"{at}{pointer_of(error.absolute_path)}" if error.absolute_path else at
            wanted, got = f"{error.validator}: {_shown(error.validator_value)}", _shown(error.instance)
            yield Difference(place, wanted, got, layer=layer)

    def _absolute(self, schema: Any) -> Any:
        """A schema whose own references name the document."""
        if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
            return {"$ref": _DOCUMENT + schema["$ref"]}
        if isinstance(schema, dict):
            return {name: self._absolute(one) for name, one in schema.items()}
        return [self._absolute(one) for one in schema] if isinstance(schema, list) else schema

    def _security(self, request: HttpRequest, query: Mapping[str, str]) -> Iterator[Difference]:
        """One of the requirements must be met; none is asked for where one of them is empty."""
        needed = self.node.get("security", self.document.get("security", ()))
        known = self.document.get("components", {}).get("securitySchemes")
        known = known or self.document.get("securityDefinitions", {})
        met = (all(self._meets(request, query, known.get(name, {})) for name in one) for one in needed)
        if needed and not any(met):
            yield Difference("authentication", " or ".join(" and ".join(one) for one in needed), None)

    def _meets(self, request: HttpRequest, query: Mapping[str, str], scheme: Mapping[str, Any]) -> bool:
        kind, name = scheme.get("type"), str(scheme.get("name"))
        if kind == "apiKey":
            cookie = request.header("Cookie") or ""
            found = {"header": request.header(name) is not None, "query": name in query, "cookie": f"{name}=" in cookie}
            return found.get(str(scheme.get("in")), False)
        if kind == "basic" or str(scheme.get("scheme")).lower() == "basic":
            return request.basic is not None
        return request.header("Authorization") is not None or request.basic is not None

    def _followed(self, one: Any) -> Any:
        """What a reference names; reading has seen that it leads to something."""
        resolver = self.registry.resolver(_DOCUMENT)
        while isinstance(one, dict) and isinstance(one.get("$ref"), str):
            one = resolver.lookup(one["$ref"]).contents
        return one


def _validator(document: Mapping[str, Any], schema: Any, registry: Any) -> Any:
    """What validates a value by a schema of the document's version, in bounded time."""
    from jsonschema import Draft4Validator, validators
    from openapi_schema_validator import OAS30WriteValidator, OAS31Validator

    kind: Any = OAS31Validator if str(document.get("openapi", "")).startswith("3.1") else OAS30WriteValidator
    extend: Any = validators.extend
    # Discriminators name schemas that documents spell otherwise: what fits decides.
    choices = {name: Draft4Validator.VALIDATORS[name] for name in ("oneOf", "anyOf", "allOf")}
    changed = {**_LEFT_OUT, **choices, "$ref": _counted(kind.VALIDATORS["$ref"])}
    return extend(kind, changed)(schema, registry=registry)


def _counted(follow: Callable[..., Iterator[Any] | None]) -> Callable[..., Iterator[Any]]:
    """References that are followed a bounded number of times: each may name the next one twice."""
    times = count()

    def reference(*given: Any) -> Iterator[Any]:
        if next(times) > _MOST_FOLLOWED:
            raise ValueError("too many references")
        yield from follow(*given) or ()

    return reference


def _typed(value: str, schema: Any) -> Any:
    """The text of a parameter as a value of the type that its schema states."""
    kind = schema.get("type") if isinstance(schema, dict) else None
    if kind in ("integer", "number") and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return json.loads(value) if not re.match(r"-?0\d", value) else value
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return value.split(",") if kind == "array" else value


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:100]
