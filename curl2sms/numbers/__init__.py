"""How a phone number is written: formats, numbering plans, countries."""

from curl2sms.numbers.formats import NumberFormat, doubt, spell, whole_number
from curl2sms.numbers.inferring import infer, infer_after

__all__ = ["NumberFormat", "doubt", "infer", "infer_after", "spell", "whole_number"]
