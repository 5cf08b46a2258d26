"""Rows of the form's own tables: risks, milestones, related documents, listed schemes, planned changes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from joinedup.planning.importing.labelled import labelled_rows
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.importing.tables import mended, merged
from joinedup.planning.plan import FieldValue, Row, Table, TableRow
from joinedup.planning.values import Parsed, parse_count, parse_date
from joinedup.planning.words import fold

# possessive gaps, begun only after a letter: a hostile line of blanks is gone through once
_RISK_LINE = re.compile(
    r"^(?P<risk>.{12,}?)(?<!\s)\s++(?P<likelihood>[1-5])\s++(?P<impact>[1-5])\s++(?P<score>\d{1,2})\s++"
    r"(?P<mitigation>\S.*)$"
)
_RATED_LINE = re.compile(
    r"^(?P<risk>.{12,}?)(?<!\s)\s++(?P<rating>high|medium|low|red|amber|green)\s++(?P<mitigation>[A-Z].*)$", re.I
)
_KEY = re.compile(r"^(?:[1-5](?:\s*\(.*)?|high|medium|low|red|amber|green|very high|very low|20\d\d.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of table: which column each heading names, which of them it must have, whether a row
    without its date is the rest of the row above (``keyed``), and how cells parse."""

    kind: str
    columns: tuple[tuple[str, str], ...]
    needed: tuple[str, ...]
    keyed: bool = False
    parse: tuple[tuple[str, Callable[[str], Parsed | None]], ...] = ()


_SCORES = tuple((name, parse_count) for name in ("likelihood", "impact", "score"))
RISKS = Shape(
    "risk",
    (
        (
            "score",
            r"overall|risk (?:factor|score)|\bscore\b|^total|\b[lp] ?x ?[ics]\b|likelihood x|^s$|"
            r"^(?:product|together|combined)\b",
        ),
        (
            "mitigation",
            r"mitigat|^actions?\b|controls?\b|response|safeguard|counter ?measure|treatment|"
            r"^(?:what|how) (?:we|is|are|will|the|they)\b.*\b(?:do|doing|done|manag|reduc|address|respon|deal)",
        ),
        ("owner", r"\bowner|risk lead|^lead\b|responsib|accountab|^who (?:leads|owns)"),
        ("impact", r"^(?:potential )?impact|^severity|^consequence|^effect|^how (?:bad|serious|severe)|^[ic]$"),
        ("likelihood", r"likel|^probab|^chance|^[lp]$"),
        ("rating", r"rating|\brag\b|^priority"),
        ("cost", r"^(?:financial|cost|value|sum|amount|money)|£"),
        ("ref", r"^(?:no|ref|id|risk (?:no|ref|id)|number|#)\b"),
        ("risk", r"risk|^description|^issue|^threat|^hazard|^concern|^what (?:could|might|may|can) (?:go|happen)"),
    ),
    ("risk", "mitigation"),
    parse=_SCORES,
)
DOCUMENTS = Shape(
    "document",
    (
        ("reference", r"^(?:ref|reference|no|id)\b"),
        ("synopsis", r"synopsis|links?\b|summary|description|location|where"),
        ("title", r"document|title|information"),
    ),
    ("title",),
)
SCHEMES = Shape(
    "listed_scheme",
    (
        ("ref", r"^(?:scheme )?(?:ref|reference|no|number|id)\b"),
        ("cost", r"£|cost|budget|investment|value|spend"),
        ("name", r"scheme|name|project|title"),
    ),
    ("name",),
)
MILESTONES = Shape(
    "milestone",
    (
        ("when", r"^(?:date|when|by when|month|timescale|timing|deadline|due|target date|completion)"),
        ("owner", r"\bowner|^lead|responsib"),
        ("what", r"milestone|action|task|activity|what|description|deliverable"),
    ),
    ("when", "what"),
    parse=(("when", parse_date),),
)
CHANGES = Shape(
    "change",
    (
        ("change", r"planned change|^change|^scheme|^project"),
        ("year", r"^year|^when|timescale"),
        ("process", r"process|how"),
    ),
    ("change", "year"),
    keyed=True,
)


