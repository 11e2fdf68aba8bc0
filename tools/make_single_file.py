"""Make the page as one file that needs nothing else: ``python tools/make_single_file.py curl2sms.html``.

Python (Pyodide), the libraries and this package are in it; a policy in it forbids any connection. npm and pip fetch
what ``tools/single_file/package-lock.json`` and ``requirements.txt`` pin by their hashes. It needs node and hatchling.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = ROOT / "tools" / "single_file"
STATIC = ROOT / "curl2sms" / "page" / "static"
SHEET = ROOT / "curl2sms" / "sheet"
sys.path.insert(0, str(ROOT))

# What no page needs of a package: machine code of another machine, tests, types, and requests' certificates.
_LEFT_OUT = re.compile(
    r".*\.(so|pyi|exe|pem)|.*/(tests|benchmarks|debug)/.*|.*/(RECORD|WHEEL|entry_points\.txt)|"
    r"curl2sms/(cli|page)/.*"
)


# urllib3 would let the browser send its requests; here all go to a provider in the same process.
_NO_FETCH = b"def inject_into_urllib3(): pass\n"


def run(*command: str | Path, at: Path) -> None:
    """Run one of the tools that this needs."""
    subprocess.run([str(part) for part in command], cwd=at, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def fetched(work: Path) -> list[Path]:
    """Everything from npm and PyPI into a folder, by its hashes; the wheels, and this project's own."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PARTS / name, work)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", at=work)
    wheels = work / "wheels"
    pip = (sys.executable, "-m", "pip", "-q", "--disable-pip-version-check")
    python = ("--python-version", "3.14", "--implementation", "cp", "--abi", "cp314", "--abi", "none")
    platforms = ("--platform", "manylinux2014_x86_64", "--platform", "any")
    pinned = ("--require-hashes", "-r", str(PARTS / "requirements.txt"))
    run(*pip, "download", "--no-deps", "--only-binary", ":all:", *python, *platforms, "-d", wheels, *pinned, at=work)
    make = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    run(sys.executable, "-c", make, wheels, at=ROOT)
    return sorted(wheels.glob("*.whl"))


def library(wheels: Iterable[Path]) -> bytes:
    """One archive of all packages and their licences, always the same bytes for the same packages."""
    files = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            files |= {name: archive.read(name) for name in archive.namelist() if not _LEFT_OUT.fullmatch(name)}
    files["rpds.py"] = (PARTS / "rpds.py").read_bytes()
    files["urllib3/contrib/emscripten/__init__.py"] = _NO_FETCH
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:  # all of it is compressed once more
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return made.getvalue()


def bundled(work: Path) -> tuple[str, str]:
    """The page's modules as one script, with the transport of this file; and the worker's."""
    page = work / "page"
    shutil.copytree(STATIC, page)
    for name in ("transport.js", "worker.js"):
        shutil.copy(PARTS / name, page if name == "transport.js" else work)
    esbuild = work / "node_modules" / ".bin" / "esbuild"
    here = "--define:import.meta.url='memory:/pyodide/pyodide.asm.mjs'"  # a worker of a file is no module
    for source, made in ((page / "main.js", "page.js"), (work / "worker.js", "python.js")):
        options = ("--bundle", "--minify", "--format=iife", "--external:node:*", "--external:ws", "--log-level=error")
        run(esbuild, source, *options, here, f"--outfile={work / made}", at=work)
    return (work / "page.js").read_text("utf-8"), (work / "python.js").read_text("utf-8")


def packed(data: bytes) -> str:
    """Bytes as text that stands in a script element."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def hashed(text: str) -> str:
    """How a content security policy names a script or a style (CSP 3, 6.7.3.3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page(script: str, assets: dict[str, bytes], licences: str) -> str:
    """The HTML of the whole."""
    from curl2sms.page import content

    style = (SHEET / "parts.css").read_text("utf-8") + (STATIC / "page.css").read_text("utf-8")
    script = (SHEET / "copy.js").read_text("utf-8") + script.replace("</script", "<\\/script")
    icon = f"data:image/svg+xml;base64,{base64.b64encode((STATIC / 'icon.svg').read_bytes()).decode()}"
    policy = (
        f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)} 'wasm-unsafe-eval' blob:; "
        "worker-src blob:; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types curl2sms"
    )
    data = "".join(f'<script type="text/plain" id="{name}">{packed(one)}</script>\n' for name, one in assets.items())
    text = content.index("single")
    text = text.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)
    text = re.sub(r'<link rel="icon"[^>]*>', f'<link rel="icon" href="{icon}">', text)
    text = re.sub(r'<link rel="stylesheet"[^>]*>\n?', "", text)
    text = re.sub(r'<script (?:type="module" )?src=[^>]*></script>\n?', "", text)
    text = text.replace("</head>", f"<style>{style}</style>\n</head>", 1)
    note = f"<!--\n{html.escape(licences.replace('--', '- -'), quote=False)}\n-->\n"
    return text.replace("</body>", f"{data}<script>{script}</script>\n</body>", 1) + note


def licences(work: Path, wheels: Iterable[Path]) -> str:
    """The licences of all that is in the file."""
    texts = {"pyodide (MPL-2.0: https://github.com/pyodide/pyodide)": ""}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if re.search(r"(licen[cs]e|notice|copying)[^/]*$", name, re.IGNORECASE) and not name.endswith(".py"):
                    texts[f"{wheel.name.split('-')[0]}: {name}"] = archive.read(name).decode("utf-8", "replace")
    declared = json.loads((work / "node_modules" / "pyodide" / "package.json").read_text("utf-8"))["license"]
    head = f"This file holds Pyodide ({declared}; CPython under the PSF licence) and the packages below."
    return "\n\n".join([head, *(f"== {name}\n{text}" for name, text in texts.items())])


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        wheels = fetched(work)
        script, worker = bundled(work)
        pyodide = work / "node_modules" / "pyodide"
        lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
        assets = {
            "worker": worker.encode(),
            "wasm": (pyodide / "pyodide.asm.wasm").read_bytes(),
            "stdlib": (pyodide / "python_stdlib.zip").read_bytes(),
            "library": library(wheels),
            "lock": json.dumps({**lock, "packages": {}}).encode(),  # nothing else is ever loaded
        }
        target.write_text(page(script, assets, licences(work, wheels)), encoding="utf-8")
    sys.stdout.write(f"{target}: {target.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
