"""How a provider's delivery report is read, as a template (``callback``) and the catalog hold it.

A point names a value of a report: ``json:/results/0/messageId`` in its body, ``form:status`` in the pairs of its body,
``query:id`` in its query, or ``form:data>json:/0/id`` in a JSON text that one of these holds. ``*`` in a pointer is
every member of a list or an object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curl2sms.json_pointers import tokens_of
from curl2sms.patterns import regex
from curl2sms.records import attribute, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Of the codes that CleverTap documents for a message that failed (900 to 920, without 911), the one
# for any other reason; the description says which.
OTHER = "900"
# The names of the points that a callback may have.
POINTS = ("list", "id", "state", "time", "error")

_POINT = regex(
    r"(?P<pairs>form|query):(?P<name>[^>\n](?>[^>\n]+|>(?!json:(?:/|\Z)))*+)(?:>json:(?P<inner>(?:/.*)?))?"
    r"|json:(?P<outer>(?:/.*)?)"
)


@record
class ReportPoint:
    """A place in a report: the pairs and the name of one of them, then the steps in a JSON text.

    ``pairs`` is ``form`` or ``query``, None where the body itself is JSON. ``steps`` is None where no JSON is meant.
    """

    pairs: str | None
    name: str
    steps: tuple[str, ...] | None


@record
class Callback:
    """How a provider's report becomes the platform's callback: the points, and what the states mean.

    ``list`` is where one report holds several; then the other points of the layer ``json`` count from an element of
    it. Only the states in ``delivered`` and ``failed`` are final. ``code`` maps the provider's codes and states to
    those of the platform.
    """

    id: str
    state: str
    delivered: tuple[str, ...]
    failed: tuple[str, ...]
    list: str | None = None
    time: str | None = None
    error: str | None = None
    code: Mapping[str, str] = attribute(default_factory=dict)

    @property
    def points(self) -> dict[str, str]:
        """Every point that is stated, by its name in the template."""
        stated = {name: getattr(self, name) for name in POINTS}
        return {name: at for name, at in stated.items() if at is not None}


def point_of(at: str) -> ReportPoint:
    """A point as it is written; ValueError where it is none.

    >>> point_of("form:data>json:/0/id")
    ReportPoint(pairs='form', name='data', steps=('0', 'id'))
    """
    match = _POINT.fullmatch(at)
    if not match:
        raise ValueError(at)
    pointer = match["inner"] if match["pairs"] else match["outer"]
    return ReportPoint(match["pairs"], match["name"] or "", None if pointer is None else tokens_of(pointer))


def from_data(data: Mapping[str, Any]) -> Callback:
    """What a template's schema describes as ``callback``."""
    return Callback(**{**data, "delivered": tuple(data["delivered"]), "failed": tuple(data["failed"])})


def as_data(callback: Callback) -> dict[str, Any]:
    """What ``from_data`` reads, in the order of reading."""
    points = callback.points
    data: dict[str, Any] = {name: points[name] for name in ("list", "id", "state") if name in points}
    data |= {"delivered": [*callback.delivered], "failed": [*callback.failed]}
    data |= {name: points[name] for name in ("time", "error") if name in points}
    return data | ({"code": dict(callback.code)} if callback.code else {})


def of_catalog(report: Mapping[str, Any], at: str | None) -> Callback | None:
    """The callback of a provider whose reports the catalog describes, and that returns the platform's id at a point.

    None where the catalog does not say how an id is returned, or which states are final.
    """
    if at is None or not {"delivered", "failed"} & report.keys():
        return None
    return Callback(
        at,
        report["state"],
        _states(report.get("delivered", ())),
        _states(report.get("failed", ())),
        report.get("list"),
        report.get("time"),
        report.get("error"),
        report.get("code", {}),
    )


def _states(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)
