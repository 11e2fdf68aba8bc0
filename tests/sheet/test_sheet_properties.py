"""Whatever a template's values hold: what is to be typed is there to the letter, and no format fails."""

from __future__ import annotations

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from curl2sms.sheet import Sheet, as_html, as_markdown, as_text, sheet
from curl2sms.template.model import Basic, Pair, Parameters, Template

TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("${}&=+%\"'<>|`\\ \n\u202e#:;/")), max_size=30
)
KEYS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
VALUES = TEXTS.filter(lambda text: "${" not in text)  # which only a template that declares it may hold
HEADERS = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20).filter(lambda text: "${" not in text)


def typed(made: Sheet, label: str) -> list[tuple[str, str]]:
    return [(key.text, value.text) for row in made.rows if row.label == label for key, value in row.pairs]


def every_format(made: Sheet) -> list[str]:
    return [as_text(made), as_text(made, 40, True), as_markdown(made), as_html(made)]


@given(st.lists(st.tuples(KEYS.filter(lambda key: "${" not in key), VALUES), max_size=5), HEADERS)
def test_a_form_is_typed_to_the_letter(pairs: list[tuple[str, str]], header: str) -> None:
    whole = [*pairs, ("to", "$$To"), ("text", "$$Body")]
    template = Template(
        "lab",
        "POST",
        "https://sms.example/send",
        headers=(Pair("X-Note", header),),
        parameters=Parameters("form", tuple(Pair(*pair) for pair in whole)),
    )
    made = sheet(template, reveal=True)
    assert typed(made, "Parameters") == whole
    assert typed(made, "Headers") == [("X-Note", header)]
    assert len(typed(sheet(template), "Parameters")) == len(whole)
    assert all(every_format(one) for one in (made, sheet(template)))


@given(VALUES, st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=10, max_size=30))
def test_a_password_is_nowhere_on_the_sheet(value: str, password: str) -> None:
    password = f"{password}-9q7"
    body = json.dumps({"to": "$$To", "text": "$$Body", "note": value, "again": password}, ensure_ascii=False)
    assume("${" not in body)
    template = Template(
        "lab",
        "POST",
        "https://sms.example/send",
        authentication=Basic("user", password),
        parameters=Parameters("raw", syntax="json", body=body),
    )
    for written in every_format(sheet(template)):
        assert password not in written
    (revealed,) = (row.cell.text for row in sheet(template, reveal=True).rows if row.label == "Parameters" and row.cell)
    assert revealed == body
