"""A plan moved to another version of its form: what goes where, what has no place there, what is new."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.templates import Column, Grid, Template, templates
from joinedup.planning.words import fold


@dataclass(frozen=True, slots=True)
class Move:
    """The moved plan; ``placed`` as (old key, new key); ``homeless`` fields; ``new`` keys nothing answers yet.

    A homeless field of a workbook's table says in its words which row and column it comes from.
    """

    plan: Plan
    placed: tuple[tuple[str, str], ...]
    homeless: tuple[FieldValue, ...]
    new: tuple[str, ...]


def move(plan: Plan, to: str) -> Move:
    """The plan under the questions of template ``to``. Answers that meet under one question are joined.

    Raises:
        KeyError: there is no such template.
    """
    old, new = templates()[plan.template], templates()[to]
    routes = _routes(old, new)
    fields: dict[str, FieldValue] = {}
    placed, homeless = [], []
    for field in plan.fields:
        key = _target(field.key, routes, old, new)
        if key is None:
            homeless.append(field)
            continue
        placed.append((field.key, key))
        fields[key] = _joined(fields.get(key), field, key, new)
    rows = []
    for row in plan.rows:
        moved, lost = _row(row, old, new)
        rows += [moved] if moved else []
        homeless += lost
    whole = replace(plan, template=to, fields=tuple(fields.values()), rows=tuple(rows))
    return Move(whole, tuple(placed), tuple(homeless), tuple(_unanswered(new, fields, whole.rows)))


def neighbours(template: str) -> list[str]:
    """The forms a plan can be carried to: the next, the one before, and the whole of which it is a part."""
    own = templates()[template]
    return [one.id for one in templates().values() if one.id == own.next or one.next == own.id or own.id in one.parts]


def _routes(old: Template, new: Template) -> dict[str, str]:
    if old.id == new.id or old.id in new.parts or new.id in old.parts:
        known = {question.key for question in new.questions}
        return {question.key: question.key for question in old.questions if question.key in known}
    if old.next == new.id:
        return {question.key: question.became for question in old.questions if question.became}
    back: dict[str, str] = {}
    for question in new.questions:
        if question.became:
            back.setdefault(question.became, question.key)
    return back


def _target(key: str, routes: dict[str, str], old: Template, new: Template) -> str | None:
    question = old.question(key)
    if question is None or question.key not in routes:
        return None
    year = key.removeprefix(question.key)
    asked = new.question(routes[question.key])
    if year and (asked is None or year.strip(".") not in new.years):
        return None  # a sum of a year that the other form does not ask about
    return routes[question.key] + year


def _joined(known: FieldValue | None, field: FieldValue, key: str, new: Template) -> FieldValue:
    if known is None or known.blank:
        raw, first = field.raw, field
    elif field.blank or field.raw in known.raw:
        raw, first = known.raw, known
    else:
        raw, first = f"{known.raw}\n{field.raw}", known
    return replace(first, key=key, raw=raw, parsed=parsed_as(*_read_as(new, key, raw)))


def _read_as(template: Template, key: str, raw: str) -> tuple[str, str, str]:
    kind, unit = template.kind_of(key)
    return kind, raw, unit


def _kinds(template: Template) -> set[str]:
    kinds = template.kinds_of_rows()
    kinds |= {"change"} if template.medium != "workbook" else set()
    return kinds | {"benefit"} if template.annexes else kinds


def _row(row: Row, old: Template, new: Template) -> tuple[Row | None, list[FieldValue]]:
    """The row in the other form, if it has a place there, and the fields that have none."""
    grid, other = old.grids.get(row.kind), new.grids.get(row.kind)
    if row.kind in _kinds(new) and other is None:
        return row, []
    if other is None:
        lost = list(row.fields) if grid is None else [_told(row, field, grid) for field in row.fields]
        return None, [] if row.kind == "benefit" else lost
    keys, words = _columns(grid, other, forwards=old.next == new.id)
    kept, lost = [], []
    for field in row.fields:
        key = keys.get(field.key, field.key if grid is None else None)
        column = other.column(key) if key else None
        if column is None:
            lost.append(_told(row, field, grid))
        else:
            kept.append(_in_column(field, column, words))
    return (Row(row.kind, row.number, tuple(kept)) if kept else None), lost


def _columns(old: Grid | None, new: Grid, *, forwards: bool) -> tuple[dict[str, str], Mapping[str, str]]:
    """Where each column's field goes, and what the words of the old menus are called in the new ones."""
    if old is None or old is new:
        return ({column.key: column.key for column in new.columns} if old else {}), {}
    told = old if forwards else new
    pairs = [(column.key, column.key if column.became is None else column.became) for column in told.columns]
    if forwards:
        return dict(pairs), {fold(word): became for word, became in old.became.items()}
    return {became: key for key, became in reversed(pairs) if became}, {
        fold(became): word for word, became in reversed(list(new.became.items()))
    }


def _in_column(field: FieldValue, column: Column, words: Mapping[str, str]) -> FieldValue:
    raw = words.get(fold(field.raw), field.raw) if column.choices else field.raw
    return replace(field, key=column.key, raw=raw, parsed=parsed_as(column.kind, raw, column.unit))


def _told(row: Row, field: FieldValue, grid: Grid | None) -> FieldValue:
    """The field with the row and the column it stood in, as nothing else will say so."""
    column = grid.column(field.key) if grid else None
    if grid is None or column is None or field.blank:
        return field
    name = row.text(grid.columns[0].key)
    place = f"{grid.name.capitalize()} {row.number}{f', {name}' if name else ''}"
    unit = f" ({column.unit})" if column.unit else ""
    return replace(field, raw=f"{place}: {column.ask}{unit}: {field.raw}")


def _unanswered(new: Template, fields: dict[str, FieldValue], rows: tuple[Row, ...]) -> list[str]:
    answered = {key for key, field in fields.items() if not field.blank}
    kinds = {row.kind for row in rows}
    asked = []
    for question in new.questions:
        in_rows = question.rows if question.key == "1b" or question.kind == "rows" else None
        if not any(key in answered for key in new.keys_of(question)) and in_rows not in kinds:
            asked.append(question.key)
    return asked
