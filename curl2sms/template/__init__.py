"""The template: made from a located request, read from a file, written to one."""

from curl2sms.template.building import build
from curl2sms.template.dumping import dump
from curl2sms.template.loading import load
from curl2sms.template.model import Template

__all__ = ["Template", "build", "dump", "load"]
