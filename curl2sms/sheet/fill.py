"""A template to a sheet: the form's rows filled in, and what the person must know besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from curl2sms import secret_values
from curl2sms.credentials import credentials_of
from curl2sms.errors import Note, note
from curl2sms.json_pointers import tokens_of
from curl2sms.locating import survey
from curl2sms.locating.model import Judged, Role
from curl2sms.platforms import Platform, Remark, load, names
from curl2sms.records import record, replace
from curl2sms.rendering import unrendered
from curl2sms.sheet.masked import elsewhere, masked, secrets
from curl2sms.sheet.model import Cell, Meaning, Row, Sheet
from curl2sms.sheet.reports import on_reports
from curl2sms.sheet.traits import TRAITS
from curl2sms.sheet.typed import Texts, TypedText, spelling, typed
from curl2sms.shown import Mask, shortened
from curl2sms.template.model import Template
from curl2sms.tokens import BODY, TO, TO_TOKEN, cut
from curl2sms.unfilled_values import unfilled_in

# Every character that breaks something somewhere, and one message long in GSM-7.
TEST_TEXT = 'Test: 1+1=2 & 50% off, "quoted", <ok> é \\'
_EXCERPT = 60

# What to look at before typing, by what a value is for.
_FIRST = {
    Role.TEST_FLAG: "sheet-test-flag",
    Role.SCHEDULE: "sheet-schedule",
    Role.CALLBACK: "sheet-callback",
    Role.TEMPLATE_ID: "sheet-template-id",
    Role.REFERENCE: "sheet-reference",
}
# What of a survey's notes concerns whoever types the template in.
_TOLD = frozenset({"number-kept", "recipient-kept", "group-kept", "person-kept", "signature-kept", "channel-other"})
# The placeholder that may be there instead, where the platform has it.
_INSTEAD = {Role.TEMPLATE_ID: "TemplateID", Role.REFERENCE: "MessageID"}
# The form of number that the provider wants.
_NUMBER = {
    "e164": "sheet-number-e164",
    "digits": "sheet-number-digits",
    "00": "sheet-number-00",
    "national": "sheet-number-national",
    "as-given": "sheet-number-as-given",
}


_KINDS = ("loss", "note", "report")  # of comments


def sheet(template: Template, platform: str | Platform = "clevertap", *, reveal: bool = False) -> Sheet:
    """What to type into which field of a platform's form.

    Credentials are masked unless ``reveal``. Raises UsageError for a platform that is not known.
    """
    form = load(platform) if isinstance(platform, str) else platform
    request = unrendered(template)
    surveyed = survey(request)
    fields = surveyed.fields
    found = () if reveal else secrets(template, credentials_of(request, fields))
    hidden = secret_values.NOTHING if reveal else secret_values.of_template(template, surveyed)
    filling = Filling(
        template,
        form,
        whole=typed(template, form),
        shown=typed(masked(template, request, found), form),
        mask=elsewhere(request, found, hidden),
    )
    number = _number(filling, fields)
    remarks = [remark for remark in form.remarks if TRAITS[remark.when](template)]
    said = {kind: tuple(_remark(form, one) for one in remarks if one.kind == kind) for kind in _KINDS}
    return Sheet(
        template=template.name,
        platform=form.platform,
        form=form.form,
        way=form.way,
        lost=tuple(Note(one.id, "loss", filling.mask(one.says), filling.mask(one.do)) for one in template.lost),
        first=(*_first(filling, fields), *_told(filling, surveyed.notes)),
        rows=tuple(filling.rows()),
        placeholders=tuple(_placeholders(filling)),
        losses=(*_losses(filling), *said["loss"]),
        number=number,
        reports=(*on_reports(template, form, request, surveyed), *said["report"]),
        unknown=said["note"],
        steps=tuple(step.replace("{number}", number.message) for step in form.steps),
        test_text=TEST_TEXT,
        sources=form.sources,
    )


def _remark(form: Platform, remark: Remark) -> Note:
    kind = "loss" if remark.kind == "loss" else "note"
    return Note(f"{form.id}-{remark.id}", kind, remark.says, remark.do)


@record
class Filling:
    """A form being filled in from a template: its texts as they are typed, ``whole`` and with secrets hidden."""

    template: Template
    platform: Platform
    whole: Texts
    shown: Texts
    mask: Mask

    def rows(self) -> Iterator[Row]:
        """The form's rows that this template has something to say to."""
        for form_row in self.platform.rows:
            fixed = Cell(form_row.value) if form_row.value else None
            row = FILLERS[form_row.fill](self, Row(form_row.label, form_row.action, fixed, hint=form_row.hint))
            if row is not None:
                yield row

    def cell(self, whole: TypedText, shown: TypedText, *, block: bool = False) -> Cell:
        """A text as it is typed, secrets hidden by their places and then by value."""
        hidden = self.mask(shown.text)
        wanted = {v.name for v in self.template.variables if v.value is None}
        names = (token.name for token in cut(hidden) if token.kind == "variable" and token.name in wanted)
        return Cell(hidden, masked=hidden != whole.text, to_fill=tuple(dict.fromkeys(names)), block=block)

    @property
    def authentication(self) -> str:
        """``none``, ``basic`` or ``oauth2``."""
        if self.template.client:
            return "oauth2"
        return "basic" if self.template.basic else "none"

    @property
    def holds_body(self) -> bool:
        """Whether the form holds the template's parameters."""
        kind = self.template.parameters.kind
        return kind == "none" or (
            kind in self.platform.bodies and self.template.method.upper() in self.platform.body_methods
        )


