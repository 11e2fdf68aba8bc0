"""PHP's SimpleXML, which writes a document node by node (https://www.php.net/manual/en/book.simplexml.php)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from curl2sms.http import OPEN
from curl2sms.patterns import regex
from curl2sms.reading.programs.language import Call, Native
from curl2sms.reading.programs.values import Object, Text, Unknown, Value
from curl2sms.traced import Traced, joined


def _simplexml(call: Call) -> Value:
    name = regex(r"\s*+(?:<\?xml[^>]*>\s*+)?<(?P<name>[\w:.-]++)(?P<attributes>[^>]*?)/?>").match(call.text(0).text)
    node: dict[str, object] = {"name": name["name"] if name else "root", "children": [], "text": None}
    node["attributes"] = [(Traced(name["attributes"]), None)] if name and name["attributes"].strip() else []
    return Object("simplexml", state={"node": node}, span=call.span)


def _add_child(call: Call) -> Value:
    node: dict[str, object] = {"name": call.text(0).text, "children": [], "text": None, "attributes": []}
    node["text"] = call.text(1) if call.value(1) is not None else None
    if isinstance(call.receiver, Object):
        call.receiver.state["node"]["children"].append(node)
    return Object("simplexml", state={"node": node}, span=call.span)


def _add_attribute(call: Call) -> Value:
    if isinstance(call.receiver, Object):
        call.receiver.state["node"]["attributes"].append((call.text(0), call.text(1)))
    return None


def _as_xml(call: Call) -> Value:
    if not isinstance(call.receiver, Object):
        return None
    pieces = [Traced('<?xml version="1.0"?>\n'), *_xml_of(call.receiver.state["node"]), Traced("\n")]
    return Text(joined(pieces))


def _xml_of(node: dict) -> list[Traced]:  # type: ignore[type-arg]
    pieces = [Traced(f"<{node['name']}")]
    for name, value in node["attributes"]:
        pieces += [Traced(" "), name, Traced('="'), _xml_text(value, '"'), Traced('"')] if value is not None else [name]
    if node["text"] is None and not node["children"]:
        return [*pieces, Traced("/>")]
    pieces.append(Traced(">"))
    if node["text"] is not None:
        pieces.append(_xml_text(node["text"]))
    for child in node["children"]:
        pieces += _xml_of(child)
    return [*pieces, Traced(f"</{node['name']}>")]


def _xml_text(text: Traced, quote: str = "") -> Traced:
    """A text as libxml writes it without a declared encoding: what is not ASCII as a character reference."""
    signs = regex(f'{OPEN}\\w+\ufdd1|[&<>"\x80-\U0010ffff]')

    def written(one: str) -> str:
        if len(one) > 1 or (one == '"' and not quote):
            return one
        return "&quot;" if one == '"' else escape(one) if one.isascii() else f"&#x{ord(one):X};"

    return text.sub(signs, lambda found: written(found[0]))


FUNCTIONS_OF_XML: dict[str, Native] = {
    "simplexml_load_string": lambda call: call.value(0) if isinstance(call.value(0), Unknown) else _simplexml(call),
    "new simplexmlelement": _simplexml,
}
METHODS_OF_XML: dict[str, Native] = {
    "addchild": _add_child, "addattribute": _add_attribute, "asxml": _as_xml, "savexml": _as_xml,
}  # fmt: skip