SIGNATURES = Shape(
    "signature",
    (
        ("date", r"^date|signed on(?! behalf)"),
        ("position", r"^position|^(?:job )?title|^role|^designation"),
        ("body", r"organisation|^body|on behalf|^partner|^agency|^authority"),
        ("by", r"^name|signatory|signed by|^by$"),
        ("signature", r"^signature|^signed$"),
    ),
    ("body", "by", "date"),
    parse=(("date", parse_date),),
)


def names_its_columns(shape: Shape, table: Table, least: int = 3) -> bool:
    """True when the first row is a heading with so many of the shape's columns, though perhaps not all it needs."""
    return len(_columns(shape, table.rows[0])) >= least


def read_rows(shape: Shape, table: Table) -> list[Row] | None:
    """The table's rows when its heading is of this shape, else None."""
    for at, head in enumerate(table.rows[:3]):
        columns = max(_columns(shape, head), _columns(shape, merged(table.rows[: at + 1])), key=len)
        if _is_head(shape, columns) and not _goes_on_below(shape, table, at, columns):
            below = _rest_of_head(table.rows[at + 1 :], columns)
            return _rows(replace(shape, keyed=True) if below else shape, table.rows[at + 1 + below :], columns)
    return _below_broken_head(shape, table)


def _goes_on_below(shape: Shape, table: Table, at: int, columns: dict[str, int]) -> bool:
    """True where the next line is the rest of the heading: few words, none in the first cell, and it names more."""
    below = table.rows[at + 1 : at + 2]
    if not below or at > 1 or below[0].cells[0].strip():
        return False
    short = all(len(cell.split()) <= 4 and not re.search(r"\d", cell) for cell in below[0].cells)
    return short and len(_columns(shape, merged(table.rows[: at + 2]))) > len(columns)


def _is_head(shape: Shape, columns: dict[str, int]) -> bool:
    """True where every needed column is named; for a table of ratings, the two ratings and what they rate do."""
    rated = shape is RISKS and {"risk", "likelihood", "impact"} <= set(columns)
    return (rated or all(name in columns for name in shape.needed)) and len(columns) >= 2


def _rest_of_head(rows: Sequence[TableRow], columns: dict[str, int]) -> int:
    """How many lines below a heading still belong to it: words where only ratings can stand."""
    key = next((columns[name] for name in ("rating", "likelihood") if name in columns), None)
    if key is None or not rows or key >= len(rows[0].cells):
        return 0
    words = rows[0].cells[key]
    if not words or _KEY.match(words) or re.search(r"\d|[<\[?]", words) or len(words.split()) < 2:
        return 0
    return next((n for n, row in enumerate(rows[:16]) if key < len(row.cells) and _KEY.match(row.cells[key])), 0)


def _below_broken_head(shape: Shape, table: Table) -> list[Row] | None:
    """Rows of a table whose heading is broken over lines, as are its rows: each begins where its rating stands."""
    for count in range(2, min(16, len(table.rows))):
        columns = _columns(shape, merged(table.rows[:count]))
        key = next((columns[name] for name in ("rating", "likelihood", "when", "year") if name in columns), None)
        below = table.rows[count].cells
        if key is None or key >= len(below) or not all(name in columns for name in shape.needed):
            continue
        if len(columns) >= 3 and _KEY.match(below[key]):
            return _rows(replace(shape, keyed=True), table.rows[count:], columns)
    return None


def read_headless(shape: Shape, table: Table, columns: dict[str, int]) -> list[Row]:
    """Rows of a table without a heading, whose columns are known otherwise."""
    return _rows(shape, table.rows, columns)


