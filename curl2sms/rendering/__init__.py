"""A template with its values filled in: the request that is sent, and the ways to show it."""

from curl2sms.rendering.formats import FORMATS
from curl2sms.rendering.substitute import render, unrendered

__all__ = ["FORMATS", "render", "unrendered"]