# The fillers: what is in a row. None leaves the row out.


def _as_it_is(filling: Filling, row: Row) -> Row:
    del filling
    return row


def _name(filling: Filling, row: Row) -> Row:
    return replace(row, cell=Cell(filling.template.name))


def _method(filling: Filling, row: Row) -> Row:
    method = filling.template.method
    return replace(row, action=row.action if method in filling.platform.methods else "stop", cell=Cell(method))


def _endpoint(filling: Filling, row: Row) -> Row:
    return replace(row, cell=filling.cell(filling.whole.endpoint, filling.shown.endpoint))


def _authentication(filling: Filling, row: Row) -> Row:
    kind = filling.authentication
    word = filling.platform.authentication.get(kind)
    return replace(row, cell=Cell(word)) if word else replace(row, action="stop", cell=Cell(kind))


def _username(filling: Filling, row: Row) -> Row | None:
    return _credential(filling, row, filling.whole.username, filling.shown.username)


def _password(filling: Filling, row: Row) -> Row | None:
    return _credential(filling, row, filling.whole.password, filling.shown.password)


def _token_url(filling: Filling, row: Row) -> Row | None:
    return _credential(filling, row, filling.whole.token_url, filling.shown.token_url)


def _client_id(filling: Filling, row: Row) -> Row | None:
    return _credential(filling, row, filling.whole.client_id, filling.shown.client_id)


def _client_secret(filling: Filling, row: Row) -> Row | None:
    return _credential(filling, row, filling.whole.client_secret, filling.shown.client_secret)


def _client_pairs(filling: Filling, row: Row) -> Row | None:
    if filling.template.client is None:
        return None
    return _pairs(filling, row, filling.whole.client_pairs, filling.shown.client_pairs)


def _credential(filling: Filling, row: Row, whole: TypedText | None, shown: TypedText | None) -> Row | None:
    if whole is None or shown is None:
        return None
    if not whole.text:
        return replace(row, action="leave", hint="Stays empty.")
    return replace(row, cell=filling.cell(whole, shown))


def _headers(filling: Filling, row: Row) -> Row:
    return _pairs(filling, row, filling.whole.headers, filling.shown.headers)


