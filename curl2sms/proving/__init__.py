"""The proof of a template: a mock provider, an oracle that shares no code with rendering, and the checks."""

from curl2sms.proving.mock import Play, Provider, provider, provider_in_process
from curl2sms.proving.model import Report, Verdict
from curl2sms.proving.preparing import prepared
from curl2sms.proving.replay import checks, verify

__all__ = [
    "Play",
    "Provider",
    "Report",
    "Verdict",
    "checks",
    "prepared",
    "provider",
    "provider_in_process",
    "verify",
]
