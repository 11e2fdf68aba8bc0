"""How much of a script is read: more is refused, so that reading ends soon. And the errors that say so."""

from __future__ import annotations

from curl2sms.errors import SampleError, Span, note

# Of a whole text. A request has at most 5,000 values, and an option with its value is two words.
DEEPEST = 50  # substitutions in one another, and texts that are run
MOST_CALLS = 500
MOST_NOTES = 2_000  # more are not told
MOST_PARTS = 12_000  # of commands: words that are not plain, and redirections; in a console, lines
MOST_VARIABLES = 5_000  # that are put in
MOST_SUBSTITUTIONS = 5_000  # that are run
MOST_PUT_IN = 4 << 20  # characters; with more, a few lines that double a variable would fill the memory

# Of a single command.
MOST_WORDS = 12_000
MOST_CUT_OFF = 2_000  # words behind a value that spaces cut off it

# Of a single statement. Each of these takes up to ten times as long as a plain word.
MOST_PARTS_TOGETHER = 4_000
MOST_PIECES = 4_000  # quotes, escapes and operators within words
MOST_VARIABLES_TOGETHER = 2_000  # or as many substitutions


def too_deep(span: Span) -> SampleError:
    """The error about substitutions, or texts that are run, nested deeper than is read."""
    return SampleError(note("substitutions-too-deep", span))


def too_large(span: Span) -> SampleError:
    """The error about variables and substitutions that, put in, make more text than is read."""
    return SampleError(note("variables-too-large", span))


def too_many(span: Span) -> SampleError:
    """The error about more words, statements or calls of curl than are read."""
    return SampleError(note("too-many-words", span))
