"""The encodings: each lists its leaves with their spans and writes a value into one, and they nest."""

from curl2sms.layers.charset import charset_of, inferred, known_charset, read_in
from curl2sms.layers.edits import Edit
from curl2sms.layers.fields import Field, body_notes, body_syntax, body_text, fields, find, traced_body
from curl2sms.layers.leaf import Leaf, Style
from curl2sms.layers.place import Place, Step, parse_place, place
from curl2sms.layers.slots import Slot, slots
from curl2sms.layers.writing import added, insert, raw_span, without, write

__all__ = [
    "Edit",
    "Field",
    "Leaf",
    "Place",
    "Slot",
    "Step",
    "Style",
    "added",
    "body_notes",
    "body_syntax",
    "body_text",
    "charset_of",
    "fields",
    "find",
    "inferred",
    "insert",
    "known_charset",
    "parse_place",
    "place",
    "raw_span",
    "read_in",
    "slots",
    "traced_body",
    "without",
    "write",
]
