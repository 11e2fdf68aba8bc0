"""Shell texts around a call of curl, and whether its words are read as bash gives them: the same ones in every run.

usage: python -m tests.shell_samples [HOW_MANY [FIRST]]

Each value of a call is spelt in a way that a person may choose: in quotes of any kind, through a variable, a default, a
substitution, a function's argument, a here-document. Bash runs the text with a stub in curl's place. A difference that
is reported, and a refusal, are no faults; a silent difference is one. The suite tries 40; a search tries 1,500.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from curl2sms.errors import Curl2smsError, Source
from curl2sms.reading.commands import commands_of
from tests.oracles import invocations

# What says of no difference.
NEUTRAL = {"prefix-left-out", "command-in-quotes", "other-command"}

TEXTS = [
    "", "447700900123", "+44 7700 900123", "Hello there", "50% off & more; a", 'it\'s "quoted"', "O'Neil", "a\\nb",
    "C:\\dir\\", "`x`", "Hi!", "#1", "a #1", "~", "*", "{a,b}", "<x>", "$5", "$$", "a  b", "line one\nline two",
    "\ttab",
    "é₹😀", "[x]", "a=b&c=d", "(1)", "-n", "!!", "?", "x\\", "\\\\", "'", '"', "''", "1.50$", "a|b",
    '{"to": "1", "text": "Hi, it\'s $5"}', '{\n  "to": "1"\n}', "<sms>\n <to>1</to>\n</sms>",
]  # fmt: skip
_SAFE = re.compile(r"[A-Za-z0-9_./:,@%+-][A-Za-z0-9_./:,@%+=-]*")
_SPECIAL = re.compile(r"[^A-Za-z0-9_./:,@%+=\-\n\x80-\U0010ffff]")
_COMMENTS = ["# it's a comment", '# "curl" is called below', "#!/bin/bash", "", "# curl https://old.example -d a=1"]
_NOISE = [
    "set -euo pipefail", 'echo "Sending..."', "export LANG=C", "printf 'begin\\n'", "unset NOTHING", "cd /",
    "N=1; N=$((N+1))", "[ -z x ] && echo none", "readonly R=1", "true; false || true",
    "if [ 1 = 2 ]; then echo no; fi", "show() { echo x; }",
]  # fmt: skip
_OPTIONS = ['"-s -X POST"', "'-k  -g'", "-s", '""']


@dataclass
class _Script:
    """A script while it is made: ``before`` are the statements in front of the call."""

    chance: random.Random
    before: list[str] = field(default_factory=list)
    depth: int = 0
    count: int = 0

    def name(self) -> str:
        """The name of a new variable."""
        self.count += 1
        return self.chance.choice(["TO", "text", "API_KEY", "msg", "n"]) + str(self.count)

    def spelt(self, value: str) -> str:
        """A word that bash takes for the value."""
        self.depth += 1
        simple = self.depth > 3
        ways = [_single, _double, _ansi, _bare] if simple else [_single, _double, _double, _ansi, _bare, *_WAYS]
        found = None
        while found is None:
            found = self.chance.choice(ways)(self, value)
        self.depth -= 1
        return found


def _single(_script: _Script, value: str) -> str:
    return "'" + value.replace("'", "'\\''") + "'"


def _escaped(value: str, characters: str) -> str:
    return re.sub(f"[{re.escape(characters)}]", r"\\\g<0>", value)


def _double(_script: _Script, value: str) -> str:
    return '"' + _escaped(value, '\\"$`') + '"'


def _ansi(script: _Script, value: str) -> str:
    def escape(character: str) -> str:
        if character in "\\'":
            return f"\\{character}"
        if character == "\n":
            return "\\n"
        if character.isascii() and character.isalpha() and script.chance.random() < 0.1:
            return f"\\x{ord(character):02x}" if script.chance.random() < 0.5 else f"\\{ord(character):03o}"
        if ord(character) > 0x7F and script.chance.random() < 0.3:
            return f"\\U{ord(character):08x}"
        return character

    return "$'" + "".join(map(escape, value)) + "'"


def _bare(script: _Script, value: str) -> str | None:
    if _SAFE.fullmatch(value):
        return value
    if not value or "\n" in value or script.chance.random() < 0.5:
        return None
    return _SPECIAL.sub(r"\\\g<0>", value)


def _variable(script: _Script, value: str) -> str:
    name = script.name()
    spelling = script.spelt(value)
    script.before.append(f"{script.chance.choice(['', '', 'export ', 'declare '])}{name}={spelling}")
    if re.fullmatch(r"[\w./:@%+-]+", value, re.ASCII) and script.chance.random() < 0.5:
        return script.chance.choice([f"${name}", f"${{{name}}}"])
    return script.chance.choice([f'"${name}"', f'"${{{name}}}"', f'""${{{name}:+"${name}"}}'])


def _mixture(script: _Script, value: str) -> str | None:
    if len(value) < 2:
        return None
    at = script.chance.randrange(1, len(value))
    return script.spelt(value[:at]) + script.spelt(value[at:])


def _in_double(script: _Script, value: str) -> str | None:
    """``"Bearer $TOKEN"``: a variable within a text."""
    if len(value) < 2:
        return None
    at = script.chance.randrange(1, len(value))
    name = script.name()
    script.before.append(f"{name}={script.spelt(value[at:])}")
    return f'"{_escaped(value[:at], chr(92) + chr(34) + "$`")}${{{name}}}"'


def _default(_script: _Script, value: str) -> str:
    return '"${NEVER_SET:-' + _escaped(value, '\\"$`}') + '}"'


def _substitution(script: _Script, value: str) -> str | None:
    if value.endswith("\n"):
        return None
    if value.startswith("-") or script.chance.random() < 0.6:
        return f'"$(printf %s {script.spelt(value)})"' if not value.startswith("-") else None
    return f'"$(echo {script.spelt(value)})"'


def _backticks(_script: _Script, value: str) -> str | None:
    if not value or set(value) & set("\\`$'\"-\n"):
        return None
    return f"\"`printf '%s' '{value}'`\"" if "%" not in value else None


def _trimmed(script: _Script, value: str) -> str:
    name = script.name()
    script.before.append(f"{name}={script.spelt('xx-' + value + '.end')}")
    other = script.name()
    script.before.append(f"{other}=${{{name}#xx-}}")
    return f'"${{{other}%.end}}"'


def _replaced(script: _Script, value: str) -> str | None:
    if "@@" in value or " " not in value:
        return None
    name = script.name()
    script.before.append(f"{name}={script.spelt(value.replace(' ', '@@'))}")
    return f'"${{{name}//@@/ }}"'


def _member(script: _Script, value: str) -> str:
    name = script.name()
    script.before.append(f"{name}=(first {script.spelt(value)} third)")
    return f'"${{{name}[1]}}"'


def _heredoc(script: _Script, value: str) -> str | None:
    if value.endswith("\n") or "\nEOF" in value:
        return None
    name = script.name()
    if script.chance.random() < 0.5:
        script.before.append(f"{name}=$(cat <<'EOF'\n{value}\nEOF\n)")
    else:
        script.before.append(f"{name}=$(cat <<EOF\n{_escaped(value, chr(92) + '$`')}\nEOF\n)")
    return f'"${name}"'


def _appended(script: _Script, value: str) -> str:
    name, at = script.name(), script.chance.randrange(len(value) + 1)
    script.before += [f"{name}={script.spelt(value[:at])}", f"{name}+={script.spelt(value[at:])}"]
    return f'"${name}"'


def _by_printf(script: _Script, value: str) -> str | None:
    if "\n" in value or not value:
        return None
    name = script.name()
    script.before.append(f"printf -v {name} '%s%s' {script.spelt(value[:1])} {script.spelt(value[1:])}")
    return f'"${name}"' if not value.startswith("-") else None


def _by_function(script: _Script, value: str) -> str | None:
    if value.endswith("\n") or not value:
        return None
    name = f"show{script.count}"
    script.count += 1
    script.before.append(f"{name}() {{ local v=$1; printf '%s' \"$v\"; }}")
    return f'"$({name} {script.spelt(value)})"'


def _broken(script: _Script, value: str) -> str | None:
    """A word that goes over two lines."""
    if len(value) < 2:
        return None
    at = script.chance.randrange(1, len(value))
    first, second = (_double(script, part)[1:-1] for part in (value[:at], value[at:]))
    return f'"{first}\\\n{second}"'


def _read(script: _Script, value: str) -> str | None:
    """``read``: of one line, or of all lines; what spaces are around a value is lost."""
    if value != value.strip() or not value:
        return None
    name = script.name()
    if "\n" in value or script.chance.random() < 0.5:
        script.before.append(f"read -r -d '' {name} <<'EOF' || true\n{value}\nEOF")
    else:
        script.before.append(f"read -r {name} <<< {script.spelt(value)}")
    return f'"${name}"'


def _conditional(script: _Script, value: str) -> str:
    name, other = script.name(), script.spelt(script.chance.choice(TEXTS))
    script.before.append(
        script.chance.choice(
            [
                f"if [ -n x ]; then {name}={script.spelt(value)}; else {name}={other}; fi",
                f"{name}={other}; [ 1 = 1 ] && {name}={script.spelt(value)}",
                f"case x in y) {name}={other};; *) {name}={script.spelt(value)};; esac",
                f'{name}=; : "${{{name}:={_escaped(value, chr(92) + chr(34) + "$`}")}}}"',
            ]
        )
    )
    return f'"${name}"'


def _passed_on(script: _Script, value: str) -> str | None:
    """A value that goes through two functions."""
    if value.endswith("\n") or not value:
        return None
    number, script.count = script.count, script.count + 1
    inner = script.chance.choice(["$2", "${2}", "${@:2}", "${2:-none}"])
    outer = script.chance.choice(['"$@"', '"$1" "$2"', '"${1}" "${@:2:1}"'])
    script.before.append(
        f"inner{number}() {{ shift 0; printf '%s' \"{inner}\"; }}\nouter{number}() {{ inner{number} {outer}; }}"
    )
    return f'"$(outer{number} a {script.spelt(value)})"'


_WAYS: list[Callable[[_Script, str], str | None]] = [
    _variable, _variable, _variable, _mixture, _in_double, _default, _substitution, _backticks, _trimmed, _replaced,
    _member,
    _heredoc, _appended, _by_printf, _by_function, _broken, _read, _conditional, _passed_on,
]  # fmt: skip


def _words(script: _Script) -> list[str]:
    """The words of a call of curl, each spelt in some way."""
    chance = script.chance
    words = []
    for option, value in (
        ("-X", "POST"),
        ("-H", "X-Key: {}"),
        ("-u", "user:{}"),
        ("-d", "to={}"),
        ("--data-urlencode", "text={}"),
        ("--data-raw", "{}"),
    ):
        if chance.random() < 0.45:
            words += [option, script.spelt(value.replace("{}", chance.choice(TEXTS)))]
    words.insert(
        chance.choice([0, len(words)]), script.spelt(chance.choice(["https://x.example/a", "https://x.example/?a=1"]))
    )
    return words


def _joined(script: _Script, words: list[str], *, plain: bool = False) -> str:
    """A call of curl over one line or several; if not ``plain``, its words may be in an array."""
    chance = script.chance
    if words and not plain and chance.random() < 0.1:
        name, lines = script.name(), "\n".join(f"  {word}{chance.choice(['', ' # a comment'])}" for word in words)
        script.before.append(f"{name}=(\n{lines}\n)")
        words = [f'"${{{name}[@]}}"']
    elif chance.random() < 0.1:
        name = script.name()
        script.before.append(f"{name}={chance.choice(_OPTIONS)}")
        words = [f"${name}", *words]
    return "curl" + "".join(script.chance.choice([" ", " ", "  ", " \\\n  ", " \\\n\t"]) + word for word in words)


def _with_stdin(script: _Script, call: str) -> str:
    """The call with a body on its standard input."""
    value = script.chance.choice(TEXTS)
    call += " -d @-"
    return script.chance.choice(
        [
            f"{call} <<< {script.spelt(value)}",
            f"{call} <<'END'\n{value}\nEND",
            f"{call} <<END\n{_escaped(value, chr(92) + '$`')}\nEND",
            f"printf '%s\\n' {script.spelt(value)} | {call}",
            f"cat <<'END' | {call}\n{value}\nEND",
        ]
    )


def _wrapped(script: _Script, call: str) -> str:
    """The call where a script may have it."""
    bare = "<<" not in call
    ways = [
        "{call}", "{call}", "{call}", "if true; then\n  {call}\nfi", "( {call}\n)", "{{ {call}\n}}",
        "while true; do\n  {call}\n  break\ndone", "case a in\n  a) {call}\n  ;;\nesac", "! {call}", "true && {call}",
    ]  # fmt: skip
    if bare:
        ways += ["{call} > /dev/null", "RESPONSE=$({call})", "{call} | cat", "{call} && echo done", "{call} & wait",
                 "{call} # it's sent",
                 'echo "$({call})"', "{call}; echo $?"]  # fmt: skip
    return script.chance.choice(ways).format(call=call)


def _in_function(script: _Script, words: list[str]) -> str:
    """The call in a function; some of its words are arguments."""
    chance = script.chance
    if words and chance.random() < 0.2:
        call = _joined(script, ['"$@"'], plain=True)
        return f"api() {{ {call}; }}\napi {' '.join(words)}"
    chosen = sorted(chance.sample(range(len(words)), k=min(len(words), chance.choice([0, 1, 2]))))
    arguments = [words[number] for number in chosen]
    inside = list(words)
    local = ""
    for number, at in enumerate(chosen, 1):
        way = chance.choice(["${n}", "${{{n}}}", "${{{n}:-none}}", "$v{n}"])
        if way == "$v{n}":
            local += f'  local v{number}="${number}"\n'
        elif "none" in way and words[at] in ("''", '""', "$''"):
            way = "${n}"
        inside[at] = '"' + way.format(n=number) + '"'
    head = chance.choice(["send() {", "function send {", "send ()\n{"])
    return f"{head}\n{local}  {_joined(script, inside, plain=True)}\n}}\nsend {' '.join(arguments)}"


def sample(number: int) -> str:
    """The script of a number; the same number gives the same one."""
    chance = random.Random(number)  # noqa: S311 - examples, and no secret
    script = _Script(chance)
    words = _words(script)
    kind = chance.choice(["plain", "plain", "stdin", "function", "text"])
    if kind == "function":
        call = _in_function(script, words)
    elif kind == "text":
        text = _single(script, _joined(script, words))
        shell_has_all = not any(re.search(r"=\(|^\w+\(\)", line) for line in script.before)
        way = "bash -c {0}" if shell_has_all and chance.random() < 0.5 else "eval {0}"  # no array goes to another shell
        call = way.format(text)
        script.before.insert(0, "set -a")
    else:
        call = _joined(script, words)
        call = _wrapped(script, _with_stdin(script, call) if kind == "stdin" else call)
    before = list(script.before)
    for line in chance.sample(_NOISE + _COMMENTS, k=chance.choice([0, 1, 2])):
        before.insert(chance.randrange(len(before) + 1), line)
    return "\n".join([*before, call]) + "\n"


def verdict(script: str) -> str:
    """``equal``, ``said``, ``refused``, ``no judge`` (bash calls no curl), or ``silent``: a fault."""
    calls = [(call.words, call.stdin) for call in invocations(script)]
    if not calls:
        return "no judge"
    try:
        paste = commands_of(Source("sample", script))
    except Curl2smsError:
        return "refused"
    read = [([word.text for word in one.words[1:]], one.stdin.text if one.stdin else "") for one in paste.commands]
    if read == calls:
        return "equal"
    said = {note.id for note in [*paste.notes, *paste.inner_notes]} - NEUTRAL
    return "said" if said or paste.known.given else "silent"


def main() -> int:
    """Try samples, and print how many there are of each verdict; the silent ones and the refused ones in full."""
    count, first = (*map(int, sys.argv[1:3]), *(1500, 0)[len(sys.argv[1:3]) :])
    verdicts: Counter[str] = Counter()
    for number in range(first, first + count):
        script = sample(number)
        found = verdict(script)
        verdicts[found] += 1
        if found in {"silent", "refused"}:
            print(f"-- {number}: {found}\n{script}")
    print(", ".join(f"{name}: {amount}" for name, amount in verdicts.most_common()))
    return bool(verdicts["silent"])


if __name__ == "__main__":
    sys.exit(main())
