"""``$((N + 1))``, ``let N+=1``, ``((N++))``: bash's manual, "Shell Arithmetic"."""

from __future__ import annotations

from collections.abc import Callable

from curl2sms.patterns import regex

_TOKEN = regex(r"\s*(?:(?P<number>0[xX][0-9a-fA-F]+|[0-9]+)|\$?\{?(?P<name>[A-Za-z_]\w*)\}?|(?P<sign>[-+*/%()]))")
# What gives a variable another value: ``A=``, ``A<<=``, ``A++``, ``--A``.
_ASSIGNED = regex(
    r"\b(?P<name>[A-Za-z_]\w*+)\s*+(?:(?P<sign><<|>>|[-+*/%&|^])?=(?!=)|(?P<behind>\+\+|--))"
    r"|(?P<before>\+\+|--)\s*(?P<stepped>[A-Za-z_]\w*)"
)
_WHOLE = regex(r"-?(?:0|[1-9][0-9]{0,17})")
_MOST_TOKENS = 64


def value(expression: str, value_of: Callable[[str], str | None]) -> str | None:
    """The value of an expression of whole numbers, variables, ``+ - * / %`` and brackets.

    ``value_of`` gives a variable's text. None where no rule gives the value for certain.
    """
    if assigned_in(expression):
        return None
    tokens: list[str] = []
    at = 0
    while at < len(expression.rstrip()):
        found = _TOKEN.match(expression, at)
        if found is None or len(tokens) >= _MOST_TOKENS:
            return None
        token = found["number"] or found["sign"] or value_of(found["name"])
        if token is None or not (found["sign"] or _WHOLE.fullmatch(token)):
            return None  # octal, hexadecimal, an expression itself
        tokens.append(token)
        at = found.end()
    import ast  # few samples reckon; Python gives these signs the precedence that C does

    def worked_out(node: ast.expr) -> int:
        match node:
            case ast.Constant(int(number)):
                return number
            case ast.UnaryOp(ast.UAdd() | ast.USub() as sign, operand):
                return -worked_out(operand) if isinstance(sign, ast.USub) else worked_out(operand)
            case ast.BinOp(left, sign, right):
                return _OPERATIONS[type(sign).__name__](worked_out(left), worked_out(right))
        raise ValueError

    try:
        result = worked_out(ast.parse(" ".join(tokens), mode="eval").body)
    except (SyntaxError, ArithmeticError, LookupError, ValueError):
        return None
    return str(result) if abs(result) < 1 << 63 else None


def _quotient(left: int, right: int) -> int:
    """A division as C has it, cut towards zero."""
    return abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)


_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "Add": int.__add__,
    "Sub": int.__sub__,
    "Mult": int.__mul__,
    "Div": _quotient,
    "Mod": lambda left, right: left - _quotient(left, right) * right,
}


def assigned_in(expression: str) -> set[str]:
    """The names of the variables to which an expression gives another value.

    >>> sorted(assigned_in("A += 1, B++, --C, D == E - -F"))
    ['A', 'B', 'C']
    """
    return {found["name"] or found["stepped"] for found in _ASSIGNED.finditer(expression)}


def assignment(expression: str) -> tuple[str, str]:
    """The variable to which an expression as a whole gives a value, and the expression of that; empty for any other.

    >>> assignment("A = B + 1"), assignment("A *=2"), assignment("--A"), assignment("A + 1")
    (('A', ' B + 1'), ('A', 'A*(2)'), ('A', 'A-1'), ('', ''))
    """
    text = expression.strip()
    found = _ASSIGNED.match(text)
    rest = text[found.end() :] if found else ""
    step = found and (found["before"] or found["behind"])
    if found is None or bool(rest) == bool(step):
        return "", ""
    name = found["name"] or found["stepped"]
    if step:
        return name, f"{name}{step[0]}1"
    return name, f"{name}{found['sign']}({rest})" if found["sign"] else rest
