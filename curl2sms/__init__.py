"""curl2sms: a provider's sample curl command becomes a proven SMS provider template."""

__version__ = "0.1.0"
