"""A template file read: JSON, then the schema, then what no schema can say; the worst defect first."""

from __future__ import annotations

import json
import re

from curl2sms import callbacks
from curl2sms.errors import Note, Source, Span, TemplateError, note
from curl2sms.http import OAuth2
from curl2sms.numbers import NumberFormat
from curl2sms.patterns import regex
from curl2sms.response import from_data
from curl2sms.template.checks import Defect, defects
from curl2sms.template.fitting import fits
from curl2sms.template.model import Basic, Batch, Document, Loss, Macro, Pair, Parameters, Template, Variable
from curl2sms.template.positions import repeated_name, spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SAMPLE = regex(r"curl(?:\.exe)?\s|https?://", re.IGNORECASE)

_MAX_DEPTH = 100  # a template itself takes some 8; the rest is for what is under names beginning x-
_MAX_DIGITS = 1000
_NEAR = 0.75  # how like a placeholder's name another must be, by difflib: one letter missing, changed place or too many


def load(text: str, source_name: str) -> Template:
    """The template that a file holds.

    Raises errors.TemplateError with the JSON Pointer and the span of the worst defect; its ``others`` are the rest.
    """
    source = Source(source_name, text)
    data = _parse(source)
    found = [] if fits(data) else _misfits(data)
    if not found:
        template = _template(data)
        found = defects(template)
        if not found:
            return template
    written = spans(text)
    notes = []
    for defect in found:
        span = written.get(defect.pointer) or written.get(_in_a_list_of_one(defect.pointer))
        notes.append(note(defect.id, span, where=defect.pointer or "The template", **defect.values))
    meant = {"template-no-recipient": "To", "template-no-message": "Body"}.get(notes[0].id)
    if meant and (spelt := _spelt(text, f"$${meant}")):
        said = "template-nowhere" if spelt[0] == f"$${meant}" else "template-misspelt"
        notes[0] = note(said, Span(*spelt.span()), spelt=spelt[0], meant=f"$${meant}")
    elif meant and (near := _near(text, meant, {macro["name"] for macro in data.get("macros", ())})):
        notes[0] = note("template-near-placeholder", Span(*near.span()), spelt=near[0], meant=f"$${meant}")
    raise TemplateError(notes[0], found[0].pointer, source, tuple(notes[1:]))


def _misfits(data: dict[str, Any]) -> list[Defect]:
    from curl2sms.template.misfits import misfits

    return misfits(data)


def _spelt(text: str, meant: str) -> re.Match[str] | None:
    """The first token in another case or with one sign; or that token itself, where nothing is put in."""
    found = list(re.finditer(rf"\$\$?{meant[2:]}\b", text, re.IGNORECASE))
    return next((one for one in found if one[0] != meant), found[0] if found else None)


def _near(text: str, meant: str, macros: set[str]) -> re.Match[str] | None:
    """What is most probably the placeholder ``meant``, mistyped or in another spelling: ``$$Bdy``, ``{{Body}}``.

    The names of the template's ``macros`` are placeholders themselves.
    """
    from difflib import get_close_matches

    size = f"{len(meant) - 1},{len(meant) + 1}"  # in letters: a text of many words is gone through quickly
    in_braces = rf"(?<!\$)\{{\{{?\s*(?P<braces>\w{{{size}}})\s*\}}\}}?"
    spelling = re.compile(rf"(?:\$|%24){{1,2}}(?P<sign>\w{{{size}}})\b|{in_braces}")
    found: dict[str, re.Match[str]] = {}
    for match in spelling.finditer(text):
        name = match["sign"] or match["braces"]
        if name not in macros:
            found.setdefault(name.lower(), match)
    nearest = get_close_matches(meant.lower(), found, 1, _NEAR)
    return found[nearest[0]] if nearest else None


def _in_a_list_of_one(at: str) -> str:
    """The pointer of what is in a file as the one member of a list, and in a template alone: a set of rules."""
    return re.sub("^(/response/(?:success|failure))(?=/|$)", r"\1/0", at)


