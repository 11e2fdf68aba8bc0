"""The HTTP clients that are known: rows of ``data/http-clients.json``.

A row names the functions of a client with the roles of their arguments, the options that mean a role, and what
the client makes of data by their type.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from curl2sms.http import FORM_TYPE
from curl2sms.knowledge import knowledge
from curl2sms.reading.programs.http_calls import JSON_TYPE
from curl2sms.reading.programs.texts import JsonStyle
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# How clients write JSON, by their own name for it or by their language.
JSON_STYLES = {
    "compact": JsonStyle(),
    "javascript": JsonStyle(omits=True),
    "php": JsonStyle(escapes_slashes=True, is_ascii=True),
    "python": JsonStyle(comma=", ", colon=": ", is_ascii=True),
}


@record
class Client:
    """A row of the table.

    ``calls`` are the roles of the arguments by the name of the method (``""``: the client itself is called);
    ``options`` the roles of options by their name; ``table`` and ``text`` what ``data`` become: a role, and the type
    that the client states of a text. ``query`` and ``form`` are FORM_STYLES, ``json`` is one of JSON_STYLES
    where it is not the language's.
    ``query_for`` are the methods that put data into the query. ``by_type``: a Content-Type that is stated decides.
    ``url`` is ``quoted`` where the client percent-encodes what no URL may hold, ``replaced`` where, besides, a query
    that is given replaces the URL's own.
    """

    name: str
    language: str
    names: tuple[str, ...]
    calls: Mapping[str, list[str]]
    options: Mapping[str, str]
    makes: tuple[str, ...] = ()
    table: str = "json"
    text: str = ""
    form_type: str = FORM_TYPE
    json_type: str = JSON_TYPE
    query: str = "url-search-params"
    form: str = "url-search-params"
    json: str = ""
    query_for: tuple[str, ...] = ()
    by_type: bool = False
    method: str = "GET"
    url: str = ""


@cache
def clients() -> dict[str, Client]:
    """The rows of the table by their names."""
    rows: dict[str, dict[str, Any]] = knowledge("http-clients")
    for row in rows.values():
        row.update({key: tuple(value) for key, value in row.items() if isinstance(value, list)})
    return {name: Client(name=name, **row) for name, row in rows.items()}
