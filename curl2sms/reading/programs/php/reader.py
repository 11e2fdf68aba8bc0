"""PHP: where it is in the text, its syntax, its rules, the calls that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from curl2sms.errors import Source
from curl2sms.patterns import regex
from curl2sms.reading.model import ReadSample
from curl2sms.reading.programs.clients import functions_of, methods_of
from curl2sms.reading.programs.language import Language
from curl2sms.reading.programs.listing import LanguageReader, calls_of
from curl2sms.reading.programs.php import functions, http, operators
from curl2sms.reading.programs.php.arrays import CHANGES
from curl2sms.reading.programs.php.expressions import EXPRESSIONS
from curl2sms.reading.programs.php.statements import STATEMENTS
from curl2sms.reading.programs.values import key_as_value
from curl2sms.sample_kinds import PHP

_TAG = regex(r"<\?(?:php\b|=|\s)")


def read(source: Source) -> ReadSample:
    """The calls that the PHP of a text makes. Raises SampleError where it can't be read."""
    has_tag = _TAG.search(source.text) is not None

    def grammars() -> Iterator[object]:
        import tree_sitter_php

        yield tree_sitter_php.language_php() if has_tag else tree_sitter_php.language_php_only()

    syntax = {**EXPRESSIONS, **STATEMENTS}
    return calls_of(source, LanguageReader(PHP, "PHP", grammars, syntax, language()))


@cache
def language() -> Language:
    """The rules of PHP."""
    clients = {path.lower(): native for path, native in functions_of("php").items()}
    methods = {kind: {name.lower(): native for name, native in row.items()} for kind, row in methods_of("php").items()}
    for kind, row in http.METHODS.items():
        methods[kind] = {**methods.get(kind, {}), **row}
    return Language(
        "php",
        {**clients, **functions.FUNCTIONS, **http.FUNCTIONS},
        methods,
        {},
        operators.OPERATORS,
        operators.text_of,
        operators.truth_of,
        operators.key_of,
        key_as_value,
        copies_tables=True,
        folds_case=True,
        changes=CHANGES,
    )