def _parameters_type(filling: Filling, row: Row) -> Row | None:
    kind = filling.template.parameters.kind
    if kind == "none":
        return None
    if not filling.holds_body:
        return replace(row, action="stop", cell=Cell(kind))
    hint = row.hint if kind == "form" else ""  # it is on the word for pairs
    return replace(row, cell=Cell(filling.platform.bodies[kind]), hint=hint)


def _parameters(filling: Filling, row: Row) -> Row:
    if filling.template.parameters.kind == "none":
        return replace(row, action="leave", hint="Nothing: all values are in the endpoint and the headers.")
    if not filling.holds_body:
        row = replace(row, action="stop")
    if filling.whole.body is not None and filling.shown.body is not None:
        return replace(row, cell=filling.cell(filling.whole.body, filling.shown.body, block=True))
    return _pairs(filling, row, filling.whole.pairs, filling.shown.pairs)


def _pairs(
    filling: Filling,
    row: Row,
    whole: Sequence[tuple[TypedText, TypedText]],
    shown: Sequence[tuple[TypedText, TypedText]],
) -> Row:
    cells = tuple(
        (filling.cell(key, shown_key), filling.cell(value, shown_value))
        for (key, value), (shown_key, shown_value) in zip(whole, shown, strict=True)
    )
    return replace(row, pairs=cells) if cells else replace(row, action="leave", hint="None.")


def _batch(filling: Filling, row: Row) -> Row:
    if filling.template.batch is None:
        return replace(row, action="leave")
    return replace(row, cell=Cell("ticked"), hint="")


def _batch_key(filling: Filling, row: Row) -> Row | None:
    batch = filling.template.batch
    if batch is None:
        return None
    steps = tokens_of(batch.key)
    return replace(row, cell=Cell(steps[-1])) if steps else replace(row, action="stop")


def _batch_size(filling: Filling, row: Row) -> Row | None:
    batch = filling.template.batch
    return None if batch is None else replace(row, cell=Cell(str(batch.size)))


FILLERS: Mapping[str, Callable[[Filling, Row], Row | None]] = {
    "fixed": _as_it_is,
    "nothing": _as_it_is,
    "name": _name,
    "method": _method,
    "endpoint": _endpoint,
    "authentication": _authentication,
    "username": _username,
    "password": _password,
    "token-url": _token_url,
    "client-id": _client_id,
    "client-secret": _client_secret,
    "client-pairs": _client_pairs,
    "headers": _headers,
    "parameters-type": _parameters_type,
    "batch": _batch,
    "batch-key": _batch_key,
    "batch-size": _batch_size,
    "parameters": _parameters,
}


def _first(filling: Filling, fields: Iterable[Judged]) -> Iterator[Note]:
    """What to settle before typing: variables without a value, then values that don't fit every message of yours."""
    template = filling.template
    used = {token.name for text in filling.whole for token in cut(text.text) if token.kind == "variable"}
    for variable in template.variables:
        if variable.value is None and variable.name in used:
            about = f" ({variable.description})" if variable.description else ""
            yield note("sheet-variable", name=variable.name, about=about)
    for one in unfilled_in(unrendered(template), fields):
        value = shortened(one.value, _EXCERPT) if one.value else "nothing"
        yield note("sheet-unfilled", place=one.at, value=value)
    for judged in fields:
        value = judged.field.value
        if judged.role in _FIRST and value.strip() and not any(cut(value, template.macro_names)):
            value = shortened(filling.mask(value), _EXCERPT)
            instead = filling.platform.placeholders.get(_INSTEAD.get(judged.role, ""))
            placeholder = instead.spelling if instead else "a placeholder of the platform"
            yield note(_FIRST[judged.role], place=str(judged.field.place), value=value, placeholder=placeholder)


def _told(filling: Filling, said: Iterable[Note]) -> Iterator[Note]:
    """What the values say that stay in the template, without what to type on the command line."""
    return (replace(one.hidden(filling.mask), typed="") for one in said if one.id in _TOLD)


