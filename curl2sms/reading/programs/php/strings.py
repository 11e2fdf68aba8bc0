"""PHP's texts: between single and double quotes, in heredocs and nowdocs; with escapes, and values put in."""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.reading.programs import tree
from curl2sms.reading.programs.lowering import Lowering
from curl2sms.reading.programs.values import Text
from curl2sms.traced import Traced, spelt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node


_ESCAPE = regex(
    r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9A-Fa-f]{1,2})|u\{(?P<code>[0-9A-Fa-f]{1,6})\}|(?P<one>.))", re.DOTALL
)
_ONE = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "e": "\x1b", "f": "\f", "\\": "\\", "$": "$", '"': '"'}
_SINGLE = regex(r"\\([\\'])")


def single(low: Lowering, node: Node) -> tree.Node:
    """A text between single quotes."""
    first = node.start_byte + (2 if low.parsed.spelling(node)[:1] in "bB" else 1)
    text = low.parsed.between(first, node.end_byte - 1)
    return tree.Constant(low.parsed.span(node), Text(text.sub(_SINGLE, lambda found: found[1])))


def _unescaped(text: Traced, *, quotes: bool = True) -> Traced:
    def char(found: re.Match[str]) -> str:
        if found["octal"]:
            return _byte(int(found["octal"], 8) & 255)
        if found["hex"]:
            return _byte(int(found["hex"], 16))
        if found["code"]:
            number = int(found["code"], 16)
            return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
        one = found["one"]
        return found[0] if one == '"' and not quotes else _ONE.get(one, found[0])

    return text.sub(_ESCAPE, char) if "\\" in text.text else text


def _byte(number: int) -> str:
    return chr(number) if number < 0x80 else chr(0xDC00 + number)


def double(low: Lowering, node: Node) -> tree.Node:
    """A text between double quotes."""
    return _interpolated(low, node, node.start_byte + 1, node.end_byte - 1, quotes=True)


def _interpolated(low: Lowering, node: Node, first: int, last: int, *, quotes: bool, indent: int = 0) -> tree.Node:
    """A text with values in it: what is between these is text, without the braces around them."""
    parts: list[tree.Node] = []
    at = first
    span = low.parsed.span(node)

    def text(until: int) -> None:
        piece = low.parsed.between(at, until)
        if indent:
            start_of_line = r"(?:(?<=\n)|\A)" if at == first else r"(?<=\n)"
            piece = piece.sub(regex(rf"{start_of_line}[ \t]{{1,{indent}}}"), "")
        if piece.text:
            parts.append(tree.Constant(span, Text(_unescaped(piece, quotes=quotes))))

    for child in node.children:
        if child.type in _TEXT_PIECES or not child.is_named or child.start_byte < at or child.end_byte > last:
            continue
        start, end = child.start_byte, child.end_byte
        opening = low.parsed.between(max(at, start - 2), start).text
        if opening.endswith(("{", "${")):
            start -= 2 if opening == "${" else 1
            end = min(last, end + 1)
        text(start)
        value = low.node(child)
        if opening == "${" and isinstance(value, tree.Variable) and not value.name.startswith("$"):
            value = tree.Variable(value.span, f"${value.name}")
        if isinstance(value, tree.Item) and isinstance(value.key, tree.Variable) and not value.key.name.startswith("$"):
            name = Text(spelt(value.key.name, value.key.span))
            value = tree.Item(value.span, value.of, tree.Constant(value.key.span, name))
        parts.append(value)
        at = end
    text(last)
    if len(parts) == 1 and isinstance(parts[0], tree.Constant):
        return tree.Constant(span, parts[0].value)
    return tree.Pieces(span, tuple(parts))


_TEXT_PIECES = {"string_content", "escape_sequence", "heredoc_start", "heredoc_end"}


def heredoc(low: Lowering, node: Node) -> tree.Node:
    """A heredoc, or a nowdoc; the indentation of its end is taken from each line."""
    body = node.child_by_field_name("value")
    end = node.child_by_field_name("end_tag")
    span = low.parsed.span(node)
    if body is None:
        return tree.Constant(span, Text(Traced("")))
    closing = end.start_byte if end is not None else body.end_byte
    whole = low.parsed.between(node.start_byte, closing)
    begin = whole.text.find("\n") + 1
    first = node.start_byte + len(whole.text[:begin].encode())
    indent = len(whole.text) - len(whole.text.rstrip(" \t"))
    last = closing - indent
    line = low.parsed.between(first, last).text
    last -= len(line) - len(re.sub(r"\r?\n\Z", "", line))
    last = max(last, first)
    if node.type == "nowdoc":
        text = low.parsed.between(first, last)
        if indent:
            text = text.sub(regex(rf"(?:(?<=\n)|\A)[ \t]{{1,{indent}}}"), "")
        return tree.Constant(span, Text(text))
    return _interpolated(low, body, first, last, quotes=False, indent=indent)
