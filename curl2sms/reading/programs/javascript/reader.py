"""JavaScript: its syntax, its rules, the calls that a listing makes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from curl2sms.errors import Source
from curl2sms.reading.model import ReadSample
from curl2sms.reading.programs.clients import functions_of, methods_of
from curl2sms.reading.programs.javascript import functions, http, operators
from curl2sms.reading.programs.javascript.expressions import EXPRESSIONS
from curl2sms.reading.programs.javascript.lists import CHANGES
from curl2sms.reading.programs.javascript.statements import STATEMENTS
from curl2sms.reading.programs.language import Language, text_key
from curl2sms.reading.programs.listing import LanguageReader, calls_of
from curl2sms.sample_kinds import JAVASCRIPT


def read(source: Source) -> ReadSample:
    """The calls that the JavaScript of a text makes. Raises SampleError where it can't be read."""
    syntax = {**EXPRESSIONS, **STATEMENTS}
    return calls_of(source, LanguageReader(JAVASCRIPT, "JavaScript", _grammars, syntax, language()))


def _grammars() -> Iterator[object]:
    """JavaScript's grammar, and TypeScript's for a text that is not JavaScript."""
    import tree_sitter_javascript

    yield tree_sitter_javascript.language()
    import tree_sitter_typescript

    yield tree_sitter_typescript.language_typescript()


@cache
def language() -> Language:
    """The rules of JavaScript."""
    methods = methods_of("javascript")
    for table in (functions.METHODS, http.METHODS):
        for kind, row in table.items():
            methods[kind] = {**methods.get(kind, {}), **row}
    return Language(
        "javascript",
        {**functions_of("javascript"), **functions.FUNCTIONS, **http.FUNCTIONS},
        methods,
        functions.PROPERTIES,
        operators.OPERATORS,
        operators.text_of,
        operators.truth_of,
        text_key,
        changes=CHANGES,
    )
