"""What is known about programs by their names: which is curl, which runs another, which changes no request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curl2sms.patterns import regex

CURL = regex(r"(?:.*[/\\])?curl(?:\.exe)?", re.IGNORECASE | re.DOTALL)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Programs that run the command which follows them.
PREFIXES = _names("""
    builtin caffeinate chronic command docker doas env exec gtime ionice kubectl nice nohup podman proxychains
    proxychains4 retry setsid stdbuf strace sudo time timeout torify torsocks unbuffer watch winpty xargs
""")
RESERVED = _names("! { } if then elif else fi while until do done esac coproc")
DECLARING = _names("export local declare typeset readonly")
# Shells, which run a text that they are given: after ``-c``, or on their standard input.
SHELLS = _names("bash sh zsh dash ash ksh busybox")
# Programs that run a command which is in one of their words, as a text.
RUNNERS = PREFIXES | SHELLS | _names("alias at batch eval parallel screen ssh su sshpass tmux trap")
# Words that begin a statement, and hardly a sentence.
BEGINNING = RESERVED | DECLARING | RUNNERS
BEGINNING |= _names(": [ [[ cat cd echo exit for printf read return set shift sleep source unset")
# What only prints, waits, tests, ends, looks at an answer or makes a variable: to leave it out changes no request.
WITHOUT_EFFECT = DECLARING | _names("""
    : [ [[ awk basename break case cat cd clear clip column continue cut date declare dirname echo exit expr
    false file findstr for gawk grep gunzip head hexdump html2text in iconv json_pp jq jo less let ls md5sum mlr
    more node od pbcopy perl php popd printf pushd pwd python python3 read return ruby sed select set sha256sum
    shift shopt sleep sort source tac tail tee test timeout tr trap true type ulimit umask uniq unset wait wc
    which xclip xmllint xxd yq zcat
""")
# What gives something else each time: the variables are bash's own.
EVER_NEW = _names("date gdate gshuf jot mktemp shuf uuid uuidgen EPOCHREALTIME EPOCHSECONDS RANDOM SECONDS SRANDOM")
# What writes a text otherwise: as hex digits, in another charset; by name, or by a word of a program's code.
_REWRITING = _names("bin2hex hd hexdump iconv od recode uconv xxd")
_REWRITING_CODE = regex(
    r"\bhexlify\b|\bbin2hex\b|\.hex\(|toString\(['\"]hex|\bunpack\W+H\*|\butf-?16-?be\b|\bucs-?2(?:-?be)?\b",
    re.IGNORECASE,
)
_RANDOM = regex(r"/dev/u?random\b|\brand\b")
# What hashes or signs.
DIGESTING = _names("b2sum gpg hmac md5 md5sum openssl sha1sum sha224sum sha256sum sha384sum sha512sum shasum xxh64sum")
# An operator with a word close after it.
GLUED = regex(r"(?P<operator>[|;<>&])(?P<behind>[^\s'\"`$&|;<>()\\]+)")
# What only prints its words.
_PRINTING = _names("cat echo printf")
# A call of curl in a text.
CALLS = regex(r"(?:^|[\s;&|({'\"])(?:[\w./~-]*/)?curl(?:\.exe)?\s+\S")


def rewrites(commands: Sequence[str]) -> bool:
    """Whether commands, each as its words, write a text otherwise, so that what they print is no plain text.

    What they make of bytes that differ each time is a name or a number.

    >>> rewrites(["echo Hi", "xxd -p"]), rewrites(["head -c 8 /dev/urandom", "xxd -p"]), rewrites(["echo xxd"])
    (True, False, False)
    """
    if any(_RANDOM.search(command) for command in commands):
        return False
    names = {command.partition(" ")[0].rpartition("/")[2] for command in commands}
    return bool(names & _REWRITING) or any(
        _REWRITING_CODE.search(command) for command in commands if command.partition(" ")[0] not in _PRINTING
    )


def text_to_run(words: Sequence[str]) -> tuple[int, str] | None:
    """The text that a command of these words runs, and which word holds it; None where there is none with curl.

    >>> text_to_run(["ssh", "host", "curl https://x.example"])
    (2, 'curl https://x.example')
    """
    program = words[0].rpartition("/")[2]
    if program not in RUNNERS:
        return None
    if program == "eval":
        return (1, " ".join(words[1:])) if len(words) > 1 else None
    for number, word in enumerate(words[1:], 1):
        text = word.partition("=")[2] if program == "alias" else word
        if " " in text and CALLS.search(text):
            return number, text
    return None


def runs_call(words: Sequence[str]) -> bool:
    """Whether a command of these words runs a text with a call of curl.

    >>> runs_call(["ssh", "host", "curl https://x.example"]), runs_call(["eval", "true"]), runs_call([])
    (True, False, False)
    """
    found = text_to_run(words) if words else None
    return found is not None and CALLS.search(found[1]) is not None


_KNOWN = WITHOUT_EFFECT | PREFIXES | RESERVED | SHELLS


def runs(text: str) -> bool:
    """Whether a word that is close after an operator is known as a command: a program, or a path to one.

    >>> runs("jq"), runs("./parse.sh"), runs("2")
    (True, True, False)
    """
    name = text.rpartition("/")[2]
    known = name in _KNOWN or CURL.fullmatch(text) is not None
    return known or text.startswith(("/", "./", "~/", "../"))
