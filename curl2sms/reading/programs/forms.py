"""Forms and queries as the clients of programs write them: the escapes, and what lists and flags within become."""

from __future__ import annotations

from curl2sms.reading.encoding import percent_encoded
from curl2sms.reading.programs.machine import Machine
from curl2sms.reading.programs.texts import pairs_of
from curl2sms.reading.programs.values import Cell, Member, Table, Text, Value, is_null, listed, table_of
from curl2sms.records import record
from curl2sms.traced import Traced, joined


@record
class FormStyle:
    """How names and values of a form or a query are written: percent-encoded, but for letters, digits and ``kept``.

    ``nested`` is what a list within becomes: ``index`` (``a[0]=``), ``brackets`` (``a[]=``), ``repeat`` (``a=``, once
    for each), ``comma`` and ``text`` (one value). ``of_names`` says what a table of names within becomes: its
    ``members``, its ``keys``, or ``nothing``. ``takes_pairs``: a list of pairs is as good as a table. ``flags`` are
    what true and false become, where that is something else than the language's own text of them; ``nothing`` and
    ``null`` what a value that is not there and JavaScript's null become (None: no pair).
    """

    kept: str
    space: str = "+"
    nested: str = "index"
    keeps_brackets: bool = False
    takes_pairs: bool = False
    of_names: str = "members"
    flags: tuple[str, str] | None = None
    nothing: str | None = None
    null: str | None = None
    encodes: bool = True


FORM_STYLES = {
    "php": FormStyle("-_.", flags=("1", "0")),
    "php-raw": FormStyle("-_.~", "%20", flags=("1", "0")),
    "url-search-params": FormStyle("*-._", nested="text", takes_pairs=True),
    "querystring": FormStyle("-_.!~*'()", "%20", "repeat", of_names="nothing", nothing="", null=""),
    "qs": FormStyle("-_.~", "%20", null=""),
    "jquery": FormStyle("-_.!~*'()", "+", "brackets", nothing="", null=""),
    "axios": FormStyle("-_.!~*'():$,", "+", "brackets", keeps_brackets=True),
    "axios-form": FormStyle("*-._", "+", "brackets", null=""),
    "python": FormStyle("_.-~", nested="text", takes_pairs=True),
    "requests": FormStyle("_.-~", nested="repeat", takes_pairs=True, of_names="keys"),
    "httpx": FormStyle("_.-~", nested="repeat", takes_pairs=True, flags=("true", "false"), nothing=""),
}


def form_text(machine: Machine, table: Table, style: FormStyle) -> Traced:
    """A table as the text of a form."""

    def name_in(before: Traced, key: Traced, is_list: bool) -> Traced:
        if style.nested == "repeat":
            return before
        return joined(
            (
                before,
                Traced("[]") if is_list and style.nested == "brackets" else joined((Traced("["), key, Traced("]"))),
            )
        )

    if style.nested == "comma":
        table = _with_commas(machine, table)
    pairs: list[tuple[Traced, Traced]] = []
    for one in pairs_in(machine, table) if style.takes_pairs else [table]:
        if style.nested != "text":
            one = _flagged(one, style)
        if style.nested == "text":
            pairs += [(entry.key, machine.text(entry.value)) for entry in one.entries.values()]
        else:
            pairs += pairs_of(machine, one, name_in)
    for _, value in pairs:
        machine.writes(value)
    if not style.encodes:
        return joined((joined(pair, "=") for pair in pairs), "&")
    in_names = style.kept + "[]" * style.keeps_brackets
    written = [
        (percent_encoded(name, in_names, space=style.space), percent_encoded(value, style.kept, space=style.space))
        for name, value in pairs
    ]
    return joined((joined(pair, "=") for pair in written), "&")


def _with_commas(machine: Machine, table: Table) -> Table:
    """A table whose lists are texts, with commas between the members."""
    made = Table(table.kind)
    for key, entry in table.entries.items():
        value = entry.value
        if isinstance(value, Table) and value.is_list:
            value = Text(joined([machine.text(one) for one in value.values], ",")) if value.entries else None
        made.entries[key] = Member(entry.key, Cell(value))
    return made


def pairs_in(machine: Machine, table: Table) -> list[Table]:
    """A list of pairs as a table for each, because a name may come twice; a table as it is."""
    if not table.is_list or not all(_is_pair(one) for one in table.values):
        return [table]
    tables = []
    for pair in table.values:
        if isinstance(pair, Table):
            tables.append(Table("map"))
            tables[-1].put(machine.text(pair.get("0")), pair.get("1"))
    return tables


def _flagged(table: Table, style: FormStyle) -> Table:
    """A table with texts for what is true, false or nothing."""
    made = Table(table.kind)
    for key, entry in table.entries.items():
        value = table_of(entry.value) if style.nested in {"index", "brackets"} else entry.value
        if isinstance(value, Table) and not value.is_list and style.of_names != "members":
            keys = listed([Text(one.key) for one in value.entries.values()])
            value = keys if style.of_names == "keys" else Text(Traced(""))
        elif isinstance(value, Table):
            value = _flagged(value, style)
        elif value is None or is_null(value):
            text = style.nothing if value is None else style.null
            value = None if text is None else Text(Traced(text))
        elif isinstance(value, bool) and style.flags:
            value = Text(Traced(style.flags[not value]))
        made.entries[key] = Member(entry.key, Cell(value))
    return made


def query_text(machine: Machine, value: Value, style: FormStyle) -> Traced:
    """The text of a query: of a table, of pairs, or as it is written."""
    if isinstance(value, Table):
        return form_text(machine, value, style)
    if value is None or isinstance(value, bool):
        return Traced("")
    return machine.text(value).lstrip("?&")


def _is_pair(value: Value) -> bool:
    return isinstance(value, Table) and value.is_list and len(value.entries) == 2
