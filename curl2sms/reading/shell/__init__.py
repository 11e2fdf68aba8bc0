"""A pasted text becomes curl commands of words: quoting, variables, here-documents, pipes, repairs."""

from curl2sms.reading.shell.model import Command, Kept, Stdin, Word
from curl2sms.reading.shell.paste import Paste, read

__all__ = ["Command", "Kept", "Paste", "Stdin", "Word", "read"]
