"""Where a document in XML ends in a text."""

from __future__ import annotations

import re

from curl2sms.patterns import regex

# Its root, with the declaration and the comments before it.
_ROOT = regex(r"(?=<)(?><\?.*?\?>|<!--.*?-->|<![^>]*>|\s)*+<(?P<name>[A-Za-z_][\w:.-]*)", re.DOTALL, begins_with="<")


def end_of_xml(text: str, start: int) -> int | None:
    """Where the document that begins at ``start`` ends: where its root is closed; None where it is not.

    >>> end_of_xml("<a><a/><b></b></a> <a>", 0), end_of_xml("<a><b></b>", 0)
    (18, None)
    """
    root = _ROOT.match(text, start)
    if root is None:
        return None
    depth, same = 0, regex(rf"<(?P<closing>/?){re.escape(root['name'])}(?![\w:.-])[^<>]*>")
    for tag in same.finditer(text, root.start("name") - 1):
        if tag["closing"]:
            depth -= 1
        elif not tag[0].endswith("/>"):
            depth += 1
        if depth <= 0:
            return tag.end()
    return None
