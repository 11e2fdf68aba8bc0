"""Roles with evidence: which value of a request is the recipient's number, which the message, what the others are."""

from curl2sms.locating.locate import countries, locate, survey
from curl2sms.locating.model import Change, Role, Survey

__all__ = ["Change", "Role", "Survey", "countries", "locate", "survey"]
