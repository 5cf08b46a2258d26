"""Tables of a workbook: known by the words of their headings, which may stand in one row or in two, or be merged."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Row, SourceLine
from joinedup.planning.reading.document import PlanDocument
from joinedup.planning.templates import Column, Grid, Template
from joinedup.planning.values import Parsed, Percent
from joinedup.planning.values.money import unit_in_label
from joinedup.planning.words import fold

_TOTAL = re.compile(r"^(?:grand |overall )?totals?\b|^(?:\w+ ){1,2}totals?$")
_SUBTOTAL = re.compile(r"^sub\s?totals?\b")
_POUNDS = re.compile(r"\(\s*£\s*\)|£\s*$|\bwhole pounds\b|\bin (?:£|pounds)(?!\s*[(\d'’k m])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)\s?[/-]\s?(?:20)?(\d\d)(?!\d)")
_PART = re.compile(r"^\W*(?:numerator|denominator|(?:metric )?value)\W*$", re.IGNORECASE)
_SHORT = 6  # rows below a heading that tell what a column holds
_LONGEST_HEADING = 40  # words
_HIGHEST = 3  # rows a heading may have
_GAP = 2  # empty rows that end a table
_QUARTERS = 3  # named in one row make it a heading
_QUARTER = re.compile(r"q(?:uarter)? ?[1-4]\b", re.IGNORECASE)
_FEWEST = 2  # cells of a row that may stand after an empty one


@dataclass(slots=True)
class FoundGrid:
    """A table found: the question it answers, its rows, and all its lines with the heading's."""

    key: str
    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    heading: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a sheet with every merged cell filled in."""

    line: SourceLine
    cells: tuple[str, ...]
    spelled: str = ""


def find_grids(document: PlanDocument, template: Template) -> list[FoundGrid]:
    """Every table of the return that the workbook holds, in the order of its sheets."""
    lines = _filled(document)
    found: list[FoundGrid] = []
    taken: set[int] = set()
    for at, line in enumerate(lines):
        if line.line.number in taken or len(line.cells) < 2:
            continue
        best = max(_headings(lines, at, template), key=lambda one: one[0], default=None)
        if best is None or best[0] <= 0:
            continue
        _, key, grid, columns, height = best
        made = _read(lines, at, key, grid, columns, height)
        if made.rows or height:
            found.append(made)
            taken |= set(made.lines)
    return [grid for grid in found if grid.rows]


def _filled(document: PlanDocument) -> list[_Line]:
    merged: dict[int, dict[int, str]] = {}
    for number, column, words in document.merged:
        merged.setdefault(number, {})[column] = words
    made = []
    for line in document.lines:
        cells = list(line.cells) or ([line.text] if line.text.strip() else [])
        more = merged.get(line.number, {})
        cells += [""] * (max(more, default=-1) + 1 - len(cells))
        whole = tuple(cell or more.get(at, "") for at, cell in enumerate(cells))
        made.append(_Line(line, whole, _spelled(" ".join(whole)) if len(whole) > 1 else ""))
    return made


def _headings(
    lines: Sequence[_Line], at: int, template: Template
) -> Iterator[tuple[float, str, Grid, dict[int, Column], int]]:
    """Every way to read the row as a heading: how good, for which question, which columns, of how many rows."""
    for question in template.questions:
        grid = template.grids.get(question.rows or "")
        if grid is None:
            continue
        if not _may_head(grid, lines, at):
            continue
        for height in range(1, _HIGHEST + 1):
            heads = _heads(lines, at, height)
            columns = _columns(grid, heads) if heads else {}
            known = {_stem(column) for column in columns.values()}
            missing = {column.key for column in grid.columns if column.needed and _stem(column) not in known}
            if missing <= ({grid.columns[0].key} if grid.lines else set()) and len(columns) >= 2:
                share = len(columns) / len(grid.columns)
                here = template.section_of(question.key)
                bonus = 0.5 if here and _on_sheet(lines[at].line, lines, here.headings) else 0.0
                yield len(columns) + share + bonus - height * 0.1, question.key, grid, columns, height


def _may_head(grid: Grid, lines: Sequence[_Line], at: int) -> bool:
    """False where the words of a needed column stand nowhere in the next rows: so most rows are told at once."""
    text = " ".join(one.spelled for one in lines[at : at + _HIGHEST])
    needed = {
        _stem(column) for column in grid.columns if column.needed and not (grid.lines and column is grid.columns[0])
    }
    return needed <= {_stem(column) for column in grid.columns if _named_in(text, column)}


def _stem(column: Column) -> str:
    """What a column holds whatever its year: a return of two years may be filled in for one."""
    return column.key.split(".", 1)[0]


def _named_in(text: str, column: Column) -> bool:
    return _spelled(column.ask) in text or any(all(fold(word) in text for word in words) for words in column.words)


def _on_sheet(line: SourceLine, lines: Sequence[_Line], names: Sequence[str]) -> bool:
    first = next((one.line for one in lines if one.line.page == line.page), line)
    return any(fold(name) in fold(first.text) for name in names)


def _heads(lines: Sequence[_Line], at: int, height: int) -> list[str]:
    """The heading's words by column; what stands in an upper row goes on over the empty cells right of it."""
    part = lines[at : at + height]
    if len(part) < height or any(len(one.cells) < 2 or one.line.page != part[0].line.page for one in part):
        return []
    width = max(len(one.cells) for one in part)
    rows = []
    for one in part[:-1]:
        carried, last = [], ""
        for column in range(width):
            last = (one.cells[column] if column < len(one.cells) else "") or last
            carried.append(last)
        rows.append(carried)
    rows.append([part[-1].cells[column] if column < len(part[-1].cells) else "" for column in range(width)])
    if height > 1 and not _is_heading(part[-1].cells):
        return []
    return [" ".join(dict.fromkeys(filter(None, (row[column] for row in rows)))) for column in range(width)]


