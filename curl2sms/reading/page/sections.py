"""What is under each heading of a page that shows a call in parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.records import record, replace

_REQUEST = (
    r"ejemplo de (?:la )?solicitud|exemple de (?:la )?requ[eê]te|exemplo de requisição|beispiel-?(?:request|anfrage)"
    r"|пример запроса|örnek istek|corps(?: de la requ[eê]te)?|cuerpo|corpo|тело запроса|istek gövdesi"
    r"|请求(?:示例|体|报文)"
)
_ANSWER = (
    r"(?:(?:ejemplo|exemple|exemplo) de )?(?:respuestas?|réponses?|respostas?|risposta)|(?:beispiel-?)?antwort(?:en)?"
    r"|(?:пример )?ответа?|(?:örnek )?(?:çıktı|yanıt|cevap)|响应(?:示例|体|参数)?|返回(?:示例|结果|值|参数)?"
)
# What headings are called, by what is under them.
HEADINGS = {
    "url": r"(?:sms |gateway |base |request |api |https? )*(?:url|endpoint|uri)",
    "method": r"(?:http |request )?(?:method|verb)|m[eé]todo|méthode|метод|yöntem|请求方[式法]",
    "headers": r"(?:https? |request |sample |required )*headers?(?: parameters?)?"
    r"|(?:encabezados|cabeceras|cabeçalhos)(?: requeridos)?|en-t[eê]tes(?: http)?|заголовки(?: запроса)?"
    r"|başlıklar|请求头",
    "body": r"(?:request |raw |post |json |http |message |sample )*(?:body|payload)(?: param(?:eter)?s?| request)?"
    rf"|(?:json|post) data|(?:sample |example )?request(?: sample| example)?|{_REQUEST}",
    "parameters": r"(?:gateway |query |request |url |form |post |api |http |auth(?:entication|orization)? |required "
    r"|mandatory |optional )*(?:parameters?|params|fields|arguments)"
    r"|par[aâá]metros?|paramètres?|параметры|parametreler|请求参数",
    "path": r"(?:path|url path|route) (?:parameters?|params|variables)",
    "response": r"(?:sample |success |successful |example |api |error |http )*"
    r"(?:responses?(?: headers?| body| parameters?| fields?| format)?|output|returns?|reply|result"
    rf"|(?:error |status )?codes?|errors?|{_ANSWER})(?: \d{{3}})?",
}
HEADING = regex(
    r"^[ \t]*+(?:(?:#{1,6}|\d{1,2}[.)]|[-*•])[ \t]++)?[*_]{0,3}(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in HEADINGS.items())
    + r")[ \t]*+(?:\([^()\n]*\))?[*_]{0,3}[ \t]*+(?:[::][*_]{0,3}(?P<rest>[^\n]*)|[*_]{0,3}[ \t\r]*+)$",
    re.IGNORECASE | re.MULTILINE,
)


@record
class Section:
    """What is under a heading, on its own line and below, up to the next one."""

    kind: str
    start: int
    end: int
    heading: str = ""


def sections(text: str) -> Iterator[Section]:
    """What is under each heading."""
    found = list(HEADING.finditer(text))
    for heading, following in zip(found, [*found[1:], None], strict=False):
        kind = next(kind for kind in HEADINGS if heading[kind])
        start = heading.start("rest") if heading["rest"] else heading.end()
        yield Section(kind, start, following.start() if following else len(text), heading[kind])


def between(sections: list[Section], stretch: Span) -> list[Section]:
    """The sections that begin in a stretch of the page, each as far as that goes."""
    first = bisect_left(sections, stretch.start, key=attrgetter("start"))
    last = bisect_left(sections, stretch.end, key=attrgetter("start"))
    return [replace(one, end=min(one.end, stretch.end)) for one in sections[first:last]]


def is_in(sections: list[Section], place: int) -> bool:
    """Whether a place is in one of some sections."""
    return any(one.start <= place < one.end for one in sections)
