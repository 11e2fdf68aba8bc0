"""What commands are given to read: a template, a pasted sample."""

from __future__ import annotations

import argparse
import os
import re
import sys

from curl2sms.cli import files, say
from curl2sms.errors import Source, UsageError, note
from curl2sms.template.model import Template


def template(path: str) -> Template:
    """The template in a file."""
    from curl2sms.template import load

    return load(*files.read_text(path))


def pasted(options: argparse.Namespace) -> Source:
    """The sample of ``arguments.sample``: a file, standard input, or what was copied last."""
    if options.clipboard and options.file:
        raise UsageError(note("clipboard-and-file"))
    if options.clipboard:
        return _source(*files.read_clipboard())
    try:
        return sample(options.file or "-")
    except UsageError:
        if options.file and re.match(r"curl\s|https?://", options.file):
            raise UsageError(note("usage-sample-for-file", command=options.command)) from None
        raise


def sample(path: str) -> Source:
    """The sample in a file, or from standard input for ``-``."""
    if path == "-" and sys.stdin.isatty():
        end = "Ctrl-Z and Enter on its own line" if os.name == "nt" else "Ctrl-D"
        say.line(f"Paste the sample, then press {end}.")
    return _source(*files.read_bytes(path))


def _source(data: bytes, name: str) -> Source:
    from curl2sms import reading
    from curl2sms.template import is_template

    source = reading.decode_sample(data, name)
    if is_template(source.text):
        raise UsageError(note("sample-is-template", name=source.name))
    return source
