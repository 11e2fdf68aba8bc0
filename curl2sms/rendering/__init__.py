"""A template with its values filled in: the request that is sent, and the ways to show it."""

from curl2sms.rendering.curl import with_token
from curl2sms.rendering.formats import FORMATS
from curl2sms.rendering.substitute import filled_client, render, unrendered

__all__ = ["FORMATS", "filled_client", "render", "unrendered", "with_token"]
