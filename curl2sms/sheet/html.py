"""A sheet as one HTML page that is alone: nothing is loaded, nothing is sent, text from outside is only text."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from curl2sms.errors import Note
from curl2sms.sheet.model import Cell, Row, Sheet
from curl2sms.sheet.words import ACTIONS, HIDDEN, SECTIONS
from curl2sms.shown import visible
from curl2sms.tokens import variable_token

_HERE = Path(__file__).parent


def as_html(sheet: Sheet) -> str:
    """The sheet as a page with copy buttons.

    Its content security policy admits its own style and script, by their hashes (CSP 3, 6.7.3.3), and nothing else.
    """
    style, script = _own("parts.css") + _own("page.css"), _own("copy.js") + _own("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{_text(sheet.template)} in {_text(sheet.platform)}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1><small>{_text(sheet.platform)} · {_text(sheet.form)}</small>{_text(sheet.template)}</h1>
<ol class="way">{"".join(f"<li>{_text(click)}</li>" for click in sheet.way)}</ol>
</header>
<main>
{_notes(sheet, "lost", sheet.lost)}{_notes(sheet, "first", sheet.first)}\
{_form(sheet)}{_placeholders(sheet)}{_notes(sheet, "losses", sheet.losses)}\
{_notes(sheet, "number", (sheet.number,))}{_notes(sheet, "reports", sheet.reports)}\
{_notes(sheet, "unknown", sheet.unknown)}{_steps(sheet)}</main>
<footer>{"<br>".join(_link(source) for source in sheet.sources)}</footer>
<script>{script}</script>
</body>
</html>
"""


@cache
def _own(name: str) -> str:
    """The page's style or script."""
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _text(text: str, keep: str = "") -> str:
    return escape(visible(text, keep=keep))


def _attribute(text: str) -> str:
    """A text to the letter in an attribute; a lone surrogate, which no page can hold, becomes ``?``."""
    letters = escape(text.encode("utf-8", "replace").decode())
    return letters.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def _section(sheet: Sheet, name: str, inner: str) -> str:
    heading = _text(SECTIONS[name].format(platform=sheet.platform))
    return f"<section><h2>{heading}</h2>\n{inner}</section>\n"


def _notes(sheet: Sheet, name: str, notes: Iterable[Note]) -> str:
    items = "".join(f'<li>{_text(one.message)} <span class="do">{_text(one.do)}</span></li>\n' for one in notes)
    return _section(sheet, name, f'<ul class="notes {name}">\n{items}</ul>') if items else ""


def _form(sheet: Sheet) -> str:
    rows = "".join(_row(number, row) for number, row in enumerate(sheet.rows, 1))
    hidden = f'<p class="hidden">{_text(HIDDEN)}</p>' if sheet.masked else ""
    return _section(sheet, "form", f'<ol class="form">\n{rows}</ol>{hidden}')


def _row(number: int, row: Row) -> str:
    copied = row.action == "type"
    values = "".join(
        f'<div class="pair">{_value(key, "key", copied=copied)}{_value(value, key.text, copied=copied)}</div>'
        for key, value in row.pairs
    )
    if row.cell is not None:
        values += _choice(row.cell) if row.action == "choose" else _value(row.cell, row.label, copied=copied)
    if row.hint:
        values += f'<p class="hint">{_text(row.hint)}</p>'
    return (
        f'<li class="row {row.action}"><input class="tick" type="checkbox" id="row{number}">'
        f'<label class="label" for="row{number}">{_text(row.label)} '
        f'<span class="action">{ACTIONS[row.action]}</span></label>'
        f'<div class="values">{values}</div></li>\n'
    )


def _choice(cell: Cell) -> str:
    """What to choose: nobody types it, so there is nothing to copy."""
    return f'<p class="choice">{_text(cell.text)}</p>'


def _value(cell: Cell, name: str, *, copied: bool = True) -> str:
    """A value in its box, with what copies it; a hidden one can't be copied, nor one that is all yours to fill in.

    ``name`` shows a person who only hears the page which value a button copies.
    """
    tag = "pre" if cell.block else "code"
    shown = _text(cell.text, keep="\n\t" if cell.block else "")
    wanted = [variable_token(variable) for variable in cell.to_fill]
    for token in wanted:
        shown = shown.replace(token, f"<mark>{token}</mark>")
    after = ""
    if cell.masked:
        after = '<span class="aside">hidden</span>'
    elif cell.text in wanted:
        after = '<span class="aside">yours</span>'
    elif copied and cell.text:
        label, copy = _text(f"Copy: {name}"), _attribute(cell.text)
        after = f'<button class="copy" type="button" hidden aria-label="{label}" data-copy="{copy}">Copy</button>'
    return f'<div class="value"><{tag} translate="no" dir="ltr">{shown}</{tag}>{after}</div>'


def _placeholders(sheet: Sheet) -> str:
    items = "".join(
        f"<dt><code>{_text(one.spelling)}</code></dt><dd>{_text(one.says)}</dd>\n" for one in sheet.placeholders
    )
    return _section(sheet, "placeholders", f"<dl>\n{items}</dl>")


def _steps(sheet: Sheet) -> str:
    items = "".join(f"<li>{_text(step)}</li>\n" for step in sheet.steps)
    return _section(sheet, "steps", f'<ol class="steps">\n{items}</ol>{_value(Cell(sheet.test_text), "the test text")}')


def _link(source: str) -> str:
    """A platform's own page: from our data, never from outside."""
    return f'<a href="{_attribute(source)}" rel="noopener noreferrer">{_text(source)}</a>'
