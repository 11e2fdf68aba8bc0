"""What stays in a template although it is for one message or one person: a note on each, because nobody would see it.

A signature made outside, a group of the provider's beside the number, a further recipient, a person's name, a channel
that is no SMS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from curl2sms.errors import Note, note
from curl2sms.http import OPEN, HttpRequest, split_url
from curl2sms.locating import refusals
from curl2sms.locating.evidence import Evidence
from curl2sms.locating.members import containers
from curl2sms.locating.model import Role
from curl2sms.locating.roles import is_unfilled, role_of
from curl2sms.locating.words import MEDIUM, channel_names, folded, meaning, says, words_of
from curl2sms.patterns import regex

GROUP, PERSON = "group", "person"

# What a name may say of a number that is no recipient's.
_OTHER_USES = {
    Role.ORIGINATOR,
    Role.REFERENCE,
    "account",
    Role.CREDENTIAL,
    Role.CALLBACK,
    Role.TEMPLATE_ID,
    Role.SCHEDULE,
}
_SURE = frozenset({"e164", "00", "full"})
# Words for how long a text is.
_LENGTHS = frozenset({"bytes", "characters", "chars", "count", "len", "length", "size"})
# What may name a recipient of the provider's own book, and what names nobody.
_NAMES_SOMEBODY = frozenset({"number", "word", "small", "long", "opaque", "email"})
_NOBODY = regex(r"0|-1|all|any|none|default", re.IGNORECASE)
# Names that a person has in a record of his own; elsewhere they are names of anything.
_OF_ANYBODY = frozenset({"name", "names", "email", "mail"})


def notes_on(
    request: HttpRequest, evidence: Sequence[Evidence], recipient: Evidence | None, message: Evidence | None
) -> Iterator[Note]:
    """The notes on what stays beside the recipient and the message."""
    others = [one for one in evidence if one is not recipient and one is not message and not one.field.is_name]
    for one in others:
        if refusals.is_made_outside(one):
            yield note("signature-kept", at=str(one.field.place))
    yield from _channel(request, others, recipient)
    if message:
        for one in others:
            if _is_length(one, message):
                yield note("length-kept", at=str(one.field.place), value=one.field.value)
    if recipient is None:
        return
    for one in others:
        if said := _about(one, recipient):
            yield note(said, at=str(one.field.place), value=one.field.value)


def _about(one: Evidence, recipient: Evidence) -> str | None:
    """What is reported of a value because of the recipient beside it."""
    if is_unfilled(one.field.value) or any(mark in one.field.value for mark in (OPEN, "${", "$$")):
        return None
    if _is_second_number(one, recipient):
        return "number-kept"
    if _is_second_recipient(one):
        return "recipient-kept"
    if _is_group(one):
        return "group-kept"
    if _is_person(one, recipient):
        return "person-kept"
    return "text-kept" if _is_text(one) else None


def _is_second_number(one: Evidence, recipient: Evidence) -> bool:
    """A number like the recipient's, with no other use, may get every message too.

    Where the recipient's own shows no digits (a placeholder), any that is surely a phone number.
    """
    if one.look.kind != "number" or one.field.place.steps[0].layer == "path" or not _is_of_no_other_use(one):
        return False
    wanted, digits = (re.sub(r"\D", "", each.field.value) for each in (recipient, one))
    if not wanted:
        return one.look.number_kind in _SURE
    return len(digits) == len(wanted) and digits[:2] == wanted[:2] and digits != wanted


def _is_second_recipient(one: Evidence) -> bool:
    """A value under a name that says recipient and nothing else: a contact of the provider's own book, say."""
    seen = one.look.kind
    return (
        says(one.own, Role.RECIPIENT)
        and len(one.own) == 1
        and _is_of_no_other_use(one)
        and one.field.place.steps[0].layer not in ("path", "header")
        and seen in _NAMES_SOMEBODY
        and not _NOBODY.fullmatch(one.field.value.strip())
    )


def _is_of_no_other_use(one: Evidence) -> bool:
    return role_of(one)[0] is Role.CONSTANT and not _OTHER_USES & set().union(one.own, *one.parents)


def _is_group(one: Evidence) -> bool:
    """A value under a name that says group of recipients, and no other kind of group (``routing_group``)."""
    value = one.field.value.strip()
    if GROUP not in one.own or one.look.kind in ("empty", "literal") or _NOBODY.fullmatch(value):
        return False
    words = [meaning(word) for word in words_of(one.field.place.step.own)]
    known = {GROUP, Role.RECIPIENT, Role.MESSAGE, "neutral"}
    return all(known & set(said) or {"qualifier"} == set(said) for said in words)


def _is_person(one: Evidence, recipient: Evidence) -> bool:
    """A person's name, or what may be one as the recipient's: ``to_name``, ``recipients[0].name``."""
    if one.look.kind not in ("word", "words", "email") or PERSON not in one.own:
        return False
    if one.own[PERSON][1] not in _OF_ANYBODY:
        return True
    if any(meaning(word).get(Role.RECIPIENT, 0.0) >= MEDIUM for word in words_of(one.field.place.step.own)):
        return True
    around = list(containers(recipient.field.place))[:-1]
    in_its_record = bool(around) and around[-1] in containers(one.field.place)
    return in_its_record and any(says(parent, Role.RECIPIENT) for parent in one.parents)


def _is_text(one: Evidence) -> bool:
    """A text beside the message: a subject, the same in another language, what is added at the end."""
    in_texts = one.field.place.steps[0].layer not in ("path", "header") and "{" not in one.field.value  # no code
    return in_texts and one.look.prose and role_of(one)[0] is Role.CONSTANT


def _is_length(one: Evidence, message: Evidence) -> bool:
    """The length of the sample's text, in characters, bytes or code units, under a name that says so."""
    value, text = one.field.value.strip(), message.field.value
    if not value.isdecimal() or _LENGTHS.isdisjoint(words_of(one.field.place.step.own)) or OPEN in text:
        return False
    return int(value) in {len(text), *(len(text.encode(charset, "replace")) for charset in ("utf-8", "utf-16-be"))}


def _channel(request: HttpRequest, others: Iterable[Evidence], recipient: Evidence | None) -> Iterator[Note]:
    """What says that the message goes another way than by SMS: a value, a segment of the path, the host, a scheme.

    Not where a value says that it is an SMS: the other way is then for what can't be sent so.
    """
    if any(folded(one.field.value.strip()) == "sms" and one.field.place.steps[0].layer != "path" for one in others):
        return
    for one in others:
        if folded(one.field.value.strip()) in channel_names():
            yield note("channel-other", at=str(one.field.place), value=one.field.value)
            return
    if recipient and (scheme := _scheme_of(recipient)) in channel_names():
        yield note("channel-other", at=str(recipient.field.place), value=scheme)
        return
    labels = split_url(request.url).host.split(".")
    if label := next((label for label in labels if folded(label) in channel_names()), None):
        yield note("channel-other", at="host", value=label)


def _scheme_of(recipient: Evidence) -> str:
    return folded(recipient.look.before.partition(":")[0]) if ":" in recipient.look.before else ""
