"""A surveyed request made a template: tokens where the number, the message and the variables are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from curl2sms import layers, tokens
from curl2sms.errors import SampleError, note
from curl2sms.http import FORM_TYPE, OPEN, STAND_IN, HttpRequest, OAuth2, stand_in
from curl2sms.layers import Edit, Place, Style
from curl2sms.layers.charset import charset_of, declared, inferred
from curl2sms.locating.model import Role, Survey
from curl2sms.patterns import regex
from curl2sms.records import attribute, draft, replace
from curl2sms.template.checks import defects
from curl2sms.template.model import Basic, Batch, Document, Macro, Pair, Parameters, Template, Variable

# Placeholders travel as stand-ins too, under names that no variable of a sample has.
_MACRO = "curl2sms_macro_"
_IMPLIED_BY_FORM = ("Content-Type", FORM_TYPE)
_ORIGIN = regex(rf"[a-z]+://(?={STAND_IN.pattern}(?:[/?]|\Z))", only_with=(f"://{OPEN}",))
# What no pair of a multipart can hold. An encoding that changes nothing says nothing (RFC 7578 4.7).
_OTHER_PART_HEADER = regex(
    r"^(?!--|Content-Disposition: form-data|Content-Type:|Content-Transfer-Encoding: (?:7bit|8bit|binary)\r?$)[^\r\n]",
    re.IGNORECASE | re.MULTILINE,
)


def build(survey: Survey, *, name: str, variables: Sequence[Variable] = (), batch: Batch | None = None) -> Template:
    """The template of a request whose recipient and message are known.

    ``name`` is the provider's; ``variables`` describe those that the request's stand-ins name; ``batch`` is the list of
    records that several messages go into. Tokens go into the
    wire text by spans, so that all else stays to the letter; forms, multiparts and credentials are written as what
    they mean. A text of the sample that looks like a token goes into a variable with a fixed value.

    Raises errors.SampleError where no template can hold the request.
    """
    syntax = _syntax(survey)
    space = _space(survey, syntax)
    insertions, macros = _insertions(survey)
    request = layers.insert(survey.request, insertions, Style(space, charset_of(survey.request)))
    known = {variable.name: variable for variable in variables}
    texts = _Texts(taken=set(known), macros=macros)
    template = Template(
        name=name,
        method=request.method,
        endpoint=_endpoint(request.url, known, texts),
        authentication=_authentication(request, known, texts),
        headers=tuple(Pair(key, texts.spelt(value)) for key, value in _headers(request, syntax)),
        parameters=_parameters(request, syntax, space, texts),
        documents=tuple(_documents(survey, insertions)),
        recipient=survey.number_format,
        charset=_charset(survey.request),
        response=survey.response,
        batch=batch,
        macros=tuple(Macro(name) for name in macros),
        callback=survey.callback,
    )
    secret = _secrets(survey)
    listed = (texts.variable(name, known.get(name, Variable(name)), secret=name in secret) for name in texts.used)
    template = replace(template, variables=tuple(listed))
    _refuse_misfits(template)
    return template


def _insertions(survey: Survey) -> tuple[dict[layers.Field, list[Edit]], tuple[str, ...]]:
    """Where stand-ins take the place of number, message and macros; and the macros' names, in order of first use.

    Of a sample that is a platform's already its placeholders are taken at their word, wherever they are: those that
    it documents, and ``$$To`` and ``$$Body`` where the recipient or the message is such a one.
    """
    insertions: dict[layers.Field, list[Edit]] = {}
    holding = [judged.field for judged in survey.fields if "$$" in judged.field.value]
    # The names that are placeholders wherever they are.
    meant = {*tokens.documented(), *survey.placeholders} if holding else set()
    for judged, prefix, suffix, name in (
        (survey.recipient, survey.prefix, survey.suffix, tokens.TO),
        (survey.message, survey.message_prefix, survey.message_suffix, tokens.BODY),
    ):
        if judged is None:
            continue
        value = judged.field.value
        edit = Edit(len(prefix), len(value) - len(suffix), stand_in(_MACRO + name))
        insertions[judged.field] = [edit]
        if value[edit.start : edit.end] == tokens.macro_token(name):
            meant.add(name)
    macros: list[str] = []
    for one in holding:
        edits = insertions.get(one, [])
        taken = {edit.start for edit in edits}
        for token in tokens.cut(one.value, meant):
            if token.kind == "macro" and token.name in meant and token.start not in taken:
                edits.append(Edit(token.start, token.end, stand_in(_MACRO + token.name)))
                macros.append(token.name)
        if edits:
            insertions[one] = edits
    return insertions, tuple(name for name in dict.fromkeys(macros) if name not in (tokens.TO, tokens.BODY))


@draft
class _Texts:
    """Texts with stand-ins made texts with tokens; remembers the variables in use, in order of first use."""

    taken: set[str]
    macros: tuple[str, ...] = ()
    used: dict[str, str | None] = attribute(default_factory=dict)  # name -> its fixed value
    fixed: dict[str, str] = attribute(default_factory=dict)  # fixed value -> name
    origins: set[str] = attribute(default_factory=set)  # variables of the kind url

    def spelt(self, text: str) -> str:
        """A text of the request as the template writes it."""
        if OPEN not in text and "$" not in text:
            return text
        written = ""
        for index, piece in enumerate(STAND_IN.split(text)):
            if index % 2 == 0:
                behind_placeholder = index > 0 and not written.endswith("}")
                written += self._literal(piece, behind_placeholder=behind_placeholder)
            elif piece.startswith(_MACRO):
                written += tokens.macro_token(piece.removeprefix(_MACRO))
            else:
                written += self.token(piece)
        return written

    def token(self, name: str, value: str | None = None) -> str:
        """A variable's token."""
        self.used.setdefault(name, value)
        return tokens.variable_token(name)

    def variable(self, name: str, described: Variable, *, secret: bool) -> Variable:
        """A variable in use as the template lists it."""
        value = self.used[name]
        if value is not None:
            return Variable(name, description="a text of the sample, not a token", value=value)
        return replace(described, secret=described.secret or secret, kind="url" if name in self.origins else None)

    def _literal(self, text: str, *, behind_placeholder: bool) -> str:
        """Text of the sample, a variable in place of each stretch that would be cut as a token.

        So is a letter right after a placeholder: ``$$To`` and ``x`` would be cut as ``$$Tox``.
        """
        first = 1 if behind_placeholder and re.match(r"[A-Za-z0-9_]", text) else 0
        written, at = self._fixed(text[:first]) if first else "", first
        for token in tokens.cut(text[first:], self.macros):
            start, end = first + token.start, first + token.end
            written += text[at:start] + self._fixed(text[start:end])
            at = end
        return written + text[at:]

    def _fixed(self, value: str) -> str:
        """The token of a variable with a fixed value, the same one for the same value."""
        if value not in self.fixed:
            number = len(self.fixed) + 1
            while (name := f"LITERAL_{number}") in self.taken or name in self.used:
                number += 1
            self.fixed[value] = name
        return self.token(self.fixed[value], value)


