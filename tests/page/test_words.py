"""Every word of the page is in one table, and the page uses every one."""

from __future__ import annotations

import json
import re

import jsonschema

from curl2sms import errors, shipped
from curl2sms.locating.model import Role
from curl2sms.page import content

STATIC = content._STATIC
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}
PAGE = (STATIC / "index.html").read_text(encoding="utf-8")
# Names that a script puts together: what is before, and what may follow.
COMPOSED = {
    "kind-": ["recipient", "message", "sender", "secret", "unfilled", "dropped", "candidate", "constant"],
    "role-": [role.value for role in Role if role.value not in {*["recipient", "message", "originator"]}],
    "note-": ["error", "loss", "warning", "change", "repair", "note"],
    "tab-": ["values", "form", "try", "proof", "reports", "template"],
    "take-": ["to", "body"],
    "action-": ["type", "choose", "leave", "stop"],
    "form-": ["lost", "losses", "first", "reports", "unknown"],
    "report-": ["list", "id", "state", "time", "error", "delivered", "failed"],
    "verdict-": ["pass", "info", "fail", "warning", "skipped"],
}
KINDS = ("local", "hosted", "single")
SHOWN_AS_KINDS = {"role-credential", "role-unfilled", "role-constant"}


def used() -> set[str]:
    """The names of words in the page and its scripts."""
    text = "\n".join(SCRIPTS.values())
    names = set(re.findall(r'\bword\("([^"]+)"', text)) | set(re.findall(r"\{\{([\w-]+)\}\}", PAGE))
    names |= {f"{name}-{end}" for name in re.findall(r'\bcounted\("([^"]+)"', text) for end in ("one", "many")}
    names |= {"reading", "starting"}
    names |= {f"{name}-{end}" for name in ("plain", "others") for end in ("one", "many")}
    names |= {before + after for before, ends in COMPOSED.items() for after in ends}
    by_kind = {"promise", "gone", "gone-do"}
    return names - {"data", "token"} - by_kind | {f"{name}-{kind}" for name in by_kind for kind in KINDS}


def test_the_table_holds_the_words_of_the_page_and_no_more() -> None:
    assert set(content.words()) == used() - SHOWN_AS_KINDS


def test_composed_names_are_those_of_the_scripts() -> None:
    text = "\n".join(SCRIPTS.values())
    found = set(re.findall(r"`([a-z]+-)\$\{", text)) & {f"{name.split('-')[0]}-" for name in content.words()}
    assert found <= set(COMPOSED)


def test_the_table_keeps_to_its_schema() -> None:
    schema = json.loads((shipped.DATA / "page-words.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(content.words())


def test_no_script_parses_markup_or_reaches_out() -> None:
    for name, text in SCRIPTS.items():
        code = re.sub(r"//.*", "", text)
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "http:", "https:", "localStorage"):
            assert forbidden not in code, f"{name}: {forbidden}"


def test_a_refusal_that_says_what_to_type_says_on_a_page_what_to_click() -> None:
    """Those that a page can show: made while a text is read and judged."""
    folders = [content._HERE.parent / name for name in ("reading", "locating")]
    text = "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py"))
    rows = {
        name: row
        for name, row in errors.table().items()
        if row["kind"] == "error" and row.get("typed") and f'"{name}"' in text
    }
    not_from_a_page = {"macro-has-option"}
    assert len(rows) > 10
    assert {name for name, row in rows.items() if not row.get("clicked")} <= not_from_a_page
