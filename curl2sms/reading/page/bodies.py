"""The body that a page shows: a document or a form under its heading, else the first document that is no answer."""

from __future__ import annotations

import json
import re

from curl2sms.patterns import regex
from curl2sms.reading.page.sections import Section, is_in
from curl2sms.reading.pasted.json_texts import end_of_brackets, end_of_json
from curl2sms.reading.pasted.xml_texts import end_of_xml
from curl2sms.traced import Traced, written

_FENCE = regex(r"^[ \t]*(?:```|~~~)[^\n]*\n(?P<text>.*?)(?:^[ \t]*(?:```|~~~)|\Z)", re.DOTALL | re.MULTILINE)
_FORM = regex(r"[\w.\[\]-]{1,60}=[^\n]*")
_DOCUMENT = regex(r"^[ \t`]*(?=[{\[]|<(?:\?xml\b|[A-Za-z][\w:.-]*+>\s*+<))", re.MULTILINE)
# JSON that has comments, or is not strict in another way.
_OBJECT = regex(r"[\[{\s]*+\"[\w. -]{1,60}\"[ \t]*+:")
_ASSIGNED = regex(r"^[ \t]*(?:payload|data|body|json|params)[ \t]*=[ \t]*(?=\{\s*[\"'])", re.MULTILINE | re.IGNORECASE)
# What the words before a document say that it is.
_ANSWERS = regex(
    r"\b(?:respon[sd]|answer|return|result|output|repl(?:y|ies)|success|error|respuesta|réponse|resposta|rispost|antwort"
    r"|ответ|yanıt|cevap|çıktı|webhook|callback|statuscode)|响应|返回",
    re.IGNORECASE,
)
_ASKS = regex(
    r"\b(?:request|payload|body|solicitud|petición|requête|corps|requisição|anfrage|запрос|istek|gövde)|请求",
    re.IGNORECASE,
)
_WORDS_OF_SUCCESS = frozenset((
    "success", "successful", "ok", "sent", "queued", "accepted", "submitted", "delivered", "pending", "processing",
    "failed", "fail", "error", "rejected",
))  # fmt: skip
# So many documents that may be the body are tried.
_MOST_DOCUMENTS = 20
_FARTHEST = 2000  # characters before a document whose words may tell what it is


def block_of(text: str, section: Section) -> tuple[int, int]:
    """The text of a section that is meant: in a fence, in backticks, or its first paragraph."""
    if fence := _FENCE.search(text, section.start, section.end):
        return fence.span("text")
    found = regex(r"\s*`(?P<code>[^`\n]+)`|\s*(?P<paragraph>\S.*?)(?=\n[ \t\r]*\n|\Z)", re.DOTALL).match(
        text, section.start, section.end
    )
    if found is None:
        return section.end, section.end
    return found.span("code") if found["code"] else found.span("paragraph")


def body_under(text: str, section: Section) -> Traced | None:
    """A document or a form under a heading."""
    start, end = block_of(text, section)
    while start < end and text[start].isspace():
        start += 1
    block = text[start:end].rstrip()
    if block[:1] in {"{", "["}:
        stop = end_of_brackets(text[start : section.end])
        return written(text[start : start + stop] if stop else block, start)
    if block.startswith("<") and "</" in block and (stop := end_of_xml(text, start)) and stop <= section.end:
        return written(text[start:stop], start)
    if block.startswith("<") and block.endswith(">") and "</" in block:
        return written(block, start)
    return written(block, start) if "&" in block and _FORM.fullmatch(block) else None


def document_between(text: str, start: int, end: int, responses: list[Section]) -> Traced | None:
    """The first JSON or XML document between two places that neither words nor its own members call an answer."""
    before, is_answer = start, False
    for _ in range(_MOST_DOCUMENTS):
        found = _DOCUMENT.search(text, start, end)
        if found is None:
            return None
        at = found.end()
        is_answer = _is_called_answer(text, before, at, is_answer=is_answer) or is_in(responses, at)
        stop = end_of_json(text, at) or end_of_xml(text, at)
        if stop is None and _OBJECT.match(text, at):
            ends = end_of_brackets(text[at:end])
            stop = at + ends if ends else None
        if stop and stop <= end and not is_answer and not _tells_success(text[at:stop]):
            return written(text[at:stop], at)
        start = before = stop if stop and stop <= end else at + 1
    return None


def assigned_object(text: str, start: int, end: int) -> Traced | None:
    """The object that a program's line gives to what is sent: ``payload = {``, with quotes of either kind."""
    if found := _ASSIGNED.search(text, start, end):
        stop = end_of_brackets(text[found.end() : end])
        return written(text[found.end() : found.end() + stop], found.end()) if stop else None
    return None


def _is_called_answer(text: str, start: int, at: int, *, is_answer: bool) -> bool:
    """Whether the nearest line above that says what a document is calls it an answer; else what was before is."""
    for line in reversed(text[max(start, at - _FARTHEST) : at].splitlines()):
        if _ANSWERS.search(line):
            return True
        if _ASKS.search(line):
            return False
    return is_answer


def _tells_success(document: str) -> bool:
    """Whether an object says whether something went well, as an answer does."""
    try:
        members = json.loads(document, strict=False)
    except (ValueError, RecursionError):
        return False
    if not isinstance(members, dict):
        return False
    status = members.get("status")
    return isinstance(members.get("success"), bool) or (isinstance(status, str) and status.lower() in _WORDS_OF_SUCCESS)
