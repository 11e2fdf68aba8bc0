"""What is secret in a sample, in a template and in a message, and how it is hidden: the one place that knows.

A secret is hidden by its place, where a place is known (a difference, a row of a table), and by its value in all other
text. Beside the credentials (by role) there are secrets that no role shows: cookies, tokens in a path or in the query
of a URL that is itself a value, and tokens that look like nothing else.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterable, Iterator

from curl2sms import layers
from curl2sms.credentials import credentials_of, suspected
from curl2sms.http import OPEN, STAND_IN, HttpRequest
from curl2sms.layers import percent
from curl2sms.locating import Survey, survey
from curl2sms.locating.model import Judged, Role
from curl2sms.locating.words import MEDIUM, concepts_of, folded, strength, text_words, vocabulary
from curl2sms.patterns import regex
from curl2sms.records import record
from curl2sms.remembering import remembering
from curl2sms.shown import MASK, Mask
from curl2sms.template.model import Template
from curl2sms.tokens import cut
from curl2sms.unfilled_values import BASIC, CLIENT_SECRET, why_unfilled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.reading.model import Reading

# Places that always hold a secret, whatever is there.
_ALWAYS = frozenset(
    {
        *BASIC,
        CLIENT_SECRET,
        "authentication:token",
        "header:authorization",
        "header:proxy-authorization",
        "header:cookie",
    }
)
# Options of curl whose values are secrets though they are no part of the request, or may become none.
_OPTIONS = frozenset({"user", "proxy-user", "oauth2-bearer", "pass", "proxy-pass", "tlspassword", "proxy-tlspassword"})
_OPTIONS_WITH_URL = frozenset({"proxy", "preproxy", "referer", "doh-url", "url"})
# A JSON Web Token (RFC 7519 3), looked for from the beginning of its letters on; a key of a kind that its prefix shows.
_WEB_TOKEN = regex(
    r"(?<![\w-])(?>[\w-]*?\b(?=eyJ))(?P<token>[\w-]{11,}+\.[\w-]{8,}+(?:\.[\w-]*+)?)", only_with=("eyJ",)
)
_KEY = regex(
    r"\b(?:[srp]k_(?:live|test)|xox[abp]|gh[pousr]|glpat)[_-][\w-]{10,}|\bSG\.[\w-]{10,}\.[\w-]{10,}",
    only_with=("k_live", "k_test", "xox", "gh", "glpat", "SG."),
)
_KEY_IN_PATH = regex(r"(?=.*\d)(?=.*[A-Za-z])[\w:=.~-]{16,}")
_URL = regex(r"//[^\s\"'<>]+")  # without its scheme
_USERINFO = regex(r"//([^/?#\s@]*)@")
_PAIR = regex(r"[?&;#]([^=&;#?]+)=([^&;#]*)", only_with="?&;#")
_SCHEME = regex(
    r"(?P<scheme>(?:Basic|Bearer|Digest|Token|App|Key|ApiKey|AccessKey|HMAC\S*|WSSE) +)(?P<token>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CODINGS = (">base64", ">base64:", ">percent", ">percent:")


@record
class Secrets:
    """What nobody is shown: ``values``, and ``places`` (PLACEs) whose values are hidden whatever they are."""

    values: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def __or__(self, other: Secrets) -> Secrets:
        return Secrets(self.values | other.values, self.places | other.places)

    def mask(self) -> Mask:
        """What hides the values in any text."""
        return Mask(self.values, words={value for value in self.values if _is_word(value)})

    def mask_of_sample(self) -> Callable[[str], str]:
        """What hides them in a piece of a sample: also what is there beside the name of a credential."""
        mask = self.mask()
        return lambda text: Mask(suspected(text))(mask(text))

    def at(self, place: str, mask: Callable[[str], str]) -> Callable[[str], str]:
        """What hides the values that are at a place; ``mask`` hides by value."""
        if place.lower() in _ALWAYS or place in self.places:
            return _hidden_behind_scheme
        if ":" not in place:  # a part of the request, or all of it
            return lambda text: Mask(suspected(text))(mask(text))
        return mask


NOTHING = Secrets()


def _is_word(value: str) -> bool:
    """Whether a secret is a word that other texts hold too: it is hidden only where it is as a value."""
    return value.isalpha() and (folded(value) in vocabulary() or folded(value) in text_words())


def _hidden_behind_scheme(text: str) -> str:
    match = _SCHEME.fullmatch(text)
    return (match["scheme"] if match else "") + MASK


@remembering()
def of_request(request: HttpRequest, fields: Iterable[Judged]) -> Secrets:
    """The secrets of a request whose values are judged; what a variable or a placeholder means is none of them."""
    fields = tuple(fields)
    found = credentials_of(request, fields)
    values = [one.value for one in found]
    places = {one.at for one in found} | {str(one.field.place) for one in fields if one.role is Role.CREDENTIAL}
    if request.basic:
        values.append(":".join(request.basic))
    if client := request.client:
        values.append(f"{client.client_id}:{client.client_secret}")  # as Basic authentication has it
    for one in found:
        values += _around(one.field) if one.field else []
        values += _decoded(one.value)
    before = ""
    for judged in fields:
        value, place = judged.field.value, judged.field.place
        own = [*_of_text(value)]
        if place.steps[0].layer == "path":
            segment = judged.field.hops[0].leaf.value  # the value may be what it says in Base64
            own += [segment] if _is_in_path(segment, before) else []
            before = segment
        elif str(place) == "body":
            own += suspected(value)
        elif str(place).lower() == "header:cookie":
            own += _of_cookie(value)
        values += own
        places |= {str(place)} if value in own else set()
    places |= {_without_codings(place) for place in places}
    return Secrets(frozenset(filter(_is_secret, values)), frozenset(places))


def _without_codings(place: str) -> str:
    """The place of a value whose meaning has a place of its own."""
    end = len(place)
    while coding := next((one for one in _CODINGS if place.endswith(one, 0, end)), ""):
        end -= len(coding)
    return place[:end]


def of_sample(read: Reading, surveyed: Survey) -> Secrets:
    """The secrets of a sample: of its request, of what was left out of that, and of options that are no part of it."""
    values: list[str] = []
    for change in surveyed.changes:
        values += _of_cookie(change.before) if change.at.lower() == "header:cookie" else []
        values += _of_text(change.before)
    for option in read.options:
        if option.name in _OPTIONS and option.value:
            user, _, password = option.value.partition(":")
            values += [password or user, option.value]
        elif option.name == "cookie" and option.value:
            values += _of_cookie(option.value)
        elif option.name in _OPTIONS_WITH_URL and option.value:
            values += _of_text(option.value)
    if read.token:
        client = read.token.client
        values += [client.client_secret, f"{client.client_id}:{client.client_secret}"]
    own = Secrets(frozenset(filter(_is_secret, values)))
    return of_request(surveyed.request, surveyed.fields) | own


def of_template(template: Template, surveyed: Survey | None = None, given: Iterable[tuple[str, str]] = ()) -> Secrets:
    """The secrets of a template: those written out in it, and the values of its secret variables.

    ``surveyed`` is its own survey, where that is known; ``given`` are names and values of variables.
    """
    from curl2sms.rendering import unrendered

    request = unrendered(template)
    surveyed = surveyed or survey(request)
    found = of_request(request, surveyed.fields)
    named = {variable.name for variable in template.variables if variable.secret}
    fixed = ((variable.name, variable.value or "") for variable in template.variables)
    values = {value for value in found.values if not any(cut(value))}
    values |= {value for name, value in (*fixed, *given) if name in named and value}
    filled = {str(one.field.place) for one in surveyed.fields if named & {token.name for token in cut(one.field.value)}}
    return Secrets(frozenset(values), found.places | filled)


def of_message(template: Template, request: HttpRequest, given: Iterable[tuple[str, str]]) -> Secrets:
    """The secrets of a request that a template made; ``given`` are names and values of its variables."""
    own = of_template(template, given=given)
    values, places = set(own.values), own.places
    for one in layers.fields(request):
        if str(one.place) in places:
            match = _SCHEME.fullmatch(one.value)
            values.add(match["token"] if match else one.value)
    if request.basic:
        values |= {":".join(request.basic), request.basic[1] or request.basic[0]}
    return Secrets(frozenset(values), places)


def _is_secret(value: str) -> bool:
    return bool(value.strip()) and OPEN not in value and not why_unfilled(value, role=Role.CREDENTIAL)


def _around(field: layers.Field) -> Iterator[str]:
    """The encoded texts that a secret is in: who has them has the secret."""
    for hop in field.hops:
        if hop.layer == "base64":
            yield hop.text


def _decoded(value: str) -> Iterator[str]:
    """What a secret says in Base64, as a text: ``user:password`` of a header that says ``Basic``."""
    try:
        text = binascii.a2b_base64(value, strict_mode=True).decode("ascii")
    except (binascii.Error, ValueError):
        return
    if text.isprintable() and ":" in text:
        yield text
        yield text.partition(":")[2]


def _of_cookie(value: str) -> Iterator[str]:
    return (pair.partition("=")[2].strip() for pair in value.split(";"))


def _meaning(text: str, *, plus: bool = False) -> str:
    return percent.decode(text, "utf-8", plus=plus)


def _of_text(value: str) -> Iterator[str]:
    """The secrets within any value: tokens that tell themselves, and those of URLs."""
    yield from (match["token"] for match in _WEB_TOKEN.finditer(value))
    yield from (match[0] for match in _KEY.finditer(value))
    if "//" in value or "%2f%2f" in value.lower():
        text = value if "//" in value else _meaning(value)
        for match in _URL.finditer(text):
            yield from _of_url(match[0])


def _of_url(url: str) -> Iterator[str]:
    if userinfo := _USERINFO.search(url):
        yield userinfo[1]
        yield userinfo[1].partition(":")[2]
    for name, value in _PAIR.findall(url):
        if strength(concepts_of(_meaning(name, plus=True)), Role.CREDENTIAL) >= MEDIUM:
            yield _meaning(value, plus=True)
    before = ""
    for segment in url.partition("//")[2].partition("?")[0].partition("#")[0].split("/")[1:]:
        if _is_in_path(_meaning(segment), before):
            yield _meaning(segment)
        before = segment


def _is_in_path(segment: str, before: str) -> bool:
    """Whether a segment of a path is a token: it looks like one, or follows the name of one."""
    if STAND_IN.search(segment) or any(cut(segment)):
        return False
    named = strength(concepts_of(before), Role.CREDENTIAL) >= MEDIUM and any(map(str.isdigit, segment))
    return named or _KEY_IN_PATH.fullmatch(segment) is not None
