"""Every character of a word knows the character of the sample that it came from."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms.errors import SampleError, Source, Span
from curl2sms.reading.commands import commands_of
from curl2sms.reading.script.model import Command
from tests.oracles import BASH, invocations


def commands(sample: str) -> tuple[Command, ...]:
    """The calls of curl in a sample."""
    return commands_of(Source("sample", sample)).commands


# How literal text may be written: {} is a letter that is nowhere else in the script.
WRITTEN = [
    "{}",
    "'{}'",
    '"{}"',
    "$'{}'",
    "\\{}",
    '"\\"{}"',
    "$'\\n{}\\t'",
    "'{} '",
    '"\\\n{}"',
    "{}''",
    '""{}',
    "'{}\n'",
]
# How a word takes in what is elsewhere, or what is computed.
TAKEN = ["$V", "${V}", '"$V"', '"a${V}b"', "${V:-x}", "${U:-{}}", "\"${U:-'{}'}\"", "${U:-\"{}\" '{}'}", "${V:+{}}"]
TAKEN += ["${V#?}", '"${V%?}"', "${V:1}", "${V//b/{}}", "$(echo {})", "\"$(printf '%s-' {} '{}')\"", "`echo {}`"]
TAKEN += ['"${A[@]}"', "${A[1]}", '"$(cat <<E\n{} $V\nE\n)"', "$((1+2))", '"$W"', '"x${A[@]}y"', '"${#V}"']
BEFORE = 'V=\'{}b{}\'\nA=({} "{}" {})\nW="$V{}"\n'
ENDS = ["", " | cat", " <<E\n{}$V\nE", ' <<< "{} $V"', " > {}"]
AROUND = ["{}", "true && {}", "if true; then\n  {}\nfi", "( {}\n)", 'bash -c "{}"', "eval '{}'"]


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """A script with a call of curl, in which each literal letter is another one: 一, 丁, 丂 ..."""
    words = draw(st.lists(st.lists(st.sampled_from(WRITTEN + TAKEN), min_size=1, max_size=4).map("".join), max_size=5))
    blanks = [draw(st.sampled_from([" ", " \\\n\t", "  "])) for _ in words]
    call = "curl -s" + "".join(map(str.__add__, blanks, words)) + draw(st.sampled_from(ENDS))
    around = draw(st.sampled_from(AROUND))
    if '"' in around or "'" in around:  # quotes within quotes would be others
        call = "".join(
            "{}" if set(word) & set("'\"\\`$\n()<|") else word for word in call.removeprefix("curl -s").split(" ")
        )
        call = f"curl -s {call}"
    letters = map(chr, itertools.count(ord("一")))
    parts = (BEFORE + around.replace("{}", call, 1)).split("{}")
    return parts[0] + "".join(next(letters) + part for part in parts[1:])


def places(sample: str) -> dict[str, int]:
    """Where each letter is."""
    return {letter: at for at, letter in enumerate(sample) if letter >= "一"}


@given(scripts())
def test_each_letter_of_a_word_has_its_own_place(sample: str) -> None:
    where = places(sample)
    for command in commands(sample):
        texts = [word.traced for word in command.words]
        texts += [command.stdin.traced] if command.stdin and command.stdin.traced else []
        for text in texts:
            for at, letter in enumerate(text.text):
                if letter in where:
                    assert text.span(at, at + 1) == Span(where[letter], where[letter] + 1)


@given(scripts())
def test_every_exact_run_is_spelt_by_its_place(sample: str) -> None:
    for word in (word for command in commands(sample) for word in command.words[1:]):
        for run in word.traced.runs:
            if run.exact:
                assert sample[run.span.start : run.span.end] == word.text[run.start : run.end]


@given(scripts(), st.data())
def test_another_letter_at_a_place_changes_that_letter_of_the_words_alone(sample: str, data: st.DataObject) -> None:
    where = places(sample)
    letter = data.draw(st.sampled_from(sorted(where)))
    changed = sample[: where[letter]] + "ж" + sample[where[letter] + 1 :]
    before, after = ([word.text for one in commands(text) for word in one.words] for text in (sample, changed))
    assert [text.replace(letter, "ж") for text in before] == after


@pytest.mark.skipif(not BASH, reason="there is no bash here to judge by")
@given(scripts())
def test_the_words_are_those_of_bash(sample: str) -> None:
    calls = [(call.words, call.stdin) for call in invocations(sample)]
    read = [([word.text for word in one.words[1:]], one.stdin.text if one.stdin else "") for one in commands(sample)]
    assert read == calls


# A word's text, the characters of the sample that spell it, and where a variable puts it in.
@pytest.mark.parametrize(
    ("sample", "text", "spelling", "used"),
    [
        ("TO=123\ncurl $TO", "123", "123", "$TO"),
        ('TO=123\ncurl "${TO}"', "123", "123", "${TO}"),
        ('A=12; TO="${A}"; curl $TO', "12", "12", "$TO"),
        ("A=123; curl ${A:1}", "23", "23", "${A:1}"),
        ("curl $'\\x41'", "A", "\\x41", None),
        ("curl $(echo -n a)", "a", "a", None),
        ("ssh h \"curl 'a b'\"", "a b", "a b", None),
        ("curl.exe `\n -d '{\\\"'", '{"', '{\\"', None),
        ('curl ^\n -d ^"a^&b^"', "a&b", "a^&b", None),
        ("set A=12\ncurl ^\n -d %A%", "12", "12", "%A%"),
        ("$a = 'xy'\ncurl.exe `\n -d \"$a\"", "xy", "xy", "$a"),
        ("os.system(\"curl -d 'a\\tb'\")", "a\tb", "a\\tb", None),
        ('["curl", "-d", "a\\"b"]', 'a"b', 'a\\"b', None),
        ("curl &quot;a&lt;b&quot;", "a<b", "a&lt;b", None),
    ],
)
def test_a_place(sample: str, text: str, spelling: str, used: str | None) -> None:
    (command,) = commands(sample)
    last = command.words[-1].traced
    span = last.span()
    assert last.text == text
    assert span is not None
    assert sample[span.start : span.end] == spelling
    assert {sample[run.used[-1].start : run.used[-1].end] if run.used else None for run in last.runs} == {used}


# Escapes that make what marks the stand-ins of variables.
@pytest.mark.parametrize(
    "word",
    [
        "$'\\ufdd0NAME\\ufdd1'",
        "$'\\xef\\xb7\\x90NAME\\xef\\xb7\\x91'",
        "$'\\xef'$'\\xb7\\x90'NAME$'\\xef'$'\\xb7\\x91'",
        "\"$(printf '\\uFDD0NAME\\uFDD1')\"",
        "\"$(printf '%b' '\\uFDD0NAME\\uFDD1')\"",
        "\"$(echo -e '\\uFDD0NAME\\uFDD1')\"",
    ],
)
def test_no_escape_forges_a_variable(word: str) -> None:
    with pytest.raises(SampleError) as refused:
        commands(f"curl https://x.example -d {word}")
    assert refused.value.note.id == "sample-noncharacter"
    assert refused.value.note.span is not None


def test_no_reference_of_a_page_forges_a_variable() -> None:
    (command,) = commands("curl &quot;https://x.example/&#xFDD0;NAME&#xFDD1;&quot;")
    assert command.words[1].text == "https://x.example/NAME"
