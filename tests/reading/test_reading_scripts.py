"""What a script computes before it calls curl: read where rules show it, reported where they don't."""

from __future__ import annotations

import re
import shutil

import pytest

from curl2sms import reading
from curl2sms.converting import convert
from curl2sms.errors import SampleError, Source
from curl2sms.http import OPEN, STAND_IN, stand_in
from curl2sms.reading.commands import commands_of
from tests.oracles import BASH, invocations

SEND = "curl https://x.example/send -d to=447700900123"


def ids(sample: str) -> list[str]:
    return [note.id for note in reading.read(Source("script", sample)).notes]


# A text that a program writes otherwise is no message that a platform could put in.
@pytest.mark.parametrize(
    ("sample", "where"),
    [
        (f'{SEND} -d "text=$(echo -n Hello | xxd -p)"', "$(echo -n Hello | xxd -p)"),
        (
            f'M=`printf %s "$1" | od -An -tx1 | tr -d " "`; {SEND} -d "text=$M"',
            '`printf %s "$1" | od -An -tx1 | tr -d " "`',
        ),
        (f'M=$(hexdump -e "%x" <<< Hello); T=${{M^^}}; {SEND} -d "text=$T"', '$(hexdump -e "%x" <<< Hello)'),
        (f"""M=$(python3 -c "print('Hi'.encode('utf-16-be').hex())"); {SEND} -d "message=$M" """, "$(python3"),
        (f"""{SEND} -d "text=$(perl -e 'print unpack "H*", shift' Hi)" """, "$(perl"),
        (f'{SEND} -d "text=$(iconv -t UTF-16BE <<< Hello)"', "$(iconv"),
    ],
)
def test_a_message_that_the_sample_rewrites_is_refused(sample: str, where: str) -> None:
    with pytest.raises(SampleError) as refused:
        convert(Source("script", sample))
    assert refused.value.note.id == "message-rewritten"
    span = refused.value.note.span
    assert span
    assert sample[span.start :].startswith(where)


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        (f'{SEND} -d text=Hi -d "udh=$(echo 5 | xxd -p)"', "text-rewritten"),
        (f'{SEND} -d text=Hi -d "id=$(head -c 8 /dev/urandom | xxd -p)"', "substitution-not-evaluated"),
        (f'{SEND} -d text=Hi -d "id=$(xxd -p -l 8 < /dev/urandom)"', "substitution-not-evaluated"),
        (f'{SEND} -d text=Hi -d "sig=$(echo -n Hi | openssl dgst -sha1 -binary | xxd -p)"', "digest-computed"),
        (f'{SEND} -d text=Hi -d "mode=$(show_mode | sed "s/xxd/hex/")"', "substitution-not-evaluated"),
    ],
)
def test_what_is_rewritten_elsewhere_is_a_loss_or_a_variable(sample: str, said: str) -> None:
    assert said in ids(sample)
    assert convert(Source("script", sample)).survey.message


# A signature stays one, whatever a script does to it on the way.
@pytest.mark.parametrize(
    "signing",
    [
        'S=$(printf %s "$TO$KEY" | md5sum)',
        'S=$(printf %s "$TO$KEY" | md5sum); S=${S%% *}',
        'R=`echo -n "$KEY" | openssl dgst -sha256`; S="${R#*= }"; S=${S,,}',
        'R=$(sha256sum <<< "$KEY"); T="v1=$R"; S="$T"',
    ],
)
@pytest.mark.parametrize("name", ["sig", "hash", "checksum"])
def test_a_signature_that_the_sample_works_out_is_a_loss(signing: str, name: str) -> None:
    assert "digest-computed" in ids(f'{signing}\n{SEND} -d text=Hi -d "{name}=$S"')


