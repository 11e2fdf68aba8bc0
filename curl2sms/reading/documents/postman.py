"""Postman collections of format 2.0 and 2.1, read as Postman sends their requests (schema.postman.com)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curl2sms.errors import Note, SampleError, Source, note
from curl2sms.http import FORM_TYPE
from curl2sms.patterns import regex
from curl2sms.reading.documents import tree
from curl2sms.reading.documents.braces import BracedVariables
from curl2sms.reading.documents.client_credentials import OPEN_TOKEN, token_call
from curl2sms.reading.documents.composing import CallParts, Header, check_number, composed
from curl2sms.reading.documents.tree import ABSENT, Node
from curl2sms.reading.encoding import form, in_query, json_string, multipart
from curl2sms.reading.model import Known, ReadCall, ReadSample
from curl2sms.reading.pasted.json_texts import with_straight_quotes
from curl2sms.records import record, replace
from curl2sms.traced import Traced, joined

# What Postman sends for a raw body of a language, where the headers state nothing.
_MEDIA_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "html": "text/html",
    "javascript": "application/javascript",
}
# Authentication that is a value in the request. All other kinds compute it from the request or the moment.
_FIXED = frozenset(("", "noauth", "basic", "bearer", "apikey", "oauth2"))
_PATH_VARIABLE = regex(r":(?P<name>[^/:?#]+)")


@record
class _Folder:
    """What the folders around a request give it: their names, the nearest authentication, variables, scripts."""

    names: tuple[str, ...] = ()
    auth: Node = ABSENT
    variables: tuple[Node, ...] = ()
    scripts: tuple[Node, ...] = ()

    def with_item(self, item: Node) -> _Folder:
        """The same within one more folder, or for a request."""
        name = item.get("name").text.text
        return _Folder(
            (*self.names, name) if name else self.names,
            item.get("auth") or self.auth,
            (*self.variables, *item.get("variable").items),
            (*self.scripts, *_scripts(item)),
        )


def read(source: Source) -> ReadSample:
    """The requests of a collection, in order. Raises SampleError where it is no JSON, or of format 1."""
    root = tree.of_json(source)
    root = root.get("collection") or root
    if not root.get("item").items:
        if root.get("requests").items:
            raise SampleError(note("postman-format-1", root.get("requests").span))
        return ReadSample(())
    requests = list(_requests(root, replace(_Folder().with_item(root), names=())))
    check_number(len(requests))
    known = Known()
    made = [_Request(request, folder, known) for request, folder in requests]
    calls = [one.call() for one in made]
    tokens = {call.span: call for one in made if (call := one.token)}  # each once, before all others
    return ReadSample((*tokens.values(), *calls), known)


def _requests(folder: Node, around: _Folder) -> Iterator[tuple[Node, _Folder]]:
    for item in folder.get("item").items:
        within = around.with_item(item)
        if request := item.get("request"):
            yield request, replace(within, auth=request.get("auth") or within.auth)
        yield from _requests(item, within)


def _scripts(item: Node) -> Iterator[Node]:
    """The scripts that run before a request."""
    for event in item.get("event").items:
        code = event.get("script", "exec")
        lines = [line.text.text for line in code.items or (code,)]
        if event.get("listen").text.text == "prerequest" and "".join(lines).strip():
            yield code


def _is_on(one: Node) -> bool:
    return not one.get("disabled").is_true


class _Request:
    """A request of a collection while it is made."""

    def __init__(self, request: Node, folder: _Folder, known: Known) -> None:
        self.request = request
        self.url = request if request.kind == "string" else request.get("url")
        self.folder = folder
        values = {}
        for one in folder.variables:
            name, value = (one.get("key") or one.get("id")).text.text, one.get("value").text
            if _is_on(one) and value.text:  # an empty one is still to be filled in
                values[name] = value
        self.variables = BracedVariables(values, known)
        self.notes: list[Note] = []
        self.token: ReadCall | None = None

    def call(self) -> ReadCall:
        span, name = self.request.span, " / ".join(self.folder.names)
        try:
            parts = self._parts()
        except SampleError as error:
            return ReadCall(span, None, error, name=name)
        notes = (*self.notes, *self.variables.notes)
        stretches = (span, *self.variables.taken)
        return composed(parts, span, name=name, notes=notes, stretches=stretches)

    def _parts(self) -> CallParts:
        for script in self.folder.scripts:
            self.notes.append(note("script-not-run", script.span))
        method = self._put(self.request.get("method").text).text.upper() or "GET"
        headers = list(self._headers())
        body, content_type = self._body(method)
        stated = any(name.text.lower() == "content-type" for name, _ in headers)
        if content_type.startswith("multipart/"):  # the one that is stated has another boundary, or none
            headers, stated = [pair for pair in headers if pair[0].text.lower() != "content-type"], False
        if content_type and not stated:
            headers.append((Traced("Content-Type"), Traced(content_type)))
        query, headers, body, basic = self._with_auth(headers, body)
        return CallParts(method, self._url(query), headers, body, basic)

    def _put(self, text: Traced) -> Traced:
        return self.variables.put_into(text)

    # The address

    def _url(self, further: list[tuple[Traced, Traced]]) -> Traced:
        """The URL: that of its parts, as Postman has it, or its text, where there are none; further pairs after it."""
        url = self.url
        if url.kind == "string" or not url.get("host"):
            text = url.text if url.kind == "string" else url.get("raw").text
            whole = self._with_path_variables(text, url)
        else:
            whole = self._of_parts(url)
        pairs = [joined((_in_pair(key), _in_pair(value)), "=") for key, value in further]
        for pair in pairs:
            whole = joined((whole, pair), "&" if "?" in whole.text else "?")
        return whole

    def _of_parts(self, url: Node) -> Traced:
        host = self._put(_joined(url.get("host"), "."))
        pieces = [host]
        if protocol := url.get("protocol"):
            pieces.insert(0, self._put(protocol.text) + Traced("" if protocol.text.text.endswith("://") else "://"))
        if port := url.get("port"):
            pieces += Traced(":"), self._put(port.text)
        if path := self._path(url):
            pieces += Traced("" if host.text.endswith("/") else "/"), path
        query = [self._pair(one) for one in url.get("query").items if _is_on(one)]
        return joined(pieces) + (Traced("?") + joined(query, "&") if query else Traced(""))

    def _path(self, url: Node) -> Traced:
        path = url.get("path")
        parts = [one.get("value").text if one.kind == "object" else one.text for one in path.items]
        if not path.items:
            parts = list(path.text.split("/")) if path else []
        return joined((self._segment(part, url) for part in parts), "/").lstrip("/")

    def _with_path_variables(self, text: Traced, url: Node) -> Traced:
        """A URL that is one text: its segments after the host may be variables of the path."""
        before, mark, query = self._put(text).partition("?")
        segments = [self._segment(part, url) if at > 2 else part for at, part in enumerate(before.split("/"))]
        if not mark:
            return joined(segments, "/")
        return joined((joined(segments, "/"), in_query(query)), "?")

    def _segment(self, text: Traced, url: Node) -> Traced:
        """A segment of the path; ``:name`` is a variable where it is all of it. One that is open stays to be filled."""
        found = _PATH_VARIABLE.fullmatch(text.text)
        if found is None:
            return self._put(text)
        for one in url.get("variable").items:
            name, value = (one.get("key") or one.get("id")).text.text, one.get("value").text
            if name == found["name"] and value.text and _is_on(one):
                return self._put(value)
        return text.rewritten(0, len(text), f"{{{found['name']}}}")

    def _pair(self, one: Node) -> Traced:
        key, value = _in_pair(self._put(one.get("key").text)), one.get("value")
        return joined((key, _in_pair(self._put(value.text))), "=") if value else key

    # Headers and authentication

    def _headers(self) -> Iterator[Header]:
        listed = self.request.get("header")
        if listed.kind == "string":
            for line in listed.text.replace("\r", "").split("\n"):
                name, colon, value = line.partition(":")
                if colon and not name.text.startswith("//"):  # what is switched off is after these
                    yield self._put(name.strip()), self._put(value.strip())
        for one in listed.items:
            if _is_on(one) and one.get("key").text.text:
                yield self._put(one.get("key").text), self._put(one.get("value").text)

    def _with_auth(
        self, headers: list[Header], body: Traced | None
    ) -> tuple[list[tuple[Traced, Traced]], list[Header], Traced | None, tuple[Traced, Traced] | None]:
        """Pairs for the query, headers, the body, and user and password, as the nearest authentication makes them."""
        auth = self.folder.auth
        kind = auth.get("type").text.text
        if kind not in _FIXED:
            raise SampleError(note("auth-made-anew", auth.span, what=kind))
        if kind in {"", "noauth"}:
            return [], headers, body, None
        values = {key: self._put(value) for key, value in _attributes(auth.get(kind))}
        if kind == "apikey":
            pair = values.get("key", Traced("")), values.get("value", Traced(""))
            in_query = values.get("in", Traced("")).text == "query"
            own = [one for one in headers if one[0].text.lower() != pair[0].text.lower()]
            return ([pair], headers, body, None) if in_query else ([], [*own, pair], body, None)
        own = [one for one in headers if one[0].text.lower() != "authorization"]
        if kind == "basic":
            return [], own, body, (values.get("username", Traced("")), values.get("password", Traced("")))
        token = values.get("token") or values.get("accessToken")
        if not token:
            token = Traced(OPEN_TOKEN)
            self.token = self._token(auth, values)
            if self.token is None:
                self.notes.append(note("token-to-fill", auth.span))
        if values.get("addTokenTo", Traced("")).text == "queryParams":
            return [(Traced("access_token"), token)], headers, body, None
        prefix = values.get("headerPrefix", Traced("Bearer")).strip() if kind == "oauth2" else Traced("Bearer")
        value = joined((prefix, token), " ") if prefix.text else token
        return [], [*own, (Traced("Authorization"), value)], body, None

    def _token(self, auth: Node, values: Mapping[str, Traced]) -> ReadCall | None:
        """The call that fetches a token with a client's ID and secret; None where the collection describes none."""
        url, grant = values.get("accessTokenUrl"), values.get("grant_type", Traced(""))
        if url is None or grant.text != "client_credentials":
            return None
        client_id, secret = (values.get(name) or Traced(f"<{name}>") for name in ("clientId", "clientSecret"))
        in_body = values.get("client_authentication", Traced("")).text == "body"
        return token_call(auth.span, url, client_id, secret, scope=values.get("scope", Traced("")), in_body=in_body)

    # The body

    def _body(self, method: str) -> tuple[Traced | None, str]:
        """The body, and the Content-Type that Postman states with it; ``""`` for none."""
        body = self.request.get("body")
        mode = body.get("mode").text.text
        content = body.get(mode) if mode else ABSENT
        if not content or not _is_on(body) or (content.kind == "string" and not content.text.text):
            return None, ""
        if method in {"GET", "HEAD"} and not self.request.get("protocolProfileBehavior", "disableBodyPruning").is_true:
            self.notes.append(note("body-not-sent", body.span, method=method))
            return None, ""
        if mode == "raw":
            return self._raw(content), _MEDIA_TYPES.get(body.get("options", "raw", "language").text.text, "text/plain")
        fields = [one for one in content.items if _is_on(one)]
        if mode == "urlencoded":
            named = map(self._field, fields) if content.kind == "list" else _pairs(self._put(content.text))
            return form(named, space="%20"), FORM_TYPE
        if mode == "formdata":
            return multipart([self._part(one) for one in fields])
        if mode == "graphql":
            return self._graphql(content), "application/json"
        raise SampleError(note("postman-body", body.span, mode=mode))

    def _graphql(self, content: Node) -> Traced:
        """A query with its variables, as Postman puts them into JSON: the variables to the letter."""
        members = [(name, self._put(content.get(name).text)) for name in ("query", "operationName", "variables")]
        pairs = [
            Traced(f'"{name}":') + (text if name == "variables" else json_string(text))
            for name, text in members
            if text.text.strip()
        ]
        return joined((Traced("{"), joined(pairs, ","), Traced("}")))

    def _raw(self, content: Node) -> Traced:
        text = self._put(content.text)
        if text.text.lstrip()[:1] in {"{", "["}:
            text = with_straight_quotes(text, content.span, self.notes)
        return text

    def _field(self, one: Node) -> tuple[Traced, Traced]:
        return self._put(one.get("key").text), self._put(one.get("value").text)

    def _part(self, one: Node) -> tuple[str, Traced, str | None]:
        if one.get("type").text.text == "file":
            source = one.get("src")
            file = (source.items[0] if source.items else source).text.text
            raise SampleError(note("form-from-file", one.span, file=file))
        name, value = self._field(one)
        return name.text, value, one.get("contentType").text.text or None


def _joined(node: Node, separator: str) -> Traced:
    """A text that may be given in pieces."""
    return joined((one.text for one in node.items), separator) if node.items else node.text


def _in_pair(text: Traced) -> Traced:
    """A name or a value of the query, which no other pair may begin in."""
    return in_query(text).replace("&", "%26")


def _pairs(text: Traced) -> Iterator[tuple[Traced, Traced]]:
    """The pairs of a form that is written as one text."""
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        yield name, value


def _attributes(auth: Node) -> Iterator[tuple[str, Traced]]:
    """What an authentication is made of: an object in format 2.0, a list of pairs in 2.1."""
    for name, value in auth.members.items():
        yield name, value.text
    for one in auth.items:
        yield one.get("key").text.text, one.get("value").text
