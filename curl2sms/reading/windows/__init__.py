"""The consoles of Windows, as far as pasted curl commands need them: ``cmd`` and ``powershell`` are their rules."""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.traced import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.windows.console import ConsoleScript

_POWERSHELL_SIGNS = regex(
    r"[ \t'\"]`[ \t]*\r?\n[ \t]*[-–'\"h]|^PS(?: [A-Za-z]:[^\n>]*)?>|\$env:\w|[ ]--%[ ]"
    r"|^(?>[^\n]*?\bcurl\.exe\b)[^'\n]*'[^\n]*\\\"|^[ \t]*& *\S*curl\.exe|^[ \t]*\$\w+ = @['\"]\r?$"
    r"|^[ \t]*\$\w+ = (?P<quote>['\"])(?!curl)[^\r\n]*(?P=quote)[ \t]*\r?$",
    re.MULTILINE,
    only_with=("`\n", "`\r", "` ", "`\t", "$env:", " = ", "PS>", "PS ", " --%", "curl.exe"),
)
_CMD_SIGNS = regex(
    r"[ \t'\"]\^[ \t]*(?:\r?\n|$)|^[A-Za-z]:\\[^\n>]*>|\"\{[ \t]*\"\""
    r"|[ \t]\"\^[\^{\[\\]"  # a body that a browser wrote for cmd
    r"|[ \t]\^\"|^[ \t]*\"?(?:[A-Za-z]:|\.)\\[^\"\n]*curl\.exe",
    re.MULTILINE,
    only_with=(" ^", "\t^", "'^", '"^', ":\\", ".\\", '""'),
)
_CMD_COMMANDS = regex(
    r"^[ \t]*(?:@echo off|set[ \t]+\"?[a-z_]\w*=[^\n]*$)",
    re.MULTILINE | re.IGNORECASE,
    only_with=("@echo off", "set ", "set\t"),
)


def script_of(text: Traced) -> ConsoleScript | None:
    """What reads a text that was written for a console of Windows; None for another, which loads no rules of one."""
    if _POWERSHELL_SIGNS.search(text.text):
        from curl2sms.reading.windows import powershell

        return powershell.PowerShellScript(text)
    if _is_for_cmd(text.text):
        from curl2sms.reading.windows import cmd

        return cmd.CmdScript(text)
    return None


def _is_for_cmd(text: str) -> bool:
    if _CMD_SIGNS.search(text) or _CMD_COMMANDS.search(text):
        return True
    return ("^&" in text or "^%" in text) and any(map(_escapes_in_value, text.split("\n")))


def _escapes_in_value(line: str) -> bool:
    """Whether a line without single quotes escapes a sign of cmd in a value: ``-d to=1^&text=50^%``."""
    if "'" in line or not ("^&" in line or "^%" in line):
        return False
    return any(0 <= word.find("=") < max(word.rfind("^&"), word.rfind("^%")) for word in line.replace('"', " ").split())
