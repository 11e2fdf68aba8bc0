"""Python: its syntax, its rules, the calls that a listing makes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from curl2sms.errors import Source
from curl2sms.reading.model import ReadSample
from curl2sms.reading.programs.clients import functions_of, methods_of
from curl2sms.reading.programs.language import Language
from curl2sms.reading.programs.listing import LanguageReader, calls_of
from curl2sms.reading.programs.python import functions, http, operators
from curl2sms.reading.programs.python.plain import key_of, value_of_key
from curl2sms.reading.programs.python.syntax import SYNTAX
from curl2sms.reading.programs.python.tables import CHANGES
from curl2sms.sample_kinds import PYTHON


def read(source: Source) -> ReadSample:
    """The calls that the Python of a text makes. Raises SampleError where it can't be read."""
    return calls_of(source, LanguageReader(PYTHON, "Python", _grammars, SYNTAX, language()))


def _grammars() -> Iterator[object]:
    """Python's grammar, which also knows what Python 2 wrote otherwise (``print x``)."""
    import tree_sitter_python

    yield tree_sitter_python.language()


@cache
def language() -> Language:
    """The rules of Python."""
    methods = methods_of("python")
    for table in (functions.METHODS, http.METHODS):
        for kind, row in table.items():
            methods[kind] = {**methods.get(kind, {}), **row}
    return Language(
        "python",
        {**functions_of("python"), **functions.FUNCTIONS, **http.FUNCTIONS},
        methods,
        http.PROPERTIES,
        operators.OPERATORS,
        operators.text_of,
        operators.truth_of,
        key_of,
        value_of_key,
        assigns_locally=True,
        keeps_defaults=True,
        changes=CHANGES,
    )
