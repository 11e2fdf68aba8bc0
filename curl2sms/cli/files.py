"""Files and standard streams: read with a bound, written whole or not at all."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable

from curl2sms.cli import say
from curl2sms.errors import UsageError, note

# More than any sample, template or message needs; reading stops here, so that no device file is read for ever.
LIMIT = 1 << 20
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_bytes(path: str) -> tuple[bytes, str]:
    """At most LIMIT + 1 bytes of a file, or of standard input for ``-``; and the name that a person knows it by."""
    if path == "-":
        return _standard_input(), "standard input"
    try:
        with open(path, "rb") as file:
            return file.read(LIMIT + 1), path
    except OSError as error:
        raise UsageError(note("file-unreadable", file=path, why=error.strerror or str(error))) from error


def _standard_input() -> bytes:
    """What is piped into the command, or pasted into the terminal. A console of Windows keeps lines of any length."""
    if not sys.stdin.isatty() or os.name == "nt":
        return sys.stdin.buffer.read(LIMIT + 1)
    from curl2sms.cli import pasting

    return pasting.read(sys.stdin.fileno(), LIMIT + 1)


def matching(paths: Iterable[str]) -> list[str]:
    """The paths, each pattern with what it means: the consoles of Windows leave ``*.json`` as it is typed."""
    import glob
    from pathlib import Path

    found: list[str] = []
    for path in paths:
        is_pattern = any(sign in path for sign in "*?[") and not Path(path).exists()
        found += (is_pattern and sorted(glob.glob(path))) or [path]
    return found


def in_folders(paths: Iterable[str], ending: str) -> list[str]:
    """The paths, each folder with the files in it that end so, by name. UsageError where it has none."""
    from pathlib import Path

    found: list[str] = []
    for path in paths:
        if not Path(path).is_dir():
            found.append(path)
            continue
        inside = sorted(str(file) for file in Path(path).glob(f"*{ending}") if file.is_file())
        if not inside:
            raise UsageError(note("folder-without-files", folder=path, ending=ending))
        found += inside
    return found


def read_clipboard() -> tuple[bytes, str]:
    """What was copied last, in UTF-8, and its name; UsageError where there is no clipboard to read."""
    import pyperclip

    try:
        return pyperclip.paste().encode("utf-8", "surrogateescape"), "the clipboard"
    except pyperclip.PyperclipException as error:
        raise UsageError(note("clipboard-unreadable")) from error


def read_text(path: str) -> tuple[str, str]:
    """A text and its name, line ends as they are: in UTF-8, or in UTF-16 with a byte order mark.

    The latter is what ``>`` writes in Windows PowerShell.
    """
    data, name = read_bytes(path)
    if len(data) > LIMIT:
        raise UsageError(note("file-too-large", file=name))
    try:
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig"), name
    except UnicodeDecodeError as error:
        raise UsageError(note("file-not-utf8", file=name, offset=error.start)) from error


def names_folder(path: str) -> bool:
    """Whether the path of an output is written as a folder's, which need not be there: ``made/``."""
    return path.endswith(("/", os.sep))


def write_whole(path: str, text: str) -> None:
    """Write a file that may hold secrets: mode 0600, whole or not at all, and never through a symbolic link.

    A device or a pipe (/dev/null) is written to as it is: nothing takes its place.
    """
    import tempfile
    from pathlib import Path

    target = Path(path)
    if names_folder(path) or target.is_dir():
        raise UsageError(note("output-is-folder", file=path))
    if target.is_symlink():
        raise UsageError(note("file-is-link", file=path))
    temporary = None
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as device:
                device.write(text)
            return
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(text)
        Path(temporary).replace(target)
        temporary = None
    except OSError as error:
        raise UsageError(note("file-unwritable", file=path, why=error.strerror or str(error))) from error
    finally:  # also after Ctrl-C
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def put(text: str, output: str | None, made_of: str | None = None) -> None:
    """What a command makes: into a file, or to standard output for none or ``-``; never over what it is made of."""
    if output == "":
        raise UsageError(note("output-unnamed"))
    if output is None or output == "-":
        say.out(text)
    elif made_of not in (None, "-") and _is_same(output, made_of):
        raise UsageError(note("output-is-input", file=output))
    else:
        write_whole(output, text)


def _is_same(path: str, other: str) -> bool:
    from pathlib import Path

    try:
        return Path(path).samefile(other) and Path(path).is_file()
    except OSError:
        return False


def read_env_file(path: str) -> dict[str, str]:
    """Variables from lines ``NAME=value`` (also ``export NAME=value``, quoted); nothing in them is expanded."""
    import re

    text, name = read_text(path)
    values = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.fullmatch(r"(?:export\s+)?([A-Za-z_]\w*)\s*=\s*+(.*)", line.strip())
        if not match:
            raise UsageError(note("env-file-line", file=name, line=number))
        value = match[2]
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        values[match[1]] = value
    return values
