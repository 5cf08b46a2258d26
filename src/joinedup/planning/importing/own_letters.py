"""What hospitals say of the figures, where the national form is not used: a letter, a sheet, or a row for each."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from joinedup.planning.importing.annexes import asked_by, read_provider
from joinedup.planning.importing.own_forms import is_title, labelled_lines
from joinedup.planning.importing.pieces import Piece, pieces_of
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Plan, Row, SourceLine, Table, TableRow
from joinedup.planning.templates import Annex, templates
from joinedup.planning.values import Answer

_FEWEST = 3  # figures that make a form of it
_TRUST = re.compile(r"\b(?:Trust|Hospitals?|Infirmary|provider)\b", re.IGNORECASE)
_FROM = re.compile(r"^.*?\b(?:from|of|by)\s+(?:the\s+)?(?=[A-Z])")
_WHY = re.compile(r"^\W*\d?\W*(?:if (?:not|no)|why|reasons?)\b", re.IGNORECASE)
_AGREES = re.compile(
    r"\b(?:content|agree\w*|happy|satisfied|accept\w*|support\w*)\b.*"
    r"\b(?:figures?|numbers?|data|impact|fall|plan|these)\b",
    re.IGNORECASE,
)


def own_letters(plan: Plan) -> list[Row]:
    """A row of kind ``provider`` for each hospital that answers what the national form asks."""
    found = _in_sheets(plan.source) if plan.format == "sheet" else _in_text(pieces_of(plan.source))
    found += [row for table in plan.tables for row in (*_in_table(table), *_in_columns(table))]
    return [Row("provider", number, row.fields) for number, row in enumerate(found, 1)]


@cache
def _form() -> Annex:
    return next(form.annexes["provider"] for form in templates().values() if "provider" in form.annexes)


def _in_text(pieces: Sequence[Piece]) -> list[Row]:
    starts = [at for at, piece in enumerate(pieces) if is_title(piece) and _opens(piece.text)]
    parts = [pieces[start:end] for start, end in zip(starts, [*starts[1:], len(pieces)], strict=False)]
    read = [(part[0], part, read_provider(0, part, _form())) for part in parts]
    return [_letter(row, title, part) for title, part, row in read if _enough(row.fields)]


def _opens(text: str) -> bool:
    return bool(_TRUST.search(text)) and "?" not in text


def _in_sheets(lines: Sequence[SourceLine]) -> list[Row]:
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    rows = [read_provider(0, pieces_of(page), _form()) for page in pages]
    return [row for row in rows if _enough(row.fields)]


def _enough(fields: Sequence[FieldValue]) -> bool:
    return sum(one.key.startswith(("a2.nel", "a2.chg", "a2.bcf")) and not one.blank for one in fields) >= _FEWEST


def _letter(row: Row, title: Piece, pieces: Sequence[Piece]) -> Row:
    fields = [FieldValue("a2.provider", _FROM.sub("", title.text), line=title.line, page=title.page)]
    for piece, label, value in labelled_lines(pieces):
        key = _beside(label, value)
        if key and key not in {one.key for one in fields} and (key == "a2.q1" or len(fields) > 1):
            parsed = parsed_as("confirmation", value, "") if key == "a2.q1" else None
            fields.append(FieldValue(key, value, parsed, None, 0.8, piece.line, piece.last_line, piece.page))
    known = {one.key for one in fields}
    return Row("provider", 0, (*fields, *(one for one in row.fields if one.key not in known)))


def _beside(label: str, value: str) -> str | None:
    """Whether a label asks if the trust agrees, or why it does not."""
    if value and _AGREES.search(label) and isinstance(parsed_as("confirmation", value, ""), Answer):
        return "a2.q1"
    return "a2.q2" if value and _WHY.search(label) else None


def _in_table(table: Table) -> list[Row]:
    """A table with a row for each trust, its columns what the form asks."""
    heads = [cell.strip() for cell in table.rows[0].cells]
    asked = {at: question for at, head in enumerate(heads) if at and (question := asked_by(head, _form()))}
    if len(asked) < _FEWEST or not heads or not (_TRUST.search(heads[0])):
        return []
    rows = [_row(row, heads, {at: (one.key, one.kind) for at, one in asked.items()}) for row in table.rows[1:]]
    return [row for row in rows if _enough(row.fields)]


def _in_columns(table: Table) -> list[Row]:
    """A table with a column for each trust, its rows what the form asks."""
    names = {at: cell.strip() for at, cell in enumerate(table.rows[0].cells) if at and _TRUST.search(cell)}
    asked = [(row, question) for row in table.rows[1:] if (question := asked_by(row.cells[0], _form()))]
    if not names or len(asked) < _FEWEST or len(table.rows[0].cells) < 3:
        return []
    rows = []
    for at, name in names.items():
        fields = {"a2.provider": FieldValue("a2.provider", name, line=table.rows[0].line)}
        for row, question in asked:
            said = row.cells[at].strip() if at < len(row.cells) else ""
            if question.key not in fields:
                parsed = parsed_as(question.kind, said, "") if said else None
                fields[question.key] = FieldValue(question.key, said, parsed, None, 0.8, row.line, row.line)
        rows.append(Row("provider", 0, tuple(fields.values())))
    return [row for row in rows if _enough(row.fields)]


def _row(row: TableRow, heads: Sequence[str], asked: dict[int, tuple[str, str]]) -> Row:
    fields = {"a2.provider": FieldValue("a2.provider", row.cells[0], line=row.line, last_line=row.line)}
    for at, cell in enumerate(row.cells):
        key, kind = asked.get(at, (_beside(heads[at], cell.strip()) if at < len(heads) else None, "confirmation"))
        if key and key not in fields and at:
            parsed = parsed_as(kind, cell.strip(), "") if key != "a2.q2" else None
            fields[key] = FieldValue(key, cell.strip(), parsed, None, 0.8, row.line, row.line)
    return Row("provider", 0, tuple(fields.values()))
