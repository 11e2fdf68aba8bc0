"""A URL as curl puts it on the wire: urlapi.c, tool_urlglob.c, RFC 3986."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from curl2sms.errors import Note, SampleError, Span, note
from curl2sms.http import CLOSE, OPEN, Url, around_stand_ins, split_url
from curl2sms.patterns import regex
from curl2sms.records import record, replace

_SCHEME = regex(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):/{1,3}(?=[^/])")
_ORIGIN_VARIABLE = regex(f"{OPEN}(?P<name>[A-Za-z0-9_]+){CLOSE}(?=[/?#]|$)")
# An ampersand between parameters as a page's source has it.
HTML_AMPERSAND = regex(r"&amp;(?=[\w.\-\[\]%]+=)")
# How Markdown and Slack mark a URL: <URL>, <URL|text>, [text](URL).
_LINK = regex(r"<(?P<marked>https?://[^\s<>|]+)(?:\|[^<>]*)?>|\[[^\]]*\]\((?P<target>https?://[^\s()]+)\)")
# Gateways of India write words to fill in as #NUMBER# and ##Field##; a # begins a fragment, which is never sent.
_WORD_IN_HASHES = regex(r"(?<==)(##?)([A-Za-z_]\w*)\1(?=&|$)")
_ESCAPE = regex(r"%[0-9A-Fa-f]{2}")
_GLOB = regex(r"\{[^{}]*\}|\[[^\[\]\s]+\]")
_FIELD = regex(r"&[A-Za-z_][\w.\[\]-]*=")
_GUESSED = regex(r"(?:dict|ftps?|imap|ldap|pop3|smtp)\.", re.IGNORECASE)  # curl's manual, "URL"
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_IN_NO_HOST = regex(r"[\s/?#@\\^`|\"'´«»“”„‘’,;()=&!*]")


@record
class ReadUrl(Url):
    """The request's URL with the credentials that stood in it, and the variable that is its origin."""

    userinfo: tuple[str, str] | None = None
    origin_variable: str | None = None


def read_url(
    text: str, span: Span, notes: list[Note], *, globs: bool, squashes: bool, default_scheme: str = "http"
) -> ReadUrl:
    """The URL of an option, as it goes on the wire; what had to be mended, or is not as curl would do it, to ``notes``.

    ``globs`` is off with ``--globoff``, ``squashes`` with ``--path-as-is``. Raises SampleError for what is no URL of
    http or https.
    """
    text = _mended(text, span, notes)
    if _GLOB.search(text):
        notes.extend(_said_of_globs(text, span, globs))
    if globs:
        text = re.sub(r"\\([{}\[\]])", r"\1", text)
    if "?" in text and "=#" in text and (word := _WORD_IN_HASHES.search(text)):
        notes.append(note("word-in-hashes", span, text=word[0]))
        text = _WORD_IN_HASHES.sub(lambda found: found[0].replace("#", "%23"), text)
    text = _with_hashes_of_values(text, span, notes)
    text, mark, fragment = text.partition("#")
    if mark and fragment:
        notes.append(note("fragment-left-out", span, fragment=f"#{fragment}"))
    variable = _ORIGIN_VARIABLE.match(text)
    if variable:
        scheme, rest, name = "https", text, variable["name"]
    else:
        (scheme, rest), name = _scheme(text, span, default_scheme), None
    url = split_url(f"{scheme}://{rest}")
    authority, userinfo = _authority(url.authority, scheme, span, notes)
    path = url.path or "/"
    if squashes:
        path = _without_dots(path)
    return ReadUrl(scheme, authority, escaped(path), url.query, userinfo, name)


def _with_hashes_of_values(text: str, span: Span, notes: list[Note]) -> str:
    """A query with each ``#`` that fields follow as text: ``text=Order #7&key=k`` has no fragment ``7&key=k``."""
    path, mark, query = text.partition("?")
    if not mark or "#" in path or "#" not in query:
        return text
    last = max((found.start() for found in _FIELD.finditer(query, query.index("#"))), default=0)
    if not last:
        return text
    notes.append(note("hash-kept", span))
    return f"{path}?{query[:last].replace('#', '%23')}{query[last:]}"


def _mended(text: str, span: Span, notes: list[Note]) -> str:
    """A URL without what no URL holds: blanks around and in it, line breaks, ``&amp;`` of a page's source."""
    if text.lstrip()[:1] in {"<", "["} and (link := _LINK.fullmatch(text.strip())):
        text = link["marked"] or link["target"]
        notes.append(note("link-around-url", span))
    if text.strip() != text:
        text = text.strip()
        notes.append(note("blank-around-url", span))
    if "\n" in text or "\r" in text or "\t" in text:
        text = re.sub(r"[ \t]*[\r\n]+[ \t]*|\t", "", text)
        notes.append(note("line-break-in-url", span))
    if " " in text:
        text = text.replace(" ", "%20")
        notes.append(note("blank-in-url", span))
    if "&amp;" in text and HTML_AMPERSAND.search(text):
        text = HTML_AMPERSAND.sub("&", text)
        notes.append(note("html-ampersand", span))
    if not text.isprintable() and (control := re.search(r"[\x00-\x1f\x7f]", text)):
        raise SampleError(note("url-control-character", span, code=f"U+{ord(control[0]):04X}"))
    return text


