"""The proof of a template: a mock provider, an oracle that shares no code with rendering, and the checks."""

from curl2sms.proving.mock import Play, Provider, provider, provider_in_process
from curl2sms.proving.model import Check, Difference, Report, Verdict
from curl2sms.proving.preparing import Trial, prepared
from curl2sms.proving.replay import checks, verify

__all__ = [
    "Check",
    "Difference",
    "Play",
    "Provider",
    "Report",
    "Trial",
    "Verdict",
    "checks",
    "prepared",
    "provider",
    "provider_in_process",
    "verify",
]
