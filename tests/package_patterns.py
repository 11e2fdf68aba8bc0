"""All regular expressions of the package, wherever they are written, each with how it is used.

Every call of ``regex`` and of a function of ``re`` is found in the sources, and its arguments are evaluated in the
module. What is only known when a function runs is put in from WHEN_RUN, or an ``x`` or a ``1`` is taken for it.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import curl2sms
from curl2sms.knowledge import knowledge
from curl2sms.patterns import Uncompiled
from curl2sms.reading.curl import quoted_variables

_AT_ONE_PLACE = {"match", "fullmatch"}
_NO_USE = {"pattern", "expression", "flags", "wanted_flags", "groupindex"}
_FUNCTIONS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern, where it is written, and the methods that use it; ``passed`` where it is given to something."""

    place: str
    expression: str
    flags: int
    uses: frozenset[str]

    @property
    def is_searched(self) -> bool:
        return not self.uses <= _AT_ONE_PLACE

    @property
    def is_whole(self) -> bool:
        return "fullmatch" in self.uses or "passed" in self.uses


# How the patterns of a table, and those that a function gives or keeps in a variable, are used.
HELD: dict[str, set[str]] = {
    "curl2sms.filling_in._ALLOWED": {"fullmatch"},
    "curl2sms.layers.csv._BARE_CELLS": {"match"},
    "curl2sms.layers.json._IN_QUOTES": {"match"},
    "curl2sms.layers.place._PARTS": {"finditer"},
    **{f"curl2sms.locating.looks.{name}": {"fullmatch"} for name in ("_as_text", "_BY_SIGN", "_BY_DIGIT")},
    "curl2sms.locating.notes._MEDIA_TYPES": {"fullmatch"},
    "curl2sms.owned_names._pattern": {"fullmatch"},
    "curl2sms.reading.curl.options._FROM_STDIN": {"match"},
    "curl2sms.reading.documents.openapi.operations._WRITTEN": {"fullmatch"},
    "curl2sms.reading.pasted.line_marks._COMMENT_MARK": {"match"},
    "curl2sms.reading.pasted.line_marks._MARKS": {"match"},
    "curl2sms.reading.pasted.listing_marks._RUNS": {"match"},
    "curl2sms.reading.programs.language._function_names": {"fullmatch"},
    "curl2sms.reading.shell.evaluation._expression": {"finditer", "match", "fullmatch"},
    "curl2sms.reading.curl.quoted_variables._compiled": {"finditer"},
    "curl2sms.reading.shell.lexing.in_double": {"match"},
    "curl2sms.reading.shell.quotes.escaped_text": {"finditer", "match"},
    "curl2sms.reading.shell.lexing._until": {"match"},
    "curl2sms.receipts.times._IN_WORDS": {"fullmatch"},
    **{
        f"curl2sms.sample_kinds.{kind}": {"match"}
        for kind in ("HAR", "POSTMAN", "OPENAPI", "HTTP", "PHP", "JAVASCRIPT", "PYTHON")
    },
}
# What functions put into patterns, each in all ways that are known.
WHEN_RUN: dict[str, list[dict[str, Any]]] = {
    "curl2sms.owned_names._pattern": [{"exact": ["HOME"], "begun": [r"AWS_\w*"]}],
    "curl2sms.proving.oracle.arrived._token_of_any": [{"client": SimpleNamespace(scheme="Bearer")}],
    "curl2sms.proving.oracle.markers.pattern": [{"first": "490000000001"}],
    "curl2sms.reading.curl.quoted_variables._compiled": [
        {"place": place}
        for places in (
            *quoted_variables._PLACES.values(),
            quoted_variables._WHOLE,
            quoted_variables._PLAIN_HEADER,
            quoted_variables._IN_DOCUMENT,
        )
        for place in places
    ],
    "curl2sms.reading.other_programs._sdks": [{"row": row} for row in knowledge("other-programs")["sdks"]],
    "curl2sms.reading.other_programs._with_signs": [
        {"row": row} for kind in ("soap", "languages") for row in knowledge("other-programs")[kind]
    ],
    "curl2sms.reading.programs.language._function_names": [
        {"names": names} for names in knowledge("function-names").values()
    ],
    "curl2sms.reading.programs.php.texts._strtr": [{"news": {"a": "b", "ab": "c"}}],
    "curl2sms.reading.shell.quotes.escaped_text": [
        {"escapes": escapes, "plain": plain}
        for escapes, plain in (('$`"\\', r"[^\"\\$`]+"), ("$`\\", r"[^\\$`]+"), ("`\\$", ""))
    ],
    "curl2sms.reading.shell.evaluation._expression": [
        {"whole": "a.*b.*c", "anchor": anchor} for anchor in ("", "#", "%")
    ],
    "curl2sms.sheet.fill._is_misread": [{"patterns": [r"\{[A-Za-z_][A-Za-z0-9_]*", r"\{to\}"]}],
    "curl2sms.shown._pattern": [{"patterns": ["(?<![0-9])secret(?![0-9])"], "secret": "s", "spelt": "s"}],
}
# Patterns that take the square of what they are given, or seem to; why that does no harm.
KNOWN_SQUARES = {
    "curl2sms.proving.decoders._LENIENT": "what is not closed is matched as such, up to the end",
    "curl2sms.reading.shell.evaluation._STAR_OR_CLASS": "a pattern of more than 200 characters is not evaluated",
    "curl2sms.reading.shell.evaluation._expression": "with two stars at most, on at most 2,000 characters",
}
# Patterns that come from elsewhere: a sample's own, which the functions keep simple, and those of published schemas.
_NOT_OURS = {
    "curl2sms.reading.programs.javascript.texts.new_regexp",
    "curl2sms.reading.programs.php.patterns._simple",
    "curl2sms.reading.programs.python.builtins._substituted",
    "curl2sms.template.fitting._further",
    "curl2sms.template.fitting.KEYWORDS",
    "curl2sms.reading.pasted.lines._pattern",
}


