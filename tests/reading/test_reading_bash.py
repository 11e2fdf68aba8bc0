"""The lexer cuts words as real bash does, or says where an author means something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.errors import Source
from curl2sms.http import OPEN
from curl2sms.reading import commands
from tests.examples import examples
from tests.oracles import BASH, invocations

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not BASH, reason="there is no bash here to judge by")]

TABLE = Path(__file__).parent / "bash_snippets.txt"


def snippets() -> list[str]:
    """The scripts of the table."""
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    return "\n".join(lines[first:]).split("\n%%\n")


def read(script: str) -> list[tuple[list[str], str | None]]:
    """The words of every call of curl, and its standard input where it has one."""
    found = commands.commands_of(Source("snippet", script)).commands
    return [([word.text for word in each.words[1:]], each.stdin.text if each.stdin else "") for each in found]


def test_the_table_is_large_enough() -> None:
    assert len(snippets()) >= 200


@pytest.mark.parametrize("script", snippets())
def test_a_script_is_cut_as_bash_does(script: str) -> None:
    note_id = ""
    if script.startswith("~"):
        note_id, script = script[1:].split(" ", 1)
        paste = commands.commands_of(Source("snippet", script))
        assert note_id in {note.id for note in [*paste.notes, *paste.inner_notes]}
        return
    assert read(script) == [(call.words, call.stdin) for call in invocations(script)]


# A value that has no other before it, or is given for certain afterwards, depends on nothing.
@pytest.mark.parametrize(
    "script",
    [
        "if true; then U=a; fi; curl $U",
        "U=a; if true; then U=a; fi; curl $U",
        "if true; then U=a; else U=b; fi\nU=c; curl $U",
        "f() { A=1; }; U=a; U=b; curl $U",
        "{ U=a; }; { U=b; }; curl $U",
        "for i in 1; do :; done; U=a; U=b; curl $U",
    ],
)
def test_a_value_that_does_not_depend_on_anything_is_not_noted(script: str) -> None:
    sample = commands.read(Source("snippet", script))
    said = [note.id for call in sample.calls for note in sample.notes_of(call)]
    assert "value-depends" not in said


# What a person writes into a shell, in pieces that bash takes without complaint. Variables are all assigned.
PLAIN = st.text(st.sampled_from("abz019-_=:/.,+@%é₹😀’"), min_size=1, max_size=6)
SINGLE = st.text(
    st.characters(exclude_characters="'\0", exclude_categories=("Cs", "Cc", "Cn")) | st.just("\n"), max_size=8
)
IN_DOUBLE = st.one_of(
    st.text(st.sampled_from("ab '{}[]();|&<>#*?é₹\n\t:,~!="), min_size=1, max_size=6),
    st.sampled_from(
        ['\\"', "\\\\", "\\$", "\\`", "\\n", "\\a", "\\\n", "${A}", "${B}", "${C:-d e}", "$(echo x)", "$ ", "'"]
    ),
)
ANSI = st.one_of(
    st.text(st.sampled_from('ab "${}&|;é'), min_size=1, max_size=4),
    st.sampled_from([r"\n", r"\t", r"\\", r"\'", r"\"", r"\x41", r"\u20b9", r"\101", r"\e", r"\q"]),
)
PIECE = st.one_of(
    PLAIN,
    SINGLE.map("'{}'".format),
    st.lists(IN_DOUBLE, max_size=5).map(lambda parts: '"' + "".join(parts) + '"'),
    st.lists(ANSI, max_size=5).map(lambda parts: "$'" + "".join(parts) + "'"),
    st.sampled_from(
        ["\\'", '\\"', "\\\\", "\\$", "\\ ", "\\&", "\\\n", "${A}", "${B}", '"$B"', "${C:-d}", "$(echo y z)"]
    ),
)
WORD = st.lists(PIECE, min_size=1, max_size=5).map("".join)
BLANK = st.sampled_from([" ", "  ", "\t", " \\\n", " \\\n\t"])


@examples(150)
@given(
    st.lists(st.tuples(BLANK, WORD), max_size=6),
    st.sampled_from(["", " # it's a comment", " | cat", " > /dev/null", ";"]),
)
def test_any_words_are_cut_as_bash_does(words: list[tuple[str, str]], end: str) -> None:
    script = "A='a' B=' b  c ' D=\ncurl" + "".join(blank + word for blank, word in words) + end + "\n"
    calls = [call.words for call in invocations(script)]
    if not calls:  # bash refuses it: a stray quote made of pieces
        return
    paste = commands.commands_of(Source("made", script))
    notes = {note.id for note in [*paste.notes, *paste.inner_notes]}
    assert [[word.text for word in each.words[1:]] for each in paste.commands] == calls or notes


# Values and patterns of few characters, so that they often match.
VALUE = st.text(st.sampled_from("ab1 .*?[]\\/é-"), max_size=6)
PATTERN = st.text(st.sampled_from("ab1.*?[]!^-\\é/"), min_size=1, max_size=5)
TRIM = st.tuples(st.sampled_from(["#", "##", "%", "%%", "/", "//"]), PATTERN).map("".join)
NUMBER = st.integers(-9, 99).map(str)
SUM = st.lists(st.tuples(st.sampled_from("+-*/%"), NUMBER | st.sampled_from(["N", "(N-3)", "$N"])), max_size=4)


@examples(60)
@given(VALUE, st.lists(TRIM, min_size=1, max_size=8), NUMBER, SUM)
def test_what_is_worked_out_is_what_bash_works_out(
    value: str, trims: list[str], number: str, terms: list[tuple[str, str]]
) -> None:
    quoted = value.replace("'", "'\\''")
    words = [f'"${{A{trim}}}"' for trim in trims if trim.count("[") == trim.count("]")]
    words.append("$((" + number + "".join(f" {sign} {term}" for sign, term in terms) + "))")
    script = f"A='{quoted}' N={number}\ncurl {' '.join(words)}\n"
    calls = invocations(script)
    if not calls:  # a division by zero, a stray bracket
        return
    (command,) = commands.commands_of(Source("made", script)).commands
    for read_word, bash_word in zip(command.words[1:], calls[0].words, strict=True):
        assert read_word.text == bash_word or OPEN in read_word.text
