"""A module is loaded with next to nothing instead of another, and nobody else notices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from curl2sms.lean_imports import imported

READS_A_COOKIE = """
import sys
from curl2sms.reading.curl import core
uncurl = core._uncurl()
assert not {"http.cookies", "six", "six.moves"} & set(sys.modules)
print(dict(uncurl.parse_context("curl https://sms.example/ -H 'Cookie: a=1'").cookies))
"""


@pytest.mark.parametrize("known", [None, ModuleType("a_whole_one")])
def test_the_stand_in_is_for_that_module_alone(
    known: ModuleType | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "needs_another.py").write_text("from a_whole_one import member", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "needs_another", raising=False)
    if known is not None:
        monkeypatch.setitem(sys.modules, "a_whole_one", known)
    assert imported("needs_another", instead_of="a_whole_one", member=1).member == 1
    assert sys.modules.get("a_whole_one") is known


def test_a_member_that_the_stand_in_lacks_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "needs_more.py").write_text("from a_whole_one import another", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ImportError, match="another"):
        imported("needs_more", instead_of="a_whole_one", member=1)
    assert "a_whole_one" not in sys.modules


@pytest.mark.slow
def test_uncurl_reads_a_cookie_all_the_same() -> None:
    done = subprocess.run([sys.executable, "-c", READS_A_COOKIE], capture_output=True, text=True, check=True)
    assert done.stdout == "{'a': '1'}\n"
