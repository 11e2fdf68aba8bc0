"""What a name says: its words, in many languages, and the concepts that they mean.

The vocabulary is ``data/words.json``: concept -> strength -> language -> words, without accents and in lower case;
``in-texts``, ``possessive`` and ``other-channel`` are no words of names: the texts of samples hold the first, stand-ins
the second, and values that say by which way a message goes the third.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from curl2sms.knowledge import knowledge
from curl2sms.locating.model import Role
from curl2sms.patterns import regex
from curl2sms.remembering import remembered

# What a name means: concept -> (strength from 0 to 1, the word that says so).
Concepts = Mapping[str, tuple[float, str]]

_IN_TEXTS, _POSSESSIVE, _OTHER_CHANNEL = "in-texts", "possessive", "other-channel"
STRONG, MEDIUM, WEAK = 1.0, 0.6, 0.3
_STRENGTHS = {"weak": WEAK, "medium": MEDIUM, "strong": STRONG}

# Words for somebody other than the recipient: the administrator, the shop, whom to call back.
OTHER_PARTY = "other-party"

# Word borders inside a name: everything but letters and digits; "mobileNo", "SMSText"; letters and digits.
# Of Latin, Greek and Cyrillic letters only: in other scripts such marks make another letter.
_BORDERS = regex(r"[\W_]+")
_ACCENTS = regex("[\u0300-\u036f]+")
_WORD = regex(r"(?:(?![A-Z][a-z])[A-Z])+|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|\d+", re.UNICODE)
# Of a word written together: the letters of the longest piece, and those pieces that are so short that chance makes
# them: only these are believed.
_LONGEST_PIECE = 14
_SHORT_PIECES = frozenset({"to", "no", "nr", "id", "pw", "ph", "da", "sm", "my"})


@cache
def vocabulary() -> Mapping[str, Mapping[str, float]]:
    """Word -> concept -> strength from 0 to 1."""
    found: dict[str, dict[str, float]] = {}
    for concept, strengths in _concepts().items():
        if concept in (_IN_TEXTS, _POSSESSIVE, _OTHER_CHANNEL):
            continue
        for level, strength_of_level in _STRENGTHS.items():  # of several the greatest comes last, and stays
            for word in _all(strengths.get(level, {})):
                found.setdefault(word, {})[concept] = strength_of_level
    return found


@cache
def text_words() -> frozenset[str]:
    """Words that the texts of samples are made of: ``hello``, ``test``, ``code``."""
    return frozenset(_all(_concepts()[_IN_TEXTS]["strong"]))


@cache
def possessives() -> frozenset[str]:
    """Words that make a name a stand-in for a value: ``your token``, ``tu_token``, ``username-anda``."""
    return frozenset(_all(_concepts()[_POSSESSIVE]["strong"]))


@cache
def channel_names() -> frozenset[str]:
    """Ways of a message that are no SMS: ``whatsapp``, ``viber``."""
    return frozenset(_all(_concepts()[_OTHER_CHANNEL]["strong"]))


@cache
def _concepts() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    rows = knowledge("words")
    return {name: row for name, row in rows.items() if name != "$schema"}


def _all(languages: Mapping[str, list[str]]) -> Iterator[str]:
    return (word for words in languages.values() for word in words)


def folded(text: str) -> str:
    """Lower case, without accents."""
    return _without_accents(text.casefold())


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    import unicodedata

    text = text.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("æ", "ae")
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def meaning(word: str) -> Mapping[str, float]:
    """The concepts of a folded word, and how strongly it means each; a plural is as good as its singular."""
    known = vocabulary()
    return known.get(word) or known.get(word.removesuffix("s"), {})


@remembered
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded; what is written together is cut where the vocabulary knows every piece.

    >>> words_of("dstMobileNo"), words_of("SMSTEXT"), words_of("sender_id")
    (('dst', 'mobile', 'no'), ('smstext',), ('senderid',))
    """
    whole = folded(name if name.isalpha() else _BORDERS.sub("", name))
    return (whole,) if whole in vocabulary() else tuple(_pieces_of(name))


