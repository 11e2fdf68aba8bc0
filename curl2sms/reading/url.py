"""A URL as curl puts it on the wire: urlapi.c, tool_urlglob.c, RFC 3986."""

from __future__ import annotations

import re

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import CLOSE, OPEN, around_stand_ins, forged, split_url
from curl2sms.patterns import regex
from curl2sms.reading.pasted.origins import FILL, origin_of, with_one_scheme
from curl2sms.reading.pasted.urls import mended, with_hashes
from curl2sms.records import record, replace
from curl2sms.traced import Traced, joined

_SCHEME = regex(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):/{1,3}(?=[^/])")
_ESCAPE = regex(r"%[0-9A-Fa-f]{2}")
_ESCAPES = regex(r"(?:%[0-9A-Fa-f]{2})+")
_ENCODED_DOT = regex(r"%2e", re.IGNORECASE, only_with="%")
_DOT_SEGMENT = regex(r"/(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE, only_with=("/.", "/%"))
_ESCAPED_FOR_GLOBS = regex(r"\\([{}\[\]])", only_with="\\")
_WHITE_SPACE = regex(r"[ \t\r\n]")
# Characters that are not ASCII; a stand-in is matched too, and left whole.
_NOT_ASCII = regex(f"{OPEN}[A-Za-z_][A-Za-z0-9_]*{CLOSE}|[^\x00-\x7f]")
# Not the braces of a variable, which is reported as one.
_GLOB = regex(r"(?<!\$)(?:\{\{[^{}]*\}\}|\{[^{}]*\})|\[[^\[\]\s]+\]", only_with="{[")
_GUESSED = regex(r"(?:dict|ftps?|imap|ldap|pop3|smtp)\.", re.IGNORECASE)  # curl's manual, "URL"
# The ports that need not be written.
PORTS = {"http": "80", "https": "443"}
# Words to fill in within a host, which has no such characters of its own; a port that is one.
_TO_FILL = regex(rf"{FILL}|(?<![^.])\*+(?![^.])", only_with="<{[*")
_PORT_TO_FILL = regex(rf"{FILL}|[A-Za-z][A-Za-z_-]*|\*+")
_HOST_AND_PORT = regex(rf"((?:{FILL}|\[[^\]]*\]|[^:\[])*+)(:)(.*)", only_with=":")
# ``https://<key>:<token><host>``, where the last one means ``@`` and the host.
_LOGIN_WITHOUT_AT = regex(rf"{FILL}:{FILL}(?={FILL})", only_with="<{[")
_IN_NO_HOST = frozenset("/?#@\\^`|\"'´«»“”„‘’,;()=&!*")


@record
class ReadUrl:
    """The parts of the request's URL, as ``http.Url`` has them, each with the places that it came from.

    ``userinfo`` are the credentials that were in it, decoded; ``origin_variable`` is the variable that is its origin.
    """

    scheme: Traced
    authority: Traced
    path: Traced
    query: Traced | None
    userinfo: tuple[Traced, Traced] | None = None
    origin_variable: str | None = None

    def with_target(self, *target: Traced) -> Traced:
        """The URL with something else instead of path and query: texts, one after the other."""
        return joined((self.scheme, Traced("://"), self.authority, *target))

    @property
    def text(self) -> Traced:
        """The whole URL."""
        return self.with_target(self.path, *(() if self.query is None else (Traced("?"), self.query)))


def read_url(
    text: Traced, span: Span, notes: list[Note], *, globs: bool, squashes: bool, default_scheme: str = "http"
) -> ReadUrl:
    """The URL of an option, as it goes on the wire; repairs, and what curl would do otherwise, go to ``notes``.

    ``globs`` is off with ``--globoff``, ``squashes`` with ``--path-as-is``. Raises SampleError for what is no URL of
    http or https.
    """
    text = mended(text, span, notes)
    spelt, place = text.text, len(notes)
    if globs:
        text = text.sub(_ESCAPED_FOR_GLOBS, lambda found: found[1])
    text = with_one_scheme(with_hashes(text, span, notes), span, notes)
    text, mark, fragment = text.partition("#")
    if mark and fragment.text:
        notes.append(note("fragment-left-out", span, fragment=f"#{fragment.text}"))
    origin = origin_of(text, span, notes)
    if globs and _GLOB.search(spelt):
        after = len(text) - len(origin[0].text.partition(CLOSE)[2]) if origin else 0
        notes[place:place] = _said_of_globs(spelt, span, after)
    if origin:
        scheme, start, (text, name) = Traced("https"), 0, origin
    else:
        (scheme, start), name = _scheme(text, span, default_scheme), None
    parts = split_url(f"://{text.text[start:]}")
    end = start + len(parts.authority)
    authority, userinfo = _authority(text[start:end], scheme.text, span, notes)
    path = text[end : end + len(parts.path)] if parts.path else Traced("/")
    if squashes:
        path = _without_dots(path)
    query = None if parts.query is None else text[len(text) - len(parts.query) :]
    return ReadUrl(scheme, authority, escaped(path), query, userinfo, name)


def _said_of_globs(text: str, span: Span, after: int) -> list[Note]:
    """Braces and brackets mean several URLs to curl; in samples they are places to be filled in.

    Those in the origin, which ends at ``after``, are reported with it.
    """
    host_end = text.find("/", text.find("://") + 3 if "://" in text else 0)
    found = _GLOB.search(re.sub(r"\\[{}\[\]]", "..", text), after)
    if found is None:
        return []
    if found[0].startswith("[") and ":" in found[0] and (host_end < 0 or found.start() < host_end):
        return []  # an IPv6 address
    return [note("glob-kept", span, text=found[0])]


def _scheme(text: Traced, span: Span, default: str) -> tuple[Traced, int]:
    """The scheme of a URL, and where its authority begins."""
    found = _SCHEME.match(text.text)
    if found is None:
        if not text.text or text.text[0] in "/?" or re.match(r"[A-Za-z]*:/", text.text):
            raise SampleError(note("url-without-host", span))
        if _GUESSED.match(text.text):
            raise SampleError(note("url-scheme", span, scheme=text.text.partition(".")[0].lower()))
        return Traced(default), 0
    scheme = found["scheme"].lower()
    if scheme not in PORTS:
        raise SampleError(note("url-scheme", span, scheme=scheme))
    return text.rewritten(0, len(scheme), scheme), found.end()


def _authority(text: Traced, scheme: str, span: Span, notes: list[Note]) -> tuple[Traced, tuple[Traced, Traced] | None]:
    """Host and port as curl writes them into Host, and the decoded credentials in front of them."""
    login, at, host = text.rpartition("@")
    if not at and (found := _LOGIN_WITHOUT_AT.match(text.text)):
        notes.append(note("at-sign-missing", span, host=text.text[found.end() :]))
        login, at, host = text[: found.end()], "@", text[found.end() :]
    userinfo = None
    if at:
        if "@" in login.text:
            notes.append(note("at-sign-in-userinfo", span))
        user, _, password = login.partition(":")
        written = text[: len(login) + 1].span()
        # Nothing is no credential, unless it is what variables leave: they are still to be filled in.
        if user.text or password.text or (written and written.end - written.start > len(login) + 1):
            userinfo = (_decoded(user), _decoded(password))
    name, port = host, Traced("")
    if found := _HOST_AND_PORT.fullmatch(host.text):
        name, port = host[: found.end(1)], host[found.start(3) :]
    if OPEN not in port.text and port.text and not _PORT_TO_FILL.fullmatch(port.text):
        if not re.fullmatch(r"[0-9]{1,9}", port.text) or int(port.text) > 65535:
            raise SampleError(note("url-port", span, port=port.text))
        port = port[len(port) - len(str(int(port.text))) :]
    bare = name.text.replace(OPEN, "").replace(CLOSE, "")
    if not bare or not _may_be_host(_TO_FILL.sub("x", bare)) or bare.lower() in PORTS:
        raise SampleError(note("url-without-host", span))
    if "%" in name.text and not _TO_FILL.search(bare):
        name = _decoded(name)
    if port.text and port.text != PORTS[scheme]:
        name = joined((name, port), ":")
    return name, userinfo


def _may_be_host(bare: str) -> bool:
    return _IN_NO_HOST.isdisjoint(bare) and not any(map(str.isspace, bare))


def _decoded(text: Traced) -> Traced:
    decoded = text.sub(_ESCAPES, lambda found: _percent_decoded(found[0]))
    whole = around_stand_ins(_percent_decoded, text.text)  # differs where a byte is beside the escape of another
    if mark := forged(whole, text.text):
        raise SampleError(note("sample-noncharacter", text.span(), code=f"U+{ord(mark):04X}"))
    return decoded if decoded.text == whole else text.rewritten(0, len(text), whole)


def _percent_decoded(text: str) -> str:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(text.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")


def _without_dots(path: Traced) -> Traced:
    """RFC 3986 5.2.4. A dot may be percent-encoded, since curl has a version in ``data/curl-versions.json``."""
    if not _DOT_SEGMENT.search(path.text):
        return path
    kept: list[Traced] = []
    segments = list(path.split("/"))[1:]
    for number, segment in enumerate(segments):
        last = number == len(segments) - 1
        dots = _ENCODED_DOT.sub(".", segment.text)
        if dots == "..":
            if kept:
                kept.pop()
        elif dots != ".":
            kept.append(segment)
            continue
        if last:
            kept.append(Traced(""))
    return Traced("/") + joined(kept, "/")


def escaped(path: Traced) -> Traced:
    """A path as the newest curl sends it: what is not ASCII as UTF-8, percent-encoded with upper-case digits.

    Digits that are in the path become upper case too; since which version is in ``data/curl-versions.json``.
    """
    if "%" in path.text:
        path = path.sub(_ESCAPE, lambda found: found[0].upper())
    if path.text.isascii():
        return path

    def encode(found: re.Match[str]) -> str:
        if len(found[0]) > 1:
            return found[0]
        return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogateescape"))

    return path.sub(_NOT_ASCII, encode)


def appended(url: ReadUrl, data: Traced, span: Span, notes: list[Note]) -> ReadUrl:
    """A URL with data after its query (``-G``, ``--url-query``): the newest curl writes its hex digits in upper case.

    Since which version is in ``data/curl-versions.json``; what is in the URL itself stays as it is written.
    """
    data, mark, _ = data.partition("#")
    if mark:
        notes.append(note("fragment-left-out", span, fragment=mark))
    if _WHITE_SPACE.search(data.text):
        data = data.sub(_WHITE_SPACE, lambda found: f"%{ord(found[0]):02X}")
        notes.append(note("blank-in-url", span))
    data = data.sub(_ESCAPE, lambda found: found[0].upper())
    query = url.query or Traced("")
    between = "&" if query.text and not query.text.endswith("&") else ""  # also before nothing (curl_url_set)
    query = joined((query, data), between)
    return replace(url, query=query if query.text else None)
