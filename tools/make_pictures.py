"""Make the pictures of the documents: ``python tools/make_pictures.py`` (Chromium must be installed).

Each picture shows what a command prints for a sample of this repository, so that it can be made anew at any time.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))  # for the browser that the tests drive

TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 2rem; background: #171614; color: #e9e5de; }}
pre {{ margin: 0; font: 14px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }}
b {{ color: #6fc3bf; font-weight: 600; }}
</style><pre><b>$ {command}</b>
{output}</pre>"""  # noqa: E501  a page, not prose


def run(command: str, folder: Path) -> str:
    """What a command prints, both streams in order."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603  a command of this file
        ["/bin/bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return done.stdout


def picture_of_the_page(sample: str, picture: Path) -> None:
    """The page with a sample in it, its proof shown."""
    from playwright.sync_api import sync_playwright

    from curl2sms.page import serving
    from tests.browser import CHROMIUM

    with serving.server() as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(serving.url(server))
        page.fill("#sample", sample)
        page.wait_for_selector('[data-state="converted"]:not([data-busy])')
        page.click("#prove")
        page.wait_for_selector("#panels .card.proven")
        page.click("#tab-values")
        page.mouse.move(5, 5)
        page.screenshot(path=picture)
        browser.close()
        server.shutdown()


def main() -> None:
    from tests.browser import browser

    PICTURES.mkdir(parents=True, exist_ok=True)
    picture_of_the_page((ROOT / "samples" / "msg91-v2.sh").read_text(encoding="utf-8"), PICTURES / "page.png")
    with tempfile.TemporaryDirectory() as name, browser() as page:
        folder = Path(name)
        (folder / "samples").symlink_to(ROOT / "samples")

        run("curl2sms convert samples/plivo.sh -o provider.json", folder)
        run("curl2sms sheet provider.json --format html -o sheet.html", folder)
        page.resize(920, 1180)
        page.open(folder / "sheet.html")
        (PICTURES / "sheet.png").write_bytes(page.picture(whole=False))

        command = "curl2sms explain samples/nimbus.sh"
        output = run(command, folder)
        (folder / "explain.html").write_text(
            TERMINAL.format(command=html.escape(command), output=html.escape(output)), encoding="utf-8"
        )
        page.resize(960, 200)
        page.open(folder / "explain.html")
        page.resize(960, page.run("document.documentElement.scrollHeight"))
        (PICTURES / "explain.png").write_bytes(page.picture(whole=False))


if __name__ == "__main__":
    main()
