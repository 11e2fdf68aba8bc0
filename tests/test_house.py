"""The house is as ARCHITECTURE.md draws it: imports go one way, every note's id is in one table."""

import ast
import graphlib
import importlib
import json
import string
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from curl2sms.knowledge import knowledge, row_of

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "curl2sms"


def drawn_floors() -> Iterator[tuple[str, dict[str, int]]]:
    """Each block that ARCHITECTURE.md draws under "Who may import whom": its package, and the floor of each name."""
    chapter = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Who may import whom")[2]
    for block in chapter.partition("\n## ")[0].split("```")[1::2]:
        package, *lines = block.strip("\n").splitlines()
        floor, floors = -1, dict[str, int]()
        for line in lines:
            floor += not line.startswith(" ")
            floors |= dict.fromkeys(line.strip().split("   ")[0].split(), floor)
        yield package.removesuffix("/"), floors


ROOM_FLOORS = dict(drawn_floors())
FLOOR_OF = ROOM_FLOORS.pop("curl2sms")


def room(path: Path) -> str:
    """The room of the house that a file belongs to: a module at the top, or a package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


class Source(NamedTuple):
    """What the rules look at in a file, so that it is parsed once."""

    imports: list[ast.Import | ast.ImportFrom]
    """Wherever in the file they are."""
    at_run_time: list[ast.Import | ast.ImportFrom]
    """Those that loading the module carries out: under no condition and in no function."""
    for_types: list[ast.Import | ast.ImportFrom]
    """Those under ``if TYPE_CHECKING``, which a running program never carries out."""
    calls_of_note: list[ast.Call]
    functions: list[ast.FunctionDef]
    classes: list[str]
    """Those that other modules may import."""


@cache
def source(path: Path) -> Source:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    for_types = [node for one in tree.body if isinstance(one, ast.If) for node in one.body]
    return Source(
        [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)],
        [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)],
        [node for node in for_types if isinstance(node, ast.Import | ast.ImportFrom)],
        [node for node in nodes if isinstance(node, ast.Call) and called(node) == "note"],
        [node for node in nodes if isinstance(node, ast.FunctionDef)],
        [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")],
    )


def called(call: ast.Call) -> str | None:
    """The last part of the name that is called."""
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return str(name)
    return None


def imported(path: Path, *, for_types: bool = True) -> Iterator[list[str]]:
    """What a file imports of the package, wherever in the file it does: the parts of each name."""
    left_out = [] if for_types else source(path).for_types
    for node in source(path).imports:
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            assert node.level == 0, f"{path}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (parts[1:] for name in names if (parts := name.split("."))[0] == "curl2sms" and len(parts) > 1)


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    here = room(path)
    assert here in FLOOR_OF, f"{here} stands on no floor: ARCHITECTURE.md must draw it"
    for other, *_ in imported(path):
        if other in FLOOR_OF and other != here:
            assert FLOOR_OF[other] < FLOOR_OF[here], f"{path.name} imports {other}"


@pytest.mark.parametrize("package", ROOM_FLOORS)
def test_imports_go_one_way_within_a_room(package: str) -> None:
    floor_of = ROOM_FLOORS[package]

    def drawn(name: str, inner: str = "", *_: str) -> str:
        """What the architecture calls a module; those of a package in the package are one, if it says so."""
        is_inner = f"{name}.*" in floor_of and inner and (PACKAGE / package / name / f"{inner}.py").exists()
        return f"{name}.*" if is_inner and inner != "__init__" else name

    files = {
        path: drawn(*path.relative_to(PACKAGE / package).with_suffix("").parts)
        for path in (PACKAGE / package).rglob("*.py")
    }
    assert sorted(set(files.values())) == sorted(floor_of)
    for path, here in files.items():
        for first, *rest in imported(path):
            if first == package and rest and (other := drawn(*rest)) in floor_of and other != here:
                assert floor_of[other] < floor_of[here], f"{path.name} imports {other}"


def test_no_modules_import_each_other_also_not_inside_functions() -> None:
    module_of = {path.relative_to(PACKAGE).with_suffix("").parts: path for path in FILES}

    def module(parts: list[str]) -> Path | None:
        """The file of a module, a package, or a name in one."""
        names = (tuple(parts[:end]) for end in range(len(parts), 0, -1))
        return next(
            (path for name in names if (path := module_of.get(name) or module_of.get((*name, "__init__")))), None
        )

    graph = {path: {module(parts) for parts in imported(path, for_types=False)} - {path, None} for path in FILES}
    assert [*graphlib.TopologicalSorter(graph).static_order()]  # a CycleError names the modules


def test_what_a_package_exports_is_there() -> None:
    missing = set()
    for path in FILES:
        if path.name == "__init__.py":
            package = importlib.import_module(".".join(path.parent.relative_to(ROOT).parts))
            known = vars(package)
            if "__getattr__" not in known:  # else some are loaded when they are asked for
                missing |= {f"{package.__name__}.{name}" for name in known.get("__all__", ()) if name not in known}
    assert missing == set()


HEAVY = {
    "requests",
    "urllib3",
    "jsonschema",
    "pytest_httpserver",
    "werkzeug",
    "phonenumbers",
    "uncurl",
    "pyperclip",
    "yaml",
    "openapi_schema_validator",
    "referencing",
}
HEAVY |= {"tree_sitter", "tree_sitter_php", "tree_sitter_javascript", "tree_sitter_typescript"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_imports_happen_where_they_are_used(path: Path) -> None:
    for node in source(path).at_run_time:
        if isinstance(node, ast.Import):
            assert not HEAVY & {alias.name.split(".")[0] for alias in node.names}
        else:
            assert (node.module or "").split(".")[0] not in HEAVY


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_typing_is_loaded_by_type_checkers_only(path: Path) -> None:
    named = [node.module for node in source(path).at_run_time if isinstance(node, ast.ImportFrom)]
    assert "typing" not in named, "import it under TYPE_CHECKING, which a module sets to False itself"


# With what they import, dataclasses would take a tenth of a cold conversion, pathlib a twentieth, typing a thirtieth.
NEEDLESS = {*HEAVY, "dataclasses", "inspect", "typing", "pathlib", "shutil", "signal", "base64"} - {"uncurl"}
# What reads things that most samples lack.
SELDOM = {
    *(f"curl2sms.layers.{name}" for name in ("xml", "csv", "multipart", "form")),
    *(f"curl2sms.reading.{name}" for name in ("choosing", "encoding", "curl.variables", "pasted.quotes")),
    *("curl2sms.reading.shell.evaluation", "curl2sms.callbacks"),
}
LOADED = "import sys; from curl2sms.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


@pytest.mark.slow
@pytest.mark.parametrize("sample", sorted((ROOT / "samples").glob("*.sh")), ids=lambda path: path.stem)
def test_a_conversion_loads_nothing_that_it_can_do_without(sample: Path) -> None:
    command = [sys.executable, "-c", LOADED, "convert", str(sample)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seldom = SELDOM if sample.stem == "plivo" else set()
    assert not (NEEDLESS | seldom) & set(done.stderr.split())


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["render", "--to", "+14155550142", "--body", "Hello"], ["sheet"]], ids=str)
def test_a_template_that_fits_is_read_without_jsonschema(arguments: list[str]) -> None:
    command = [sys.executable, "-c", LOADED, *arguments, "samples/plivo.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"jsonschema", "referencing"} & set(done.stderr.split())


def calls_of_note() -> Iterator[tuple[Path, ast.Call]]:
    """Every call of ``note(...)`` in the package."""
    for path in FILES:
        for call in source(path).calls_of_note:
            yield path, call


def test_every_note_is_in_the_table_with_its_fields() -> None:
    table = json.loads((PACKAGE / "data" / "notes.json").read_text(encoding="utf-8"))
    wrong = []
    for path, call in calls_of_note():
        if not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        note_id = str(call.args[0].value)
        row = table.get(note_id)
        if row is None:
            wrong.append(f"{path.name}: {note_id} is not in the table")
            continue
        if any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {keyword.arg for keyword in call.keywords} - {"at"}
        needed = {
            name
            for part in (row["says"], row.get("do", ""), row.get("typed", ""))
            for _, name, _, _ in string.Formatter().parse(part)
            if name
        }
        if given != needed - {"at"}:
            wrong.append(f"{path.name}: {note_id} has {sorted(map(str, given))}, needs {sorted(needed)}")
    assert not wrong


def test_what_a_note_quotes_of_a_sample_is_masked_before_it_is_cut() -> None:
    """``Shortened`` does that; of a secret that is cut to a part of it nothing would be masked."""
    making = {path for path, _ in calls_of_note() if path.relative_to(PACKAGE).parts[0] in ("reading", "locating")}
    assert [path.name for path in sorted(making) if "shortened(" in path.read_text(encoding="utf-8")] == []


def test_every_row_of_the_table_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    data = "\n".join(
        path.read_text(encoding="utf-8") for path in (PACKAGE / "data").rglob("*.json") if path.name != "notes.json"
    )
    table = json.loads((PACKAGE / "data" / "notes.json").read_text(encoding="utf-8"))
    assert [note_id for note_id in table if f'"{note_id}"' not in text + data] == []


def test_a_note_is_read_alone_as_in_the_whole_table() -> None:
    whole = knowledge("notes")
    assert {name: row_of("notes", name) for name in whole} == whole
    with pytest.raises(KeyError):
        row_of("notes", "no-such-note")


def test_the_table_of_notes_is_well_formed() -> None:
    text, schema = ((PACKAGE / "data" / f"notes{end}").read_text(encoding="utf-8") for end in (".json", ".schema.json"))
    jsonschema.Draft202012Validator(json.loads(schema)).validate(json.loads(text))
    ids = [note_id for note_id, _ in json.loads(text, object_pairs_hook=list)]
    assert len(set(ids)) == len(ids), "an id stands twice"


# Classes of one name in two modules, where both mean the same kind of thing or nobody reads the two together.
SAME_NAMES = {
    "Assignment": "a statement of its language, in the shell and in programs",
    "Cell": "a cell of a table: of a CSV text, of the dashboard's form",
    "Command": "a command: of our own command line, of a script",
    "Contents": "all that a document holds: of JSON, of XML",
    "Function": "a function of its language, in the shell and in programs",
    "Node": "a node of a tree: of documents, of programs",
    "Reference": "a variable where it is used, in consoles of Windows and in programs",
    "Settings": "what an operator sets: of the page, of the adapter of reports",
    "Variable": "a variable: of a template, of the shell, of programs",
}


def test_a_class_has_a_name_of_its_own() -> None:
    """Where two modules have a class of one name, a reader takes one for the other."""
    homes: dict[str, list[str]] = {}
    for path in FILES:
        for name in source(path).classes:
            homes.setdefault(name, []).append(str(path.relative_to(PACKAGE)))
    shared = {name for name, paths in homes.items() if len(paths) > 1}
    assert shared == set(SAME_NAMES)


def test_no_file_grows_past_its_room() -> None:
    assert [p.name for p in FILES if len(p.read_text(encoding="utf-8").splitlines()) > 500] == []


# What programs call by keyword, whose arguments a record would only hide.
PUBLIC = {"library.py:convert", "library.py:send"}


def test_no_function_takes_more_than_a_reader_holds() -> None:
    """Parameters that travel together are a record, and a long function is several."""
    many, long = set(), set()
    for path in FILES:
        for function in source(path).functions:
            arguments = function.args
            name = f"{path.relative_to(PACKAGE)}:{function.name}"
            count = len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs])
            many |= {name} if count > 7 else set()
            long |= {name} if (function.end_lineno or 0) - function.lineno >= 60 else set()
    assert many == PUBLIC
    assert long == set()


def own_options() -> set[str]:
    """Every option of our own command line that is no option of curl too, which a sample may be told to use."""
    from curl2sms.cli.commands import COMMANDS, load
    from curl2sms.cli.parsing import parser
    from curl2sms.reading.curl.options import table

    found = set[str]()
    for action in parser({name: load(name) for name in COMMANDS})._actions:
        for command in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            found |= {option for one in command._actions for option in one.option_strings if option.startswith("--")}
    return {option for option in found if option.removeprefix("--") not in table()}


def test_what_to_type_stands_apart_from_what_a_program_is_told_too() -> None:
    """A note that is made below the command line names no option of it: there may be none."""
    table = json.loads((PACKAGE / "data" / "notes.json").read_text(encoding="utf-8"))
    below = {
        call.args[0].value
        for path, call in calls_of_note()
        if room(path) != "cli" and call.args and isinstance(call.args[0], ast.Constant)
    }
    typed = (*own_options(), "curl2sms")
    named = {
        note_id
        for note_id in below
        for option in typed
        if option in f"{table[note_id]['says']} {table[note_id].get('do', '')}".replace(".", " ").split()
    }
    assert named == set()
