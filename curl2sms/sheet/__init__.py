"""``sheet``: what to type into which field of a platform's form, for the person at the dashboard."""

from curl2sms.platforms import names as platforms
from curl2sms.sheet.data import as_data
from curl2sms.sheet.fill import sheet
from curl2sms.sheet.html import as_html
from curl2sms.sheet.markdown import as_markdown
from curl2sms.sheet.model import Cell, Meaning, Row, Sheet
from curl2sms.sheet.text import as_text

__all__ = ["Cell", "Meaning", "Row", "Sheet", "as_data", "as_html", "as_markdown", "as_text", "platforms", "sheet"]
