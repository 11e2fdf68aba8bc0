"""What must arrive when a template is rendered, told without rendering it.

The template is read with markers in place of its placeholders, by the standard library's decoders; the values are
then put into the decoded texts. What arrived goes through the same decoders, and the two are compared. Nothing here
knows ``layers`` or ``render``.
"""

from curl2sms.proving.oracle.expectation import expected
from curl2sms.proving.oracle.judging import Oracle
from curl2sms.template.model import Template

__all__ = ["Oracle", "expectation"]


def expectation(template: Template, origin: str = "https://probe.invalid") -> Oracle:
    """The oracle of a template; ``origin`` means a variable of kind ``url`` at the start of its endpoint."""
    return Oracle(expected(template, origin))
