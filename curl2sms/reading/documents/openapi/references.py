"""References of a document (``$ref``): those to its own parts. No other file is read."""

from __future__ import annotations

from urllib.parse import unquote

from curl2sms.errors import SampleError, note
from curl2sms.reading.documents.tree import ABSENT, Node

# References that lead to references.
_LONGEST_CHAIN = 30


class References:
    """Follows the references of one document."""

    def __init__(self, root: Node) -> None:
        self.root = root

    def followed(self, node: Node) -> Node:
        """What a node refers to; the node itself where it is no reference.

        Raises SampleError for a reference to another file or to nothing, and for one that leads round in a circle.
        """
        for _ in range(_LONGEST_CHAIN):
            reference = node.get("$ref")
            if reference.kind != "string":
                return node
            target = self._target(reference)
            if not target:
                raise SampleError(note("reference-open", reference.span, reference=reference.text.text))
            node = target
        raise SampleError(note("reference-circle", node.span))

    def _target(self, reference: Node) -> Node:
        """The part of the document that a JSON Pointer in a fragment names (RFC 6901 6)."""
        text = reference.text.text
        if not text.startswith("#"):
            return ABSENT
        found = self.root
        for step in unquote(text[1:]).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = found.items[int(name)] if name.isdecimal() and int(name) < len(found.items) else found.get(name)
        return found