def _said_of_globs(text: str, span: Span, globs: bool) -> list[Note]:
    """Braces and brackets mean several URLs to curl; in samples they are places to be filled in."""
    host_end = text.find("/", text.find("://") + 3 if "://" in text else 0)
    if not globs or not (found := _GLOB.search(re.sub(r"\\[{}\[\]]", "..", text))):
        return []
    if found[0].startswith("[") and ":" in found[0] and (host_end < 0 or found.start() < host_end):
        return []  # an IPv6 address
    return [note("glob-kept", span, text=found[0])]


def _scheme(text: str, span: Span, default: str) -> tuple[str, str]:
    found = _SCHEME.match(text)
    if found is None:
        if not text or text[0] in "/?" or re.match(r"[A-Za-z]*:/", text):
            raise SampleError(note("url-without-host", span))
        if _GUESSED.match(text):
            raise SampleError(note("url-scheme", span, scheme=text.partition(".")[0].lower()))
        return default, text
    scheme = found["scheme"].lower()
    if scheme not in _DEFAULT_PORTS:
        raise SampleError(note("url-scheme", span, scheme=scheme))
    return scheme, text[found.end() :]


def _authority(text: str, scheme: str, span: Span, notes: list[Note]) -> tuple[str, tuple[str, str] | None]:
    """Host and port as curl writes them into Host, and the decoded credentials in front of them."""
    login, at, host = text.rpartition("@")
    userinfo = None
    if at:
        if "@" in login:
            notes.append(note("at-sign-in-userinfo", span))
        user, _, password = login.partition(":")
        userinfo = (_decoded(user), _decoded(password))
    name, colon, port = host, "", ""
    if found := re.fullmatch(r"(\[[^\]]*\]|[^:\[]*)(:)(.*)", host):
        name, colon, port = found.groups()
    if OPEN not in port and colon:
        if not re.fullmatch(r"[0-9]{0,9}", port) or int(port or 0) > 65535:
            raise SampleError(note("url-port", span, port=port))
        port = str(int(port)) if port else ""
    bare = name.replace(OPEN, "").replace(CLOSE, "")
    if not bare or _IN_NO_HOST.search(bare) or bare.lower() in _DEFAULT_PORTS:
        raise SampleError(note("url-without-host", span))
    if "%" in name:
        name = _decoded(name)
    return name + (f":{port}" if port and port != _DEFAULT_PORTS[scheme] else ""), userinfo


def _decoded(text: str) -> str:
    return around_stand_ins(_percent_decoded, text)


def _percent_decoded(text: str) -> str:
    return unquote_to_bytes(text.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")


def _without_dots(path: str) -> str:
    """RFC 3986 5.2.4."""
    if "." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for number, segment in enumerate(segments):
        last = number == len(segments) - 1
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if last:
            kept.append("")
    return "/" + "/".join(kept)


def escaped(path: str) -> str:
    """A path as the newest curl sends it: what is not ASCII as UTF-8, percent-encoded with upper-case digits.

    Digits that stand in the path become upper case too; since which version is in ``data/curl-versions.json``.
    """
    if "%" in path:
        path = _ESCAPE.sub(lambda found: found[0].upper(), path)
    if path.isascii():
        return path

    def encode(part: str) -> str:
        raw = part.encode("utf-8", "surrogateescape")
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)

    return around_stand_ins(encode, path)


def appended(url: ReadUrl, data: str, span: Span, notes: list[Note]) -> ReadUrl:
    """A URL with data behind its query (``-G``, ``--url-query``): the newest curl writes its hex digits in upper case.

    Since which version is in ``data/curl-versions.json``; what stands in the URL itself stays as it is written.
    """
    data, mark, _ = data.partition("#")
    if mark:
        notes.append(note("fragment-left-out", span, fragment=mark))
    if re.search(r"[ \t\r\n]", data):
        data = re.sub(r"[ \t\r\n]", lambda found: f"%{ord(found[0]):02X}", data)
        notes.append(note("blank-in-url", span))
    data = _ESCAPE.sub(lambda found: found[0].upper(), data)
    between = "&" if url.query and not url.query.endswith("&") else ""  # also before nothing (curl_url_set)
    return replace(url, query=f"{url.query or ''}{between}{data}" or None)