def _endpoint(url: str, known: dict[str, Variable], texts: _Texts) -> str:
    """The URL with tokens; without its scheme where a variable means the whole origin."""
    origin = _ORIGIN.match(url)
    if origin and known.get(origin[1], Variable(origin[1])).kind == "url":
        texts.origins.add(origin[1])
        url = url[origin.end() :]
    return texts.spelt(url)


def _authentication(request: HttpRequest, known: dict[str, Variable], texts: _Texts) -> Basic | OAuth2 | None:
    if client := request.client:
        url = _endpoint(client.token_url, known, texts)
        return replace(client.with_texts(texts.spelt), token_url=url)
    if request.basic is None:
        return None
    # On the wire the first colon parts the two (RFC 7617 2), whatever side the sample had it on.
    username, _, password = ":".join(request.basic).partition(":")
    return Basic(texts.spelt(username), texts.spelt(password))


def _headers(request: HttpRequest, syntax: str) -> list[tuple[str, str]]:
    """The headers that the template states: not those that the type of the body brings, nor a counted length."""
    headers = [header for header in request.headers if header[0].lower() != "content-length"]
    if syntax == "multipart":
        return [header for header in headers if header[0].lower() != "content-type"]
    types = [header for header in headers if header[0].lower() == "content-type"]
    if syntax == "form" and types == headers[-1:] == [_IMPLIED_BY_FORM]:
        return headers[:-1]
    return headers


def _syntax(survey: Survey) -> str:
    """The body's syntax as far as the template can hold it by its parts: what is broken, or a file, is text."""
    request = survey.request
    if request.body == b"":
        return "form" if request.media_type == _IMPLIED_BY_FORM[1] else "text"
    found = {judged.field.place.steps[0].layer for judged in survey.fields} - {"query", "path", "header"}
    syntax = found.pop() if found else layers.body_syntax(request)  # {} has a syntax, and no values
    if syntax == "multipart" and not _is_plain_multipart(request):
        return "text"
    return "text" if syntax == "body" else syntax


