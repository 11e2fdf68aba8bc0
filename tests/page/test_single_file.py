"""The page as one file, opened from the disk, offline: ``CURL2SMS_SINGLE_FILE`` names it.

``python tools/make_single_file.py curl2sms.html`` makes it; it needs node and the registries, so the suite does not.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from curl2sms import api
from curl2sms.page import content
from tests.browser import CHROMIUM, WHY_NOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
FILE = os.environ.get("CURL2SMS_SINGLE_FILE", "")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason=WHY_NOT),
    pytest.mark.skipif(not FILE, reason="CURL2SMS_SINGLE_FILE names no file (tools/make_single_file.py makes it)"),
]

ROOT = Path(__file__).parents[2]
CASES = sorted([*(ROOT / "tests/cases/corpus").glob("*/*.sh"), *(ROOT / "tests/cases/providers").rglob("*.sh")])
TEMPLATES = sorted((ROOT / "samples").glob("*.json"))
PATIENCE = 180_000  # milliseconds for Python to start on a busy machine
CALL = """async ([name, asked]) => {
    const rows = [];
    for await (const row of curl2sms.stream(name, asked)) rows.push(row);
    return rows;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """The file, open and offline; whatever it complains of or asks for is a failure."""
    said: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        context.set_offline(True)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))
        page.goto(Path(FILE).resolve().as_uri())
        page.wait_for_selector("[data-ready]")
        yield page
        browser.close()
    assert [one for one in said if not one.startswith(("file://", "blob:null/"))] == []


def answers(page: Page, name: str, asked: Any) -> list[Any]:
    rows: list[Any] = page.evaluate(CALL, [name, asked])
    return rows


@pytest.mark.parametrize("name", content.EXAMPLES)
def test_each_example_is_proven_with_the_mouse_alone(page: Page, name: str) -> None:
    page.get_by_role("button", name="Clear").click()
    page.wait_for_selector('[data-state="empty"]:not([data-busy])')
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_selector('[data-state="converted"]:not([data-busy])')
    page.click("#prove")
    page.wait_for_selector("#panels .card.proven")


def test_answers_are_those_of_python_outside_a_browser(page: Page) -> None:
    different = []
    for path in CASES:
        asked = {"sample": path.read_bytes().decode("utf-8", "replace")}
        if answers(page, "convert", asked) != [json.loads(json.dumps(api.convert(asked)))]:
            different.append(path.name)
    assert different == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_proof_is_the_same_check_by_check(page: Page, path: Path) -> None:
    asked = {"template": path.read_text(encoding="utf-8")}
    assert answers(page, "verify", asked) == list(api.verify(asked))
    message = {**asked, "to": "+447400123456", "body": "Zoë & \u20b9"}
    assert answers(page, "render", message) == [api.render(message)]


def test_the_policy_forbids_any_connection() -> None:
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', Path(FILE).read_text(encoding="utf-8"))[0]
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "'unsafe" not in policy
    assert "http" not in policy