@remembered
def all_words_of(name: str) -> frozenset[str]:
    """The words of a name, and all of it as one: ``md5`` is cut into a word and a number."""
    return frozenset((*words_of(name), folded(name)))


def _pieces_of(name: str) -> Iterator[str]:
    for match in _WORD.finditer(_without_accents(name[:200])):
        if not match[0].isdigit():
            yield from _cut(folded(match[0]))


def _cut(word: str) -> tuple[str, ...]:
    """The fewest known pieces that make up a word; the word itself where there are none."""
    known = vocabulary()
    if word in known or len(word) > 40:
        return (word,)
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for start, before in enumerate(best):
        if before is None:  # no pieces lead here
            continue
        for end in range(start + 1, min(start + _LONGEST_PIECE, len(word)) + 1):
            piece = word[start:end]
            if piece not in known or (len(piece) < 3 and piece.isascii() and piece not in _SHORT_PIECES):
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, piece)
    return best[-1] or (word,)


@remembered
def concepts_of(name: str) -> Concepts:
    """What a name means.

    The last word that means anything is the head, and decides; words before it add to it. A qualifier as the head
    (``messageType``) or as the first word (``tipo_mensaje``) says that the value is something *about* a message. A
    word for the originator beside one for the recipient wins (``sourceAddr``), and so does one for somebody else
    (``adminPhone``), and what makes a mere number another number (``accountNumber``).
    """
    words = words_of(name)
    every = [(word, meaning(word)) for at, word in enumerate(words) if not _is_preposition(words, at)]
    meant = [(word, means) for word, means in every if means and means.keys() != _NEUTRAL]
    found: dict[str, tuple[float, str]] = {}
    if not meant:
        return found
    for place, (word, means) in enumerate(reversed(meant)):
        for concept, weight in means.items():
            weight = weight if place == 0 else weight * 0.7
            so_far, by = found.get(concept, (0.0, word))
            # Two words that agree are surer than each: "recipient" and "number".
            both = round(1 - (1 - weight) * (1 - so_far), 2)
            found[concept] = (both, word if weight > so_far else by)
    head, first = meant[-1][1], meant[0][1]
    found.pop("neutral", None)
    before = [means for _, means in meant[:-1]]
    about = "qualifier" in head or (before and "qualifier-first" in first)
    if about or (_among(before, Role.ORIGINATOR) and Role.ORIGINATOR not in head):
        _drop(found, Role.RECIPIENT, Role.MESSAGE)
    if OTHER_PARTY in found:
        _drop(found, Role.RECIPIENT)
    mere_number = 0 < head.get(Role.RECIPIENT, 0.0) < 1 and not _among(before, Role.RECIPIENT)
    if mere_number and any(_among(before, concept) for concept in _OTHERS):
        _drop(found, Role.RECIPIENT)
    return found


_NEUTRAL = frozenset({"neutral"})
_OTHERS = (Role.CREDENTIAL, Role.REFERENCE, Role.CALLBACK, Role.TEMPLATE_ID, Role.SCHEDULE, "qualifier")


def _drop(found: dict[str, tuple[float, str]], *concepts: str) -> None:
    for concept in concepts:
        found.pop(concept, None)


def _among(among: list[Mapping[str, float]], concept: str) -> bool:
    return any(means.get(concept, 0.0) >= MEDIUM for means in among)


def support(about: Concepts, concept: str) -> tuple[float, str]:
    """How strongly a name means a concept, and the word that says so; ``(0.0, "")`` where it does not."""
    return about.get(concept, (0.0, ""))


def strength(about: Concepts, concept: str) -> float:
    """How strongly a name means a concept."""
    return support(about, concept)[0]


def _is_preposition(words: Sequence[str], at: int) -> bool:
    """Whether a ``to`` only says what something is for: ``time_to_send``, ``amount_to_pay``."""
    if words[at] != "to" or not 0 < at < len(words) - 1:
        return False
    before, after = meaning(words[at - 1]), meaning(words[at + 1])
    return Role.RECIPIENT not in after and not set(before) - {"neutral", Role.SCHEDULE}


def says(about: Concepts, concept: str) -> bool:
    """Whether a name means a concept at least with medium strength."""
    return strength(about, concept) >= MEDIUM