def _is_plain_multipart(request: HttpRequest) -> bool:
    """Whether a multipart is form-data of named texts, with no more about them than a Content-Type."""
    from curl2sms.layers import multipart

    text = layers.body_text(request)
    heads = [(part, text[part.whole.start : part.value.start]) for part in multipart.parts(text)]
    return request.media_type == "multipart/form-data" and all(
        part.name and not part.is_file and not _OTHER_PART_HEADER.search(head) for part, head in heads
    )


def _parameters(request: HttpRequest, syntax: str, space: str, texts: _Texts) -> Parameters:
    """The body as the template's parameters: pairs of a form or a multipart, else one text."""
    if syntax == "none":
        return Parameters("none", space=space)
    text = layers.body_text(request)
    if syntax == "form":
        from curl2sms.layers import form

        leaves = list(form.leaves(text, charset_of(request)))
        pairs = zip(leaves[::2], leaves[1::2], strict=True)  # each name is followed by its value
        return Parameters(
            "form", tuple(Pair(texts.spelt(key.value), texts.spelt(leaf.value)) for key, leaf in pairs), space=space
        )
    if syntax == "multipart":
        from curl2sms.layers import multipart

        found = [(part, text[part.value.start : part.value.end]) for part in multipart.parts(text)]
        parts = (Pair(texts.spelt(part.name), texts.spelt(value), part.content_type) for part, value in found)
        return Parameters("multipart", tuple(parts), space=space)
    return Parameters("raw", syntax=syntax, body=texts.spelt(text), space=space)


def _space(survey: Survey, syntax: str) -> str:
    """How the sample spells most spaces: where the message is, else in its form, else in its query."""
    request = survey.request
    texts = {"query": request.url.partition("?")[2], "form": layers.body_text(request) if syntax == "form" else ""}
    first = survey.message.field.place.steps[0].layer if survey.message else "form"
    for layer in (first, "form", "query"):
        encoded, plus = texts.get(layer, "").count("%20"), texts.get(layer, "").count("+")
        if encoded or plus:
            return "%20" if encoded > plus else "+"
    return "+"


def _charset(request: HttpRequest) -> str:
    """The charset as the Content-Type names it, in lower case; else that of the query's escapes."""
    known = charset_of(request)
    return known if known == "utf-8" else (declared(request) or inferred(request) or known).lower()


def _documents(survey: Survey, insertions: Mapping[layers.Field, Sequence[Edit]]) -> Iterator[Document]:
    """The documents that hold tokens, and those around them, outermost first."""
    places = {found.place for found in insertions}
    # Only a variable can make another value, or a name, hold a token.
    others = _has_stand_ins(survey.request)
    listed = layers.fields(survey.request, names=True) if others else insertions
    seen: set[Place] = set()
    for found in listed:
        if found.place not in places and OPEN not in found.value:
            continue
        steps = found.place.steps
        for depth in range(1, len(steps)):
            outer = Place(steps[:depth])
            if outer not in seen:
                seen.add(outer)
                yield Document(STAND_IN.sub(r"${\1}", str(outer)), steps[depth].layer)


def _has_stand_ins(request: HttpRequest) -> bool:
    texts = (request.url, *(value for _, value in request.headers))
    return any(OPEN in text for text in texts) or OPEN.encode() in (request.body or b"")


def _secrets(survey: Survey) -> set[str]:
    """The variables that are in credentials."""
    texts = [judged.field.value for judged in survey.fields if judged.role is Role.CREDENTIAL]
    if survey.request.basic is not None:
        username, password = survey.request.basic
        texts.append(password or username)
    if survey.request.client is not None:
        texts.append(survey.request.client.client_secret)
    return {name for text in texts for name in STAND_IN.findall(text)}


def _refuse_misfits(template: Template) -> None:
    """errors.SampleError where the template would not be valid."""
    for defect in defects(template):
        if defect.id == "template-lone-surrogate":
            raise SampleError(note("sample-no-text", charset=template.charset))
        told = note(defect.id, where=defect.pointer or "It", **defect.values)
        raise SampleError(note("sample-no-template", at=defect.pointer, why=told.message, way=told.do))