def _losses(filling: Filling) -> Iterator[Note]:
    """What the form can't hold, each with the way out."""
    template, platform = filling.template, filling.platform
    kind = filling.template.parameters.kind
    if template.method not in platform.methods:
        yield note(
            "sheet-method", method=template.method, platform=platform.platform, offered=" and ".join(platform.methods)
        )
    elif kind != "none" and template.method not in platform.body_methods:
        yield note("sheet-body-with-method", method=template.method, platform=platform.platform)
    if kind != "none" and kind not in platform.bodies:
        said = {
            "kind": kind,
            "platform": platform.platform,
            "offered": " and ".join(dict.fromkeys(platform.bodies.values())),
        }
        other = _other_form(platform, kind)
        yield note("sheet-body-elsewhere", other=other, **said) if other else note("sheet-body-kind", **said)
    if template.batch and all(row.fill != "batch" for row in platform.rows):
        yield note("sheet-batch", platform=platform.platform)
    elif template.batch and len(tokens_of(template.batch.key)) != 1:
        yield note("sheet-batch-key", platform=platform.platform, key=template.batch.key)
    if filling.authentication not in platform.authentication:
        yield note("sheet-authentication", kind=filling.authentication, platform=platform.platform)
    if template.charset.lower() != platform.charset:
        yield note("sheet-charset", charset=template.charset, platform=platform.platform, sent=platform.charset)
    for document in template.documents:
        if document.syntax in {"base64", "percent"}:
            yield note("sheet-encoding", place=document.at, syntax=document.syntax, platform=platform.platform)
    if platform.custom is None:
        for name in template.macro_names:
            if name not in platform.placeholders:
                yield note("sheet-placeholder", name=name, platform=platform.platform)
    for name in dict.fromkeys(text.name for text in filling.whole if _is_misread(platform, text)):
        yield note("sheet-misread", name=name, platform=platform.platform)


def _other_form(platform: Platform, kind: str) -> str | None:
    """Another form of the same platform that holds such a body."""
    others = (load(name) for name in names() if name != platform.id)
    return next((one.id for one in others if one.platform == platform.platform and kind in one.bodies), None)


def _is_misread(platform: Platform, text: TypedText) -> bool:
    """Whether the platform would take something for a placeholder, or for a longer one, that the template does not."""
    known = sorted((one.spelling for one in platform.placeholders.values()), key=len, reverse=True)
    patterns = [re.escape(spelt) for spelt in known]
    if platform.custom:
        patterns.insert(0, re.escape(platform.custom.prefix) + "[A-Za-z_][A-Za-z0-9_]*")
    found = re.compile("|".join(patterns))
    meant = {(start, end) for start, end in text.placeholders if found.fullmatch(text.text, start, end)}
    return {match.span() for match in found.finditer(text.text)} != meant


def _placeholders(filling: Filling) -> Iterator[Meaning]:
    """The placeholders in use, with what the platform puts there."""
    platform = filling.platform
    used = {text.text[start:end] for text in filling.whole for start, end in text.placeholders}
    for name in (TO, BODY, *filling.template.macro_names):
        spelt = spelling(platform, name)
        if spelt not in used:
            continue
        if name in platform.placeholders:
            yield Meaning(spelt, platform.placeholders[name].says)
        elif platform.custom:
            yield Meaning(spelt, platform.custom.says)


def _number(filling: Filling, fields: Iterable[Judged]) -> Note:
    """The form of number that the provider wants, and how it is there."""
    recipient = filling.template.recipient
    judged = next((one for one in fields if one.role is Role.RECIPIENT), None)
    place = str(judged.field.place) if judged else "its place"
    written = shortened(filling.mask(judged.field.value), _EXCERPT) if judged else TO_TOKEN
    written = written.replace(TO_TOKEN, spelling(filling.platform, TO))
    return note(_NUMBER[recipient.format], place=place, written=written, country=recipient.country or "its country")
