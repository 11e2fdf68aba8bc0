"""The security schemes of a document: which an operation needs, and the variables that take the credentials."""

from __future__ import annotations

from collections.abc import Iterable

from curl2sms.errors import Note, note
from curl2sms.http import stand_in
from curl2sms.reading.documents.client_credentials import OPEN_TOKEN, token_call
from curl2sms.reading.documents.composing import Header
from curl2sms.reading.documents.openapi.references import References
from curl2sms.reading.documents.openapi.values import in_letters
from curl2sms.reading.documents.tree import Node
from curl2sms.reading.model import Known, ReadCall
from curl2sms.records import attribute, draft
from curl2sms.traced import Traced, joined, spelt


@draft
class Credentials:
    """What a request carries: pairs for its query, headers, user and password; the call that fetches its token."""

    query: list[tuple[Traced, Traced]] = attribute(default_factory=list)
    headers: list[Header] = attribute(default_factory=list)
    basic: tuple[Traced, Traced] | None = None
    token: ReadCall | None = None


class Security:
    """The schemes of a document, and what was reported of them."""

    def __init__(self, references: References, known: Known) -> None:
        root = references.root
        self.references = references
        self.schemes = root.get("components", "securitySchemes") or root.get("securityDefinitions")
        self.known = known

    def of(self, operation: Node, notes: list[Note]) -> Credentials:
        """The credentials that an operation needs: those of the first of its requirements, else of the document's."""
        given = Credentials()
        needed = operation.get("security")
        if needed.kind == "absent":
            needed = self.references.root.get("security")
        for name, scopes in next((one.members for one in needed.items if one.members), {}).items():
            self._add(given, name, self.references.followed(self.schemes.get(name)), scopes, notes)
        return given

    def _add(self, given: Credentials, name: str, scheme: Node, scopes: Node, notes: list[Note]) -> None:
        kind, where = scheme.get("type").text.text, scheme.get("in").text.text
        http = scheme.get("scheme").text.text.lower() if kind == "http" else kind
        if http == "basic":
            given.basic = self._variable("username", name, scheme), self._variable("password", name, scheme)
        elif http == "apiKey" and where in {"header", "query"}:
            pair = scheme.get("name").text, self._variable(name, name, scheme)
            (given.query if where == "query" else given.headers).append(pair)
        elif http == "apiKey":
            cookie = Traced(f"{scheme.get('name').text.text}=") + self._variable(name, name, scheme)
            given.headers.append((Traced("Cookie"), cookie))
        elif http == "bearer":
            given.headers.append((Traced("Authorization"), Traced("Bearer ") + self._variable(name, name, scheme)))
        elif http in {"oauth2", "openIdConnect"}:
            given.headers.append((Traced("Authorization"), spelt(f"Bearer {OPEN_TOKEN}", scheme.span)))
            given.token = self._token(name, scheme, scopes)
            if given.token is None:
                notes.append(note("token-to-fill", scheme.span))
        else:
            notes.append(note("scheme-not-kept", scheme.span, name=name, what=http))

    def _token(self, name: str, scheme: Node, scopes: Node) -> ReadCall | None:
        """The call that fetches a token with a client's ID and secret; None where the document describes none."""
        flow = scheme.get("flows", "clientCredentials")
        if scheme.get("flow").text.text == "application":  # OpenAPI 2
            flow = scheme
        url = flow.get("tokenUrl").text
        if "://" not in url.text:
            return None
        client_id, secret = (self._variable(one, name, scheme) for one in ("CLIENT_ID", "CLIENT_SECRET"))
        scope = joined((one.text for one in scopes.items), " ")
        return token_call(scheme.span, url, client_id, secret, scope=scope, in_body=False)

    def _variable(self, called: str, scheme: str, place: Node) -> Traced:
        """A variable for a credential, which no document shows."""
        name = self.known.called(in_letters(called))
        self.known.about[name] = f"the security scheme {scheme} of the document"
        return spelt(stand_in(name), place.span)


def all_of(pairs: Iterable[Header], further: Iterable[Header]) -> list[Header]:
    """Headers, and further ones whose names are not among them."""
    known = list(pairs)
    names = {name.text.lower() for name, _ in known}
    return known + [pair for pair in further if pair[0].text.lower() not in names]
