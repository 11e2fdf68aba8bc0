"""The page in a real Chromium: it runs nothing of others, its buttons copy, it fits a phone, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curl2sms.sheet import as_html, sheet
from curl2sms.template.model import Basic, Pair, Parameters, Template
from tests.browser import CHROMIUM, WHY_NOT, Browser, browser

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason=WHY_NOT)]

ATTACK = '"><img src=x onerror="document.title=1"><script>document.title=2</script><a href="javascript:alert(3)">\u202e'
BODY = '{\n\t"to": "$$To",\r\n  "text": "$$Body", "note": "' + "long" * 60 + '"\n}'
TEMPLATE = Template(
    f"lab {ATTACK}",
    "POST",
    "https://sms.example/v1/" + "segment/" * 20,
    authentication=Basic("lab", "s3cr3t-pa55word"),
    headers=(Pair("X-Note", ATTACK.replace("\u202e", "")), Pair("Content-Type", "application/json")),
    parameters=Parameters("raw", syntax="json", body=BODY),
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as page:
        yield page


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Browser:
    """The sheet, open."""
    file = tmp_path / "sheet.html"
    file.write_text(as_html(sheet(TEMPLATE)), encoding="utf-8", newline="")
    chromium.log.clear()
    chromium.requests.clear()
    chromium.resize(1000, 800)
    chromium.open(file)
    return chromium


def test_it_runs_nothing_and_loads_nothing(page: Browser) -> None:
    assert page.run("document.title") == f"lab {ATTACK} in CleverTap".replace("\u202e", "<U+202E>")
    assert page.run("document.scripts.length") == 1
    assert page.run("document.images.length") == 0
    assert page.log == []
    assert len(page.requests) == 1


def test_the_policy_stops_a_script_that_got_in(page: Browser) -> None:
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title = 4\">')")
    page.run(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'document.title = 5'}))"
    )
    assert page.run("document.title").startswith("lab")
    assert any("Content Security Policy" in entry for entry in page.log)


def test_a_button_copies_its_value_to_the_letter_and_ticks_the_row(page: Browser) -> None:
    page.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    page.call("Page.bringToFront")
    for selector, expected in ((".value pre", BODY), ('[for="row5"] ~ .values code', TEMPLATE.endpoint)):
        button = f"document.querySelector('{selector}').nextElementSibling"
        page.run(f"{button}.click()")
        page.run("new Promise(done => setTimeout(done, 100))")
        assert page.run(f"{button}.textContent") == "Copied"
        # The clipboard of a platform may have its own line ends.
        assert page.run("navigator.clipboard.readText()").replace("\r\n", "\n") == expected.replace("\r\n", "\n")
        assert page.run(f"{button}.closest('.row').querySelector('.tick').checked") is True


def test_a_secret_has_no_button(page: Browser) -> None:
    assert "s3cr3t" not in page.run("document.documentElement.outerHTML")
    assert page.run("[...document.querySelectorAll('.aside')].map(one => one.textContent)") == ["hidden"] * 2


@pytest.mark.parametrize("width", [320, 400, 800, 1400])
def test_it_fits_every_width(page: Browser, width: int) -> None:
    page.resize(width, 800, mobile=width < 500)
    assert page.run("document.documentElement.scrollWidth") <= width


def _luminance(colour: str) -> float:
    """Relative luminance of ``rgb(r, g, b)``: WCAG 2.2."""
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_legible_light_and_dark(page: Browser, scheme: str) -> None:
    """A contrast of 4.5 to 1 (WCAG 2.2, 1.4.3) for every text on its background."""
    page.prefer(scheme)
    colours = page.run("""[...document.querySelectorAll('body *')].filter(one => one.textContent.trim()).map(one => {
        let behind = one;
        while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
        return [one.className || one.tagName, getComputedStyle(one).color, getComputedStyle(behind).backgroundColor];
    })""")
    assert len(colours) > 50
    for name, ink, paper in colours:
        light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ink, paper)
    assert (_luminance(page.run("getComputedStyle(document.body).backgroundColor")) > 0.5) == (scheme == "light")
