"""Roles with evidence: which value of a request is the recipient's number, which the message, what the others are."""

from curl2sms.locating.locate import countries, locate, survey
from curl2sms.locating.model import Change, Judged, Role, Survey

__all__ = ["Change", "Judged", "Role", "Survey", "countries", "locate", "survey"]