def _is_heading(cells: Sequence[str]) -> bool:
    """True for a row without a figure: years and quarters are no figures."""
    plain = [_YEAR.sub("", cell) for cell in cells if cell]
    return not any(re.fullmatch(r"[£(\-]?\s?[\d,. ]+%?\)?", one) for one in plain if one.strip())


def _columns(grid: Grid, heads: Sequence[str]) -> dict[int, Column]:
    """Which column of the sheet is which of the table: the likeness with most words wins, each column once."""
    found = []
    for at, head in enumerate(heads):
        folded = _spelled(head)
        if not folded or len(folded.split()) > _LONGEST_HEADING:
            continue
        for order, column in enumerate(grid.columns):
            weight = _likeness(folded, column)
            if weight:
                found.append((weight, -at, -order, at, column))
    placed: dict[int, Column] = {}
    for _, _, _, at, column in sorted(found, key=lambda one: one[:3], reverse=True):
        if at not in placed and column not in placed.values():
            placed[at] = column
    return placed


def _spelled(head: str) -> str:
    """The heading folded, years in two figures each: '2014-15' becomes '14/15'."""
    return fold(_YEAR.sub(lambda match: f"{match[1]}/{match[2]}", head))


def _likeness(folded: str, column: Column) -> int:
    if any(word in folded for word in column.barred):
        return 0
    exact = 3 if folded in {fold(column.ask), _spelled(column.ask)} else 0
    known = [words for words in column.words if all(fold(word) in folded for word in words)]
    return exact + max((sum(len(word.split()) for word in words) for words in known), default=0)


def _read(lines: Sequence[_Line], at: int, key: str, grid: Grid, columns: dict[int, Column], height: int) -> FoundGrid:
    heads = _heads(lines, at, height)
    heading = [one.line.number for one in lines[at : at + height]]
    made = FoundGrid(key, lines=[*heading], heading=heading)
    said, titled, above = _said_above(lines, at), _title_above(lines, at), _unit_above(lines, at)
    columns = _with_parts(grid, columns, lines[at + height : at + height + _SHORT])
    gap, gapped = 0, False
    for one in lines[at + height :]:
        if one.line.page != lines[at].line.page or gap > _GAP or _again(grid, one) or _by_quarter(one):
            break
        gap = 0 if any(cell.strip() for cell in one.cells) else gap + 1
        gapped = gapped or gap > 0
        first = next((cell for cell in one.cells if cell.strip()), "")
        if gap:
            continue
        if _SUBTOTAL.match(fold(first)):
            made.lines.append(one.line.number)
            continue
        if _TOTAL.match(fold(first)):
            made.lines.append(one.line.number)
            break
        row = _row(grid, len(made.rows) + 1, one, columns, heads, above)
        sideways = _part(grid, first) and not _in_part_column(columns, one, first)
        if row is not None and grid.lines and (sideways or grid.columns[0] not in columns.values()):
            row = _named(row, grid, titled, first)
        if row is None or (gapped and sum(not value.blank for value in row.fields) < _FEWEST):
            break
        row = _carried(row, grid, made.rows)
        gapped = False
        made.lines.append(one.line.number)
        made.rows.append(_with_year(row, grid, said))
    return made


def _in_part_column(columns: Mapping[int, Column], one: _Line, first: str) -> bool:
    """The line opens with the name of its part where such names stand: the measure is named on a line above."""
    parts = (at for at, column in columns.items() if column.key == "part" and at < len(one.cells))
    return any(one.cells[at] == first for at in parts)


def _by_quarter(one: _Line) -> bool:
    """The heading of another table: its figures are by quarter."""
    return sum(bool(_QUARTER.match(cell.strip())) for cell in one.cells) >= _QUARTERS


def _again(grid: Grid, line: _Line) -> bool:
    """True for a row that is a heading of this table or the like; a numbered row, or one with an answer, is none."""
    first = next((cell for cell in line.cells if cell.strip()), "")
    answers = {fold(choice) for column in grid.columns for choice in column.choices}
    if re.match(r"\s*\d+[.)]\s", first) or any(fold(cell) in answers for cell in line.cells if cell.strip()):
        return False
    needed = [column for column in grid.columns if column.needed]
    spelled = [_spelled(cell) for cell in line.cells]
    return sum(any(_likeness(head, column) for head in spelled) for column in needed) == len(
        needed
    ) > 1 and _is_heading(line.cells)


