"""Every command is one row and one module, and only the module of the command that is wanted is loaded."""

from __future__ import annotations

import shlex
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from curl2sms.cli import commands, parsing
from curl2sms.cli.commands import COMMANDS

FOLDER = Path(commands.__file__).parent
LOADED = (
    "import sys\n"
    "from curl2sms.cli import main\n"
    "try:\n    main(sys.argv[1:])\n"
    "except SystemExit:\n    pass\n"
    "print(*(name for name in sys.modules if name.startswith('curl2sms.')), file=sys.stderr)"
)


def loaded(*argv: str) -> set[str]:
    """The modules of the package that a command line loads."""
    done = subprocess.run([sys.executable, "-c", LOADED, *argv], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_every_module_is_a_row() -> None:
    assert {path.stem.rstrip("_") for path in FOLDER.glob("[a-z]*.py")} == {*COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_can_be_typed(name: str) -> None:
    lines = [line for line in commands.load(name).EXAMPLES.splitlines() if line.startswith("  ")]
    assert lines
    for line in lines:
        program, *argv = takewhile(lambda word: word not in ("<", ">"), shlex.split(line))
        assert (program, parsing.read(argv).command) == ("curl2sms", name)


def test_help_loads_no_command() -> None:
    assert {"curl2sms.cli.commands." + name for name in COMMANDS}.isdisjoint(found := loaded("--help"))
    own = {f"curl2sms.cli.{name}" for name in ("commands", "english", "parsing", "streams")}
    assert found <= {"curl2sms.cli", "curl2sms.lean_imports", *own}


def test_a_command_loads_no_other() -> None:
    found = {name for name in loaded("segments", "Hello") if name.startswith("curl2sms.cli.commands.")}
    assert found == {"curl2sms.cli.commands.segments"}
