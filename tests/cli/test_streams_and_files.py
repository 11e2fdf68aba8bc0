"""Standard streams that are closed, full or left, files that are no files: a message and the right exit status."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE, TEMPLATE = SAMPLES / "plivo.sh", SAMPLES / "plivo.json"
WARNED_OF = SAMPLES / "nimbus.json"  # not proven in a strict run
FULL = Path("/dev/full")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="the shell's redirections are POSIX'")]


def shell(command: str, folder: Path) -> tuple[int, str, str]:
    """What a shell's command that names ``curl2sms`` ends with: exit status, standard output, standard error."""
    command = command.replace(
        "curl2sms", f"{sys.executable} -c 'import sys; from curl2sms.cli import main; sys.exit(main())'"
    )
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert "defect" not in done.stderr
    return done.returncode, done.stdout, done.stderr


CLOSED: dict[str, tuple[str, int, str]] = {
    "no standard input, and none needed": (f"curl2sms verify {TEMPLATE} <&- >/dev/null", 0, ""),
    "no standard input, and one needed": ("curl2sms convert <&-", 2, "standard input is empty"),
    "no standard output": ("curl2sms schema >&-", 2, "Standard output can't be written: Bad file descriptor."),
    "no standard output, and none needed": (f"curl2sms convert {SAMPLES / 'nimbus.sh'} -o x.json >&-", 0, "note:"),
    "no standard error": (f"curl2sms convert {SAMPLE} 2>&- | grep -c note:", 1, ""),
    "no stream at all": (f"curl2sms verify {TEMPLATE} <&- >&- 2>&-", 2, ""),
    "no stream, and a file": (f"curl2sms convert {SAMPLE} -o x.json <&- >&- 2>&-", 0, ""),
    "nobody reads the errors": ("curl2sms convert nowhere.sh 2>&1 | true; exit ${PIPESTATUS[0]}", 2, ""),
    "nobody reads the report": (
        f"curl2sms verify {TEMPLATE} --format json | true; exit ${{PIPESTATUS[0]}}",
        0,
        "",
    ),
    "nobody reads that it is not proven": (
        f"curl2sms verify {WARNED_OF} {WARNED_OF} --strict --format json | true; exit ${{PIPESTATUS[0]}}",
        1,
        "",
    ),
}


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_stream_is_no_defect(name: str, tmp_path: Path) -> None:
    command, status, words = CLOSED[name]
    done = shell(command, tmp_path)
    assert done[0] == status
    assert words in done[2]


def test_a_template_has_no_notes_in_it_where_standard_error_is_closed(tmp_path: Path) -> None:
    status, out, _ = shell(f"curl2sms convert {SAMPLE} 2>&-", tmp_path)
    assert (status, out[:1], "note:" in out) == (0, "{", False)


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", [f"convert {SAMPLE}", f"verify {TEMPLATE}", "schema", f"sheet {TEMPLATE}"])
def test_a_full_disk_is_reported(command: str, tmp_path: Path) -> None:
    status, _, err = shell(f"curl2sms {command} > {FULL}", tmp_path)
    assert status == 2
    assert "Standard output can't be written: No space left on device." in err
    status, _, _ = shell(f"curl2sms {command} > /dev/null 2> {FULL}", tmp_path)
    assert status == 0


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    status, _, _ = shell(f"curl2sms convert {SAMPLE} -o {fifo}", tmp_path)
    reader.join(10)
    assert status == 0
    assert read[0].startswith("{")
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["fifo"]


def test_an_empty_name_of_a_file_is_no_name(tmp_path: Path) -> None:
    status, out, err = shell(f"curl2sms convert {SAMPLE} -o ''", tmp_path)
    assert (status, out) == (2, "")
    assert "-o" in err


@pytest.mark.parametrize("command", ["convert sample.sh -o ./sample.sh", "sheet provider.json -o provider.json"])
def test_what_is_read_is_not_written_over(command: str, tmp_path: Path) -> None:
    for name, path in {"sample.sh": SAMPLE, "provider.json": TEMPLATE}.items():
        (tmp_path / name).write_bytes(path.read_bytes())
    status, out, err = shell(f"curl2sms {command}", tmp_path)
    assert (status, out) == (2, "")
    assert "would be overwritten" in err
    assert (tmp_path / "sample.sh").read_bytes() == SAMPLE.read_bytes()
    assert (tmp_path / "provider.json").read_bytes() == TEMPLATE.read_bytes()


def test_a_template_as_windows_powershell_writes_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "provider.json").write_bytes(TEMPLATE.read_text(encoding="utf-8").encode("utf-16"))
    status, out, err = shell("curl2sms verify provider.json", tmp_path)
    assert (status, err) == (0, "")
    assert "proven" in out