def _columns(shape: Shape, head: TableRow) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(head.cells):
        folded = fold(cell)[:60]
        if not folded or len(fold(cell)) > 420:
            continue
        name = next((n for n, words in shape.columns if n not in columns and re.search(words, folded)), None)
        if name:
            columns[name] = at
    return columns


def _rows(shape: Shape, rows: Sequence[TableRow], columns: dict[str, int]) -> list[Row]:
    key = next((columns[name] for name in ("rating", "score", "likelihood", "when", "year") if name in columns), None)
    found: list[Row] = []
    for row in mended(_without_spacers(rows), key, always=shape.keyed):
        if any(cell.strip() for cell in row.cells) and _columns_filled(row, columns):
            found.append(_row(shape, len(found) + 1, row, columns))
    return found


def _without_spacers(rows: Sequence[TableRow]) -> list[TableRow]:
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def _columns_filled(row: TableRow, columns: dict[str, int]) -> bool:
    return any(at < len(row.cells) and row.cells[at].strip() for at in columns.values())


def _row(shape: Shape, number: int, row: TableRow, columns: dict[str, int]) -> Row:
    parsers = dict(shape.parse)
    fields = []
    for name, at in columns.items():
        raw = row.cells[at] if at < len(row.cells) else ""
        parser = parsers.get(name)
        fields.append(FieldValue(name, raw, parser(raw) if parser else None, None, 1.0, row.line, row.line, row.page))
    return Row(shape.kind, number, tuple(fields))


def risks_in_text(pieces: Sequence[Piece]) -> list[Row]:
    """Risks written as lines: 'words 4 5 20 what is done', or a label a line."""
    rows: list[Row] = []
    for piece in pieces:
        match = _RISK_LINE.match(piece.text) or _RATED_LINE.match(piece.text)
        if match and not piece.in_row:
            fields = [_value(name, text, piece) for name, text in match.groupdict().items()]
            rows.append(Row("risk", len(rows) + 1, tuple(fields)))
    return rows or labelled_rows(RISKS.kind, RISKS.columns, "risk", pieces)


def milestones_in_text(pieces: Sequence[Piece]) -> list[Row]:
    """Milestones written as lines that open with a date."""
    rows: list[Row] = []
    for piece in pieces:
        match = re.match(r"^[-•·*\s]*(?P<when>.{4,24}?)\s*[:–—-]\s+(?P<what>\S.*)$", piece.text)
        if match and not piece.in_row and (date := parse_date(match["when"])):
            place = (piece.line, piece.last_line, piece.page)
            when = FieldValue("when", match["when"].strip(), date, None, 0.9, *place)
            rows.append(
                Row("milestone", len(rows) + 1, (when, FieldValue("what", match["what"], None, None, 0.9, *place)))
            )
    return rows


def schemes_in_text(pieces: Sequence[Piece]) -> list[Row]:
    """Listed schemes written as lines: a reference and a name."""
    rows: list[Row] = []
    for piece in pieces:
        match = re.match(
            r"^[-•·*\s]*(?P<ref>[A-Z]{0,5}[ -]?\d{1,3}[a-z]?)\s*[:.)–—-]?\s+(?P<name>[A-Z].{3,120})$", piece.text
        )
        if match and not piece.in_row:
            fields = [_value(name, text.strip(), piece) for name, text in match.groupdict().items()]
            rows.append(Row("listed_scheme", len(rows) + 1, tuple(fields)))
    return rows


def _value(name: str, raw: str, piece: Piece) -> FieldValue:
    parsed = parse_count(raw) if name in {"likelihood", "impact", "score"} else None
    return FieldValue(name, raw, parsed, None, 0.8, piece.line, piece.last_line, piece.page)


def numbered(rows: Sequence[Row]) -> list[Row]:
    """Rows counted on within their kind, as one kind may have two tables."""
    counts: dict[str, int] = {}
    counted = []
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
        counted.append(Row(row.kind, counts[row.kind], row.fields))
    return counted