def _parse(source: Source) -> dict[str, Any]:
    """The JSON object of a file; errors.TemplateError where it is something else, said kindly."""
    text = source.text
    if not text.strip("\ufeff \t\r\n"):
        raise TemplateError(note("template-empty", name=source.name), "", source)
    start = 1 if text.startswith("\ufeff") else 0
    try:
        data = json.loads(text[start:], object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        at = min(error.pos + start, len(text))
        if not text[start:].lstrip().startswith(("{", "[")) and _SAMPLE.search(text):
            # Without a span: the line would be shown, and a sample's first line often holds its password.
            raise TemplateError(note("template-is-sample", name=source.name), "", source) from None
        raise TemplateError(_no_json(text, at, error.msg), "", source) from None
    except _RepeatedNameError as error:
        raise TemplateError(
            note("template-repeated-name", repeated_name(text), name=error.args[0]), "", source
        ) from None
    except RecursionError:
        raise TemplateError(_too_deep(), "", source) from None
    except ValueError as error:  # NaN, Infinity, a number of too many digits
        raise TemplateError(note("template-no-json", why=str(error)), "", source) from None
    if _depth(data) > _MAX_DEPTH:
        raise TemplateError(_too_deep(), "", source)
    if not isinstance(data, dict):
        from curl2sms.template.misfits import kind_of

        raise TemplateError(note("template-no-object", Span(start, start), got=kind_of(data)), "", source)
    return data


def _no_json(text: str, at: int, why: str) -> Note:
    """What is wrong at a place of a text that is not JSON; what people write by hand in words of its own."""
    here, before = text[at : at + 1], text[:at].rstrip()
    span = Span(at, at + 1)
    if not text[at:].strip() or ("Unterminated" in why and "\n" not in text[at:].rstrip()):
        return note("template-cut-off", Span(len(text), len(text)))
    if text.startswith(("//", "/*", "#"), at):
        return note("template-comment", span)
    if here in "'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb":
        return note("template-quotes", span, quote=here)
    if here in ("}", "]") and before.endswith(","):
        return note("template-comma-too-many", Span(len(before) - 1, len(before)))
    if here == "," and text[at + 1 :].lstrip()[:1] in ("}", "]"):  # as Python 3.13 shows it
        return note("template-comma-too-many", span)
    if here == '"' and "',' delimiter" in why:
        return note("template-comma-missing", span)
    if "',' delimiter" in why and before.endswith('"'):
        return note("template-quote-within", span)
    if "control character" in why:
        return note("template-line-break", span)
    return note("template-no-json", Span(at, at), why=why)


def _too_deep() -> Note:
    return note("template-too-deep", limit=_MAX_DEPTH)


def _depth(data: Any) -> int:
    """How deep arrays and objects nest."""
    depth, level = 0, [data]
    while level := [value for value in level if isinstance(value, dict | list) and value]:
        level = [item for value in level for item in (value.values() if isinstance(value, dict) else value)]
        depth += 1
    return depth


class _RepeatedNameError(Exception):
    """An object has a name twice: two readers would take two different values."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedNameError(next(name for name in names if names.count(name) > 1))
    return data


def _integer(digits: str) -> int:
    """A whole number; a ValueError of our own for one that Python refuses for its length."""
    if len(digits) > _MAX_DIGITS:
        raise ValueError(f"it contains a number of {len(digits)} digits")
    return int(digits)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _template(data: dict[str, Any]) -> Template:
    """A template from data that the schema admits."""
    return Template(
        name=data["name"],
        method=data["method"],
        endpoint=data["endpoint"],
        authentication=_authentication(data.get("authentication", {"type": "none"})),
        headers=_pairs(data.get("headers", [])),
        parameters=_parameters(data.get("parameters", {"type": "none"})),
        documents=tuple(Document(**document) for document in data.get("documents", [])),
        recipient=NumberFormat(**data.get("recipient", {})),
        charset=data.get("charset", "utf-8"),
        response=from_data(data["response"]) if "response" in data else None,
        variables=tuple(Variable(**variable) for variable in data.get("variables", [])),
        macros=tuple(Macro(**macro) for macro in data.get("macros", [])),
        callback=callbacks.from_data(data["callback"]) if "callback" in data else None,
        batch=Batch(**data["batch"]) if "batch" in data else None,
        lost=tuple(Loss(**loss) for loss in data.get("lost", [])),
        extensions={name: value for name, value in data.items() if name.startswith("x-")},
    )


def _authentication(data: dict[str, Any]) -> Basic | OAuth2 | None:
    stated = {name: value for name, value in data.items() if name != "type"}
    if data["type"] == "oauth2":
        pairs = tuple((pair["key"], pair["value"]) for pair in data.get("parameters", []))
        return OAuth2(**{**stated, "parameters": pairs})
    return Basic(**stated) if data["type"] == "basic" else None


def _pairs(data: list[dict[str, Any]]) -> tuple[Pair, ...]:
    return tuple(Pair(**pair) for pair in data)


def _parameters(data: dict[str, Any]) -> Parameters:
    return Parameters(**{**data, "pairs": _pairs(data.get("pairs", []))})
