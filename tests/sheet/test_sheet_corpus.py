"""A sheet for every sample that becomes a template: it says everything that is sent, and shows no secret."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from curl2sms.converting import Conversion, convert
from curl2sms.errors import SampleError, Source
from curl2sms.http import split_url
from curl2sms.platforms import load
from curl2sms.rendering import unrendered
from curl2sms.sheet import Sheet, as_html, as_markdown, as_text, platforms, sheet
from curl2sms.sheet.masked import secrets

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parent.parent / "cases" / "corpus"
SAMPLES = sorted(CORPUS.rglob("*.sh"))


@cache
def converted(sample: Path) -> Conversion:
    """The conversion of a sample; the answers of the corpus settle what it leaves open."""
    truth = json.loads(sample.with_suffix(".truth.json").read_text(encoding="utf-8"))
    try:
        return convert(Source(sample.name, sample.read_text(encoding="utf-8")))
    except SampleError as error:
        if truth["expect"] == "convert" and not truth["ambiguous"]:
            raise
        pytest.skip(f"no template: {error.note.id}")


def typed(made: Sheet) -> list[str]:
    """Every value on a sheet."""
    cells = [row.cell for row in made.rows if row.cell] + [
        cell for row in made.rows for pair in row.pairs for cell in pair
    ]
    return [cell.text for cell in cells]


def as_the_platform_spells(text: str, platform: str) -> str:
    """A text of a template with the platform's own placeholders in it."""
    spelt = {name: one.spelling for name, one in load(platform).placeholders.items()}
    return re.sub(r"\$\$(\w+)", lambda match: spelt.get(match[1], match[0]), text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_the_template_says_is_on_the_sheet(sample: Path) -> None:
    template = converted(sample).template
    for platform in platforms():
        said = typed(sheet(template, platform, reveal=True))
        values = [template.endpoint, template.method]
        values += [text for pair in (*template.headers, *template.parameters.pairs) for text in (pair.key, pair.value)]
        values += [template.parameters.body] if template.parameters.body is not None else []
        values = [as_the_platform_spells(value, platform) for value in values]
        fixed = [variable.name for variable in template.variables if variable.value is not None]
        missing = [
            value for value in values if value not in said and not any(f"${{{name}}}" in value for name in fixed)
        ]
        assert missing == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_secret_is_shown(sample: Path) -> None:
    conversion = converted(sample)
    made = sheet(conversion.template)
    known = secrets(conversion.template, conversion.credentials)
    host = split_url(unrendered(conversion.template).url).authority.lower()
    found = [one.value for one in known if len(one.value) > 5 and one.value.lower() not in host]
    for written in (as_text(made), as_markdown(made), as_html(made)):
        assert not [secret for secret in found if secret in written]
