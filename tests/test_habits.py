"""One list of commands: CI runs the recipes of the justfile, and the documents name them as they are."""

from __future__ import annotations

import re
from pathlib import Path

import curl2sms

ROOT = Path(__file__).parent.parent
# Recipes that CI does not call: README's own command is the suite there, coverage runs the quick tests, a search is
# long, and one calls CI.
_BESIDE_CI = {"quick", "test", "search", "ci"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def recipes() -> dict[str, list[str]]:
    """Each recipe that people may call, with its commands."""
    found = re.findall(r"^([a-z]+):\n((?:    .*\n)+)", text_of("justfile"), re.M)
    return {name: [line.strip() for line in body.splitlines()] for name, body in found}


def test_ci_runs_the_recipes() -> None:
    called = set(re.findall(r'\bjust"? ([a-z]+)', text_of(".ci/run")))
    assert called == recipes().keys() - _BESIDE_CI


def test_ci_spells_no_command_of_a_recipe_again() -> None:
    lines = {line.strip() for line in text_of(".ci/run").splitlines()}
    assert [command for commands in recipes().values() for command in commands if command in lines] == []


def test_the_suite_is_readmes_command() -> None:
    (command,) = recipes()["test"]
    readme = re.search(r"^python3 -m venv .* && \.venv/bin/(python -m pytest.*)$", text_of("README.md"), re.M)
    assert readme
    assert readme[1] == command


def test_the_documents_name_recipes() -> None:
    named = {
        name
        for document in ("CONTRIBUTING.md", "tests/README.md")
        for name in re.findall(r"`?\bjust ([a-z]+)`", text_of(document))
    }
    assert named
    assert named <= recipes().keys()


def test_every_folder_of_cases_says_what_a_case_is() -> None:
    folders = [folder for folder in (ROOT / "tests" / "cases").iterdir() if folder.is_dir()]
    assert [folder.name for folder in folders if not (folder / "README.md").is_file()] == []


def test_the_version_is_the_same_everywhere() -> None:
    (of_package,) = re.findall(r'^version = "(.*)"$', text_of("pyproject.toml"), re.M)
    newest = re.findall(r"^## ([0-9.]+) - [0-9]{4}-[0-9]{2}-[0-9]{2}$", text_of("CHANGELOG.md"), re.M)[0]
    (of_hook,) = re.findall(r"rev: v([0-9.]+)", text_of("docs/engineers.md"))
    assert {of_package, newest, of_hook} == {curl2sms.__version__}