@cache
def modules() -> dict[str, tuple[ModuleType, ast.Module]]:
    """All modules of the package, with their source."""
    found = {}
    for one in pkgutil.walk_packages(curl2sms.__path__, "curl2sms."):
        if "__main__" not in one.name:
            module = importlib.import_module(one.name)
            found[one.name] = module, ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    return found


@cache
def uses_of_names() -> dict[int, frozenset[str]]:
    """For each pattern that has a name in a module, by its identity: how this and other modules use that name."""
    found: dict[int, set[str]] = {}
    for module, tree in modules().values():
        names = vars(module)
        parents = parents_in(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                value = names.get(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner = names.get(node.value.id)
                value = getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
            else:
                continue
            if isinstance(value, Uncompiled | re.Pattern):
                found.setdefault(id(value), set()).update(use_of(node, parents, module.__name__))
    return {one: frozenset(used) for one, used in found.items()}


def parents_in(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    return {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}


def use_of(node: ast.AST, parents: dict[ast.AST, ast.AST], module: str) -> set[str]:
    """The method that an expression which is a pattern is used with: its own, or one like ``cursor.match(PATTERN)``."""
    parent = parents[node]
    while isinstance(parent, ast.IfExp | ast.BoolOp):
        node, parent = parent, parents[parent]
    if isinstance(parent, ast.Attribute):
        return {parent.attr}
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr in _FUNCTIONS:
        return {parent.func.attr}
    if isinstance(parent, ast.Compare):
        return set()
    return HELD.get(place_of(node, parents, module), {"passed"})


def place_of(node: ast.AST, parents: dict[ast.AST, ast.AST], module: str) -> str:
    """The function or the name at the top of a module in which something is written."""
    parent: ast.AST | None = node
    while parent is not None:
        if isinstance(parent, ast.FunctionDef):
            return f"{module}.{parent.name}"
        if isinstance(parent, ast.Assign | ast.AnnAssign) and isinstance(parents[parent], ast.Module):
            target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target
            return f"{module}.{ast.unparse(target)}"
        parent = parents.get(parent)
    return module


def patterns() -> Iterator[Used]:
    """Every pattern of the package."""
    for name, (module, tree) in modules().items():
        if name == "curl2sms.patterns":
            continue
        parents = parents_in(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (how := _makes_pattern(node.func)):
                yield from _used(module, node, how, parents)


def _makes_pattern(function: ast.expr) -> str:
    """How a function uses the pattern that is its first argument; empty for a function that takes none."""
    if isinstance(function, ast.Name):
        return "compile" if function.id in {"regex", "_pattern"} else ""
    is_re = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"
    return function.attr if isinstance(function, ast.Attribute) and is_re and function.attr in _FUNCTIONS else ""


def _used(module: ModuleType, call: ast.Call, how: str, parents: dict[ast.AST, ast.AST]) -> Iterator[Used]:
    place = place_of(call, parents, module.__name__)
    parent = parents[call]
    used = {how}
    if isinstance(parent, ast.Assign) and isinstance(parents[parent], ast.Module):
        used = set(uses_of_names().get(id(getattr(module, place.rpartition(".")[2], None)), ()))
    elif how == "compile":
        used = use_of(call, parents, module.__name__)
    if place in _NOT_OURS and not isinstance(call.args[0], ast.Constant):
        return
    for put_in in WHEN_RUN.get(place, [{}]):
        for pattern in _evaluated(call, how, vars(module) | put_in):
            yield Used(place, *pattern, frozenset(used - _NO_USE))


def _evaluated(call: ast.Call, how: str, names: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """A call's pattern and flags; none for what a function is given that others call."""
    if isinstance(call.func, ast.Name) and call.func.id == "_pattern":
        if names["__name__"] == "curl2sms.reading.pasted.lines":
            made = _value(call, names)
            yield made.expression, made.wanted_flags
        return
    flags = [one.value for one in call.keywords if one.arg == "flags"]
    position = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(how, 2)
    flags += call.args[position : position + 1]
    yield _text(call.args[0], names), int(_value(flags[0], names)) if flags else 0


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.fix_missing_locations(ast.Expression(node)), "pattern", "eval"), dict(names))  # noqa: S307  the package's own source


def _text(node: ast.expr, names: dict[str, Any]) -> str:
    """A pattern's text, with an ``x`` or a ``1`` for what only a function knows."""
    try:
        whole = _value(node, names)
        return whole.decode("latin-1") if isinstance(whole, bytes) else str(whole)
    except NameError:
        if not isinstance(node, ast.JoinedStr):
            raise
    for stand_in in ("x", "1"):
        spelt = ""
        for piece in node.values:
            try:
                spelt += _value(piece if isinstance(piece, ast.Constant) else ast.JoinedStr(values=[piece]), names)
            except NameError:
                spelt += stand_in
        if _is_pattern(spelt):
            return spelt
    raise NameError(ast.unparse(node))


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True