def _row(
    grid: Grid, number: int, one: _Line, columns: dict[int, Column], heads: Sequence[str], above: str | None
) -> Row | None:
    """The row's fields; None for a line with nothing under the table's headings but one long text."""
    fields = []
    for at, column in sorted(columns.items()):
        raw = one.cells[at].strip() if at < len(one.cells) else ""
        unit = _unit(heads[at], above, column)
        parsed = _share(raw) if column.kind == "percent" else parsed_as(column.kind, raw, unit)
        told = getattr(parsed, "unit", None) if column.kind == "money" else None
        place = (one.line.number, one.line.number, one.line.page)
        fields.append(FieldValue(column.key, raw, parsed, told or None, 1.0, *place))
    filled = [value for value in fields if not value.blank]
    if not filled or (len(filled) == 1 and len(one.line.cells) < 2 and len(filled[0].text.split()) > _GAP * 10):
        return None
    return Row(grid.kind, number, tuple(fields))


def _unit(head: str, above: str | None, column: Column) -> str:
    """In what a column counts money: as its heading says, else what is said above the table, else as the form does."""
    if unit_in_label(head):
        return head
    if _POUNDS.search(head):
        return ""
    return column.unit if above is None or "." not in column.key else above


def _unit_above(lines: Sequence[_Line], at: int) -> str | None:
    """The unit told on the sheet above the table: a label of thousands or millions, '' for pounds, None for neither."""
    for one in reversed(lines[:at]):
        if one.line.page != lines[at].line.page:
            break
        words = " ".join(cell for cell in one.cells if cell) or one.line.text
        if unit_in_label(words):
            return words
        if _POUNDS.search(words):
            return ""
    return None


def _share(raw: str) -> Parsed | None:
    """A share: with its sign, or the bare number that a cell without a format shows: 0.6 or 60."""
    parsed = parsed_as("percent", raw)
    if parsed is not None or not re.fullmatch(r"\d+(?:\.\d+)?", raw):
        return parsed
    share = Decimal(raw)
    return Percent(share * 100, share * 100) if share <= 1 else Percent(share, share)


def _named(row: Row, grid: Grid, title: str, label: str) -> Row | None:
    """A line of a table on its side: what the table's title names, and which of its figures the label says."""
    part = _part(grid, label)
    if part is None or not title:
        return None
    place = {"line": row.line, "last_line": row.line}
    own = (FieldValue(grid.columns[0].key, title, **place), FieldValue(grid.columns[1].key, part, **place))  # type: ignore[arg-type]
    return Row(
        row.kind, row.number, (*own, *(value for value in row.fields if value.key not in (own[0].key, own[1].key)))
    )


def _with_parts(grid: Grid, columns: dict[int, Column], below: Sequence[_Line]) -> dict[int, Column]:
    """The columns and, where its heading is empty, the one below which numerators and denominators are named."""
    part = grid.column("part")
    if part is None or part in columns.values():
        return columns
    found = [at for one in below for at, cell in enumerate(one.cells) if at not in columns and _PART.match(cell)]
    return columns | {found[0]: part} if len(found) >= _FEWEST and len(set(found)) == 1 else columns


def _carried(row: Row, grid: Grid, above: Sequence[Row]) -> Row:
    """A part of a measure below the line that names it is that measure's too."""
    if grid.kind != "measure" or not above or row.text("measure") or not row.text("part"):
        return row
    name = above[-1].get("measure")
    others = tuple(field for field in row.fields if field.key != "measure")
    return row if name is None else Row(row.kind, row.number, (name, *others))


def _part(grid: Grid, label: str) -> str | None:
    """Which line of a table on its side the label names."""
    folded = fold(label)
    return next((name for name, words in grid.lines.items() if any(folded.startswith(word) for word in words)), None)


def _title_above(lines: Sequence[_Line], at: int) -> str:
    """The nearest words above a table, or in its heading's own first cell."""
    for one in (lines[at], *reversed(lines[max(0, at - 3) : at])):
        words = next((cell for cell in one.cells if cell.strip()), "")
        if words and not _YEAR.search(words) and not fold(words).startswith(("baseline", "planned", "metric")):
            return words
    return ""


def _said_above(lines: Sequence[_Line], at: int) -> str:
    """The year named above a table that has no column for it."""
    for one in reversed(lines[max(0, at - 3) : at]):
        years = _YEAR.findall(" ".join(one.cells))
        if len(set(years)) == 1:
            return f"20{years[0][0]}/{years[0][1]}"
    return ""


def _with_year(row: Row, grid: Grid, said: str) -> Row:
    if not said or grid.column("year") is None or row.text("year"):
        return row
    line = row.line
    others = tuple(value for value in row.fields if value.key != "year")
    return Row(row.kind, row.number, (FieldValue("year", said, line=line, last_line=line), *others))
