"""Regular expressions that are compiled when they are first used.

One run of a command uses a third of the package's patterns, and to compile them all would take it longer than its
own work. So every module declares its patterns with ``regex`` where it would call ``re.compile``.
"""

from __future__ import annotations

import re
from typing import Any, cast

_MEMBERS = [name for name in dir(re.Pattern) if not name.startswith("_")]


class _Uncompiled:
    """Stands for a pattern, and has its members as soon as one of them is asked for."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._expression, self._flags)
        self.__dict__.update({member: getattr(compiled, member) for member in _MEMBERS})
        return getattr(compiled, name)


def regex(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` returns, for use by its methods and attributes; compiled at the first use of one.

    >>> regex(r"\\d+").findall("12 and 3")
    ['12', '3']

    Raises re.error at that first use, for an expression that is none.
    """
    return cast("re.Pattern[str]", _Uncompiled(expression, flags))
