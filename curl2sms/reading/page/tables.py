"""The tables of a page: their headings show which columns hold names and example values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from curl2sms.patterns import regex
from curl2sms.records import record, replace
from curl2sms.traced import Traced, written

NAME = regex(r"[A-Za-z_][\w.\[\]-]{0,40}")
# What the cells of a table's first row are called, by what is below them.
_NAMES = regex(
    r"(?:parameters?|params?|names?|fields?|keys?|variables?|headers?|attributes?)(?: names?)?"
    r"|par[aâá]metros?|campos?|nombres?|clave|nomes?|chave|paramètres?|champs?|noms?|clés?|feld(?:name)?"
    r"|параметр|поле|имя|название|parametre|alan|isim|参数名?|名称|字段",
    re.IGNORECASE,
)
_VALUES = regex(
    r"(?:examples?|samples?|values?)(?: values?)?|e\.?g\.?"
    r"|beispiel(?:e|\(e\))?|ejemplos?|exemples?|exemplos?|esempio|örnek|przykład|пример|valor(?:es)?|valeurs?|wert|değer|значение|(?:参数|示例)值|示例",
    re.IGNORECASE,
)
_OTHERS = regex(
    r"#|no\.?|(?:data )?types?|descriptions?|desc|details?|meaning|default|notes?"
    r"|tipo|descripción|descrição|beschreibung|typ|тип|описание|tip|açıklama|(?:参数)?类型|说明|描述",
    re.IGNORECASE,
)
_WHETHER = regex(
    r"required|mandatory|optional|option|requerido|obrigatório|pflicht|obligatoire|обязательный|zorunlu|(?:是否)?必[填选须]",
    re.IGNORECASE,
)
_ROW = regex(r"^[^\n|\t]*[|\t][^\n]*$", re.MULTILINE)
# What a table says of a name behind it: "to (required)", "to*", "to Required".
_SAID_OF_NAME = regex(r"(?<=[^ \t*(])(?:[ \t]*\([^()|\n]*\)|\*|[ \t]+(?:required|optional))$", re.IGNORECASE)
_MARKED = regex(r"(?P<mark>`+|\*+)(?P<text>[^`*]+)(?P=mark)")
_BAR, _ESCAPED_BAR = regex(r"(?<!\\)\||\t"), regex(r"\\\|")
_ESCAPE = regex(r"%[0-9A-Fa-f]{2}")
_RULE = regex(r"[\s|:+-]*")
# Names that only headers have.
OF_HEADERS = regex(r"(?:proxy-)?authorization|content-type|accept|x-(?!rate-?limit)[a-z][\w-]*", re.IGNORECASE)
# Words above a table of what the provider answers.
_OF_ANSWERS = regex(
    r"\b(?:respon[sd]|answer|return|result|output|repl(?:y|ies)|respuesta|réponse|resposta|risposta|antwort)|ответ|yanıt",
    re.IGNORECASE,
)
_FARTHEST = 300  # characters above a table whose words may tell what it is of
_Cell = tuple[int, int]


@record
class ShownPair:
    """A name and its example value, as the page writes them; ``is_encoded`` says that it is so on the wire."""

    name: Traced
    value: Traced
    is_encoded: bool = False


@record
class ShownTable:
    """The rows of a table that have a name, those without a value too; of ``has_values`` there is a column of them."""

    start: int
    pairs: tuple[ShownPair, ...]
    has_values: bool

    @property
    def is_of_headers(self) -> bool:
        """Whether its names are those of headers."""
        return any(OF_HEADERS.fullmatch(pair.name.text) for pair in self.pairs)


def shown_pair(text: str, name: _Cell, value: _Cell) -> ShownPair:
    """The name and the value that are at two places of a text."""
    bare = text[slice(*value)].rstrip()
    return ShownPair(written(text[slice(*name)], name[0]), written(bare, value[0]).sub(_ESCAPED_BAR, "|"))


def tables(text: str, start: int, end: int) -> Iterator[ShownTable]:
    """The tables between two places: each begins with a row that says what its columns hold."""
    lines = (line.span() for line in _ROW.finditer(text, start, end))
    rows = [_cells(text, *line) for line in lines if not _RULE.fullmatch(text, *line)]
    heads: list[int] = []
    for number, row in enumerate(rows):
        if _is_head(text, row, is_first=not heads):
            heads.append(number)
    for head, following in pairwise([*heads, len(rows)]):
        if (below := rows[head + 1 : following]) and not _OF_ANSWERS.search(_line_above(text, rows[head][0][0], start)):
            yield _table(text, rows[head], below)


def stacked(text: str, start: int, end: int) -> Iterator[ShownPair]:
    """The rows of a table of names and values whose cells were copied each on a line of its own."""
    lines = [line for line in regex(r"[^\n]+").finditer(text, start, end) if line[0].strip()]
    cells = [(line.end() - len(line[0].lstrip()), line.start() + len(line[0].rstrip())) for line in lines]
    heads = [text[slice(*cell)] for cell in cells[:2]]
    if len(cells) < 4 or len(cells) % 2 or not (_NAMES.fullmatch(heads[0]) and _VALUES.fullmatch(heads[1])):
        return
    names, values = cells[2::2], cells[3::2]
    if all(NAME.fullmatch(text, *name) for name in names):
        yield from (shown_pair(text, *pair) for pair in zip(names, values, strict=True))


def _line_above(text: str, place: int, start: int) -> str:
    """The nearest line with words above a place."""
    above = text[max(start, place - _FARTHEST) : text.rfind("\n", 0, place) + 1].rstrip()
    return above.rpartition("\n")[2]


def _is_head(text: str, row: Sequence[_Cell], *, is_first: bool) -> bool:
    """Whether the cells of a row are headings: one for names, and in a further table all of them known."""
    cells = [text[slice(*cell)] for cell in row if cell[0] < cell[1]]
    if not any(map(_NAMES.fullmatch, cells)):
        return False
    columns = [cell for cell in cells if _VALUES.fullmatch(cell) or _OTHERS.fullmatch(cell)]
    known = [cell for cell in cells if _NAMES.fullmatch(cell) or _WHETHER.fullmatch(cell)]
    return is_first or (bool(columns) and len(columns) + len(known) == len(cells))


def _table(text: str, heads: Sequence[_Cell], rows: Sequence[Sequence[_Cell]]) -> ShownTable:
    named = [text[slice(*cell)] for cell in heads]
    name = next(number for number, head in enumerate(named) if _NAMES.fullmatch(head))
    value = next((number for number, head in enumerate(named) if number != name and _VALUES.fullmatch(head)), None)
    pairs = []
    for row in rows:
        if len(row) <= name or not NAME.fullmatch(text, *(cell := _bare_name(text, *row[name]))):
            continue
        shown = value is not None and len(row) > value
        pairs.append(_named(text, cell, row[value or 0]) if shown else shown_pair(text, cell, (cell[1], cell[1])))
    return ShownTable(heads[0][0], tuple(pairs), value is not None)


def _bare_name(text: str, start: int, end: int) -> _Cell:
    """A cell for a name without what a page notes on it: ``to (required)``, ``to*``."""
    said = _SAID_OF_NAME.search(text, start, end)
    return start, said.start() if said else end


def _named(text: str, name: _Cell, value: _Cell) -> ShownPair:
    """A name with its value, which may begin with the name and then be encoded: ``to=447700900123``, ``text=a%20b``."""
    before = f"{text[slice(*name)]}="
    if not text.startswith(before, *value):
        return shown_pair(text, name, value)
    pair = shown_pair(text, name, (value[0] + len(before), value[1]))
    return replace(pair, is_encoded=_ESCAPE.search(pair.value.text) is not None)


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    """The cells of a line, without the marks of Markdown around them."""
    bars = [found.start() for found in _BAR.finditer(text, start, end)]
    if bars and not text[start : bars[0]].strip():
        start = bars.pop(0) + 1
    ends = [*bars, end] if not bars or text[bars[-1] + 1 : end].strip() else bars
    cells = []
    for stop in ends:
        bare = text[start:stop].strip(" \r")
        marked = _MARKED.fullmatch(bare)
        bare = marked["text"] if marked else bare
        begin = text.index(bare, start, stop) if bare else stop
        cells.append((begin, begin + len(bare)))
        start = stop + 1
    return cells