# What a command gives variables or arguments in a way that no rule shows is open.
@pytest.mark.parametrize(
    ("before", "value", "name"),
    [
        ('read A B <<< "$X"', "$A", "A"),
        ("IFS=, read A B <<< 1,2", "$A", "A"),
        ("IFS=,; read A B <<< 1,2", "$A", "A"),
        (r"read A <<< 'a\b'", "$A", "A"),
        ("printf -v A %x 5", "$A", "A"),
        ("set -- 1 2; shift $N", "$1", "ARGUMENT_1"),
        ("A=1; for A in 2 3; do :", "$A", "A"),
        ("A=$(base64 < key)", "$A", "A"),
        ("A=$(echo a | cat key -)", "$A", "A"),
        ("A=$(echo ab | tr a b)", "$A", "A"),
        ("A=$(openssl base64 < key)", "$A", "A"),
    ],
)
def test_what_no_rule_shows_is_a_variable(before: str, value: str, name: str) -> None:
    read = reading.read(Source("script", f'{before}; curl https://x.example/send -d "a={value}"'))
    assert read.request.body == f"a={stand_in(name)}".encode()


@pytest.mark.parametrize(
    ("before", "unseen"),
    [
        ("A=1", True),
        ("declare A=1", True),
        ("declare -x A=1", False),
        ("A=1; export A", False),
        ("set -a; A=1", False),
        ("set -a; set +a; A=1", True),
        ("set -a; set -e; A=1", False),
    ],
)
def test_what_a_text_for_another_shell_does_not_see_is_reported(before: str, unseen: bool) -> None:
    assert ("not-exported" in ids(f"""{before}; bash -c '{SEND} -d "text=$A"' """)) == unseen


def test_a_variable_of_one_command_is_seen_by_the_text_that_it_runs() -> None:
    assert ids(f"""A=1; A=2 bash -c '{SEND} -d "text=$A"' """) == ["command-in-quotes"]


def test_characters_are_taken_out_of_texts_and_never_out_of_names_of_variables() -> None:
    read = reading.read(
        Source("script", """N=$(printf 'O%sO' "$FOO" | tr -d 'OF'); curl https://x.example/send -d "n=$N" """)
    )
    assert read.request.body == f"n={stand_in('FOO')}".encode()


# What jq prints is compared with jq's own, where it is installed; the values are known either way.
BY_JQ = [
    """jq -n --arg to 447700900123 --arg text 'Hi "you"\\' '{to: $to, text: $text}'""",
    """jq -nc --arg to '+4477' --argjson n 5 '{"to": [$to], n: $n, "a b": {c: null, d: []}}'""",
    """jq --null-input --compact-output --arg to 1 '{$to, e: {}, f: [1, "x", true]}'""",
    """jq -n --arg t $'a\\tb\\n\\x01é₹😀/<&' -r '[$t, "\\u00e9\\n", -3]'""",
]


@pytest.mark.skipif(not shutil.which("jq") or not BASH, reason="there is no jq here to judge by")
@pytest.mark.parametrize("program", BY_JQ)
def test_json_is_printed_as_jq_prints_it(program: str) -> None:
    script = f'curl https://x.example -d "$({program})"'
    (command,) = commands_of(Source("script", script)).commands
    (call,) = invocations(script, ("jq",))
    assert [word.text for word in command.words[1:]] == call.words


@pytest.mark.skipif(not shutil.which("openssl") or not BASH, reason="there is no openssl here to judge by")
@pytest.mark.parametrize("options", ["base64", "base64 -A", "enc -base64", "enc -a", "enc -e -base64 -A", "enc"])
def test_base64_is_printed_as_openssl_prints_it(options: str) -> None:
    script = f'curl https://x.example -d "$(printf %s {"long" * 30} | openssl {options})"'
    (command,) = commands_of(Source("script", script)).commands
    (call,) = invocations(script, ("openssl",))
    assert [word.text for word in command.words[1:]] == call.words or OPEN in command.words[-1].text


@pytest.mark.parametrize("program", BY_JQ)
def test_json_of_jq_is_known(program: str) -> None:
    assert ids(f'{SEND} -d "json=$({program})"') == []


