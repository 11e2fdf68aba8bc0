"""A URL's query, without its ``?``: pairs, written and read as a form's are (WHATWG URL 5)."""

from curl2sms.layers.form import cuts, escape, leaves, offsets

__all__ = ["cuts", "escape", "leaves", "offsets"]
