"""What a user installs holds what the program reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "curl2sms"
SHIPPED = {".py", ".json", ".css", ".js", ".html", ".svg"}


def test_the_wheel_holds_schemas_data_and_types(tmp_path: Path) -> None:
    make = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", make, str(tmp_path)], cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        shipped = archive.read("curl2sms/schemas/provider-template.schema.json")
    assert shipped == (ROOT / "schemas" / "provider-template.schema.json").read_bytes()
    wanted = [path for path in PACKAGE.rglob("*") if path.suffix in SHIPPED or path.name == "py.typed"]
    wanted += [*(ROOT / "schemas").glob("*.json"), *(ROOT / "samples").glob("*.sh")]
    assert {_in_wheel(path) for path in wanted} <= held
    assert not any(name.startswith("tests/") for name in held)


def test_the_container_gets_what_the_wheel_is_made_of(tmp_path: Path) -> None:
    """The Containerfile copies little: what it copies must make the same wheel, and no user of the image is root."""
    lines = [line.split() for line in (ROOT / "Containerfile").read_text("utf-8").splitlines()]
    for _, *sources, target in (line for line in lines if line[:1] == ["COPY"]):
        for source in sources:
            place = tmp_path / target.removeprefix("/src").strip("/") / (source if target.endswith("/") else "")
            (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, place)
    assert _held(tmp_path, tmp_path / "copied") == _held(ROOT, tmp_path / "whole")
    assert [line[0] for line in lines if line[:1] in (["RUN"], ["USER"], ["CMD"])] == ["RUN", "USER", "CMD"]


def _held(folder: Path, out: Path) -> set[str]:
    """The files in the wheel that is made of a folder, apart from bytecode."""
    out.mkdir()
    make = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", make, str(out)], cwd=folder, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        return {name for name in archive.namelist() if not name.endswith(".pyc")}


def _in_wheel(path: Path) -> str:
    inside = PACKAGE in path.parents
    return f"curl2sms/{path.relative_to(PACKAGE if inside else ROOT).as_posix()}"