@pytest.mark.parametrize(
    "program",
    [
        "jq --arg to 1 '{to: $to}'",
        "jq -n --arg to 1 '{to: $to | tonumber}'",
        "jq -n --arg to 1 '{to: $too}'",
        "jq -n '{a: 1.50}'",
        "jq -n '{a: 1, a: 2}'",
        "jq -n '{a: 1'",
        "jq -n '{a: 1 2}'",
        "jq -n '{a 1}'",
        "jq -n '{a}'",
        "jq -n '{1: 2}'",
        "jq -n '[1 2]'",
        "jq -n '[1,]'",
        f"jq -n '{'[' * 55}{']' * 55}'",
        "jq -n --argjson n '[1]' '{n: $n}'",
        "jq -n --arg n x '{a: \"Hi \\($n)\"}'",
        "jq -nS '{b: 1, a: 2}'",
        "jq -n env.TO",
    ],
)
def test_what_jq_works_out_otherwise_is_a_variable(program: str) -> None:
    assert ids(f'{SEND} -d "json=$({program})"') == ["substitution-not-evaluated"]


def test_variables_go_through_jq() -> None:
    script = (
        """B=$(jq -nc --arg to "$TO" --arg text "$TEXT" '{to: $to, text: $text}'); curl https://x.example -d "$B" """
    )
    body = reading.read(Source("script", script)).request.body
    assert body == f'{{"to":"{stand_in("TO")}","text":"{stand_in("TEXT")}"}}'.encode()


# Two expansions of one variable without a value have two values, and one variable can't hold both.
@pytest.mark.parametrize(
    ("script", "names"),
    [
        ('curl -u "${LOGIN%%:*}:${LOGIN#*:}" https://x.example/', ["LOGIN", "LOGIN_2"]),
        ('curl -d "a=${ROW[0]}&b=${ROW[1]}&c=${ROW[1]}" https://x.example/', ["ROW", "ROW_2", "ROW_2"]),
        ('curl -d "a=$ROW&b=${ROW// /}" https://x.example/', ["ROW", "ROW_2"]),
        ('curl -d "a=${ROW// /}&b=${#ROW}&c=${ROW}" https://x.example/', ["ROW_2", "ROW_3", "ROW"]),
        ("A=${ROW%%,*}; B=${ROW#*,}; curl -d a=$A -d b=$B https://x.example/", ["A", "B"]),
        ("A=${A// /}; curl -d a=$A https://x.example/", ["A"]),
        ("read; A=$REPLY; read; B=$REPLY; curl -d a=$A -d b=$B https://x.example/", ["A", "B"]),
        (
            "while getopts a:b: o; do\n  case $o in\n    a) A=$OPTARG;;\n    b) B=$OPTARG;;\n  esac\ndone\n"
            "curl -d a=$A -d b=$B https://x.example/",
            ["A", "B"],
        ),
        (
            'for one in "$@"; do\n  case $one in\n    --a=*) A="${one#*=}" ;;\n    --b=*) B="${one#*=}" ;;\n  esac\n'
            "done\ncurl -d a=$A -d b=$B https://x.example/",
            ["A", "B"],
        ),
    ],
)
def test_each_expansion_of_a_variable_without_a_value_is_a_variable(script: str, names: list[str]) -> None:
    (called,) = commands_of(Source("script", script)).commands
    found = [STAND_IN.sub(r"<\1>", word.text) for word in called.words]
    assert re.findall("<(.*?)>", " ".join(found)) == [*names]


def test_a_note_names_all_variables_that_an_expansion_becomes() -> None:
    script = 'for one in "$@"; do\n  case $one in\n    --a=*) A=${one#*=};;\n    --b=*) B=${one#*=};;\n  esac\ndone\n'
    read = reading.read(Source("script", f"{script}curl -d a=$A -d b=$B https://x.example/"))
    assert "${one#*=} was not evaluated: it became the variable A, B." in [note.message for note in read.notes]
