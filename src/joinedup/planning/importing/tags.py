"""A plan that came back from our own Word or Excel export: its answers carry their keys, and those decide."""

import re
from collections.abc import Sequence
from dataclasses import replace

from joinedup.planning.importing.annexes import quantities
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Plan, Row, Unplaced
from joinedup.planning.templates import Template, templates
from joinedup.planning.words import clean, fold

ROW = "row"


def with_tags(plan: Plan, tagged: Sequence[tuple[str, str]]) -> Plan:
    """The plan with the answers its own tags give; lines stay those on which the words were found."""
    if not tagged:
        return plan
    places = _places(plan)
    template = templates().get(dict(tagged).get("template", plan.template), templates()[plan.template])
    fields = [_field(key, raw, template, places) for key, raw in tagged if "." in key.split("/")[0] and "/" not in key]
    unplaced = plan.unplaced
    if plan.format == "sheet":  # its own sheet has them; the others' cells are all somebody's answer
        unplaced = tuple(Unplaced(raw, *_place(raw, places)) for key, raw in tagged if key == "unplaced")
    rows = tuple(_rows(tagged, template, places))
    return replace(plan, template=template.id, fields=tuple(fields), rows=rows, unplaced=unplaced)


def _place(raw: str, places: dict[str, tuple[int, int | None]]) -> tuple[int, int, int | None]:
    line, page = places.get(fold(raw.split("\n", 1)[0]), (0, None))
    return line, line, page


def _places(plan: Plan) -> dict[str, tuple[int, int | None]]:
    """The first line on which each text begins."""
    places: dict[str, tuple[int, int | None]] = {}
    for line in plan.source:
        for text in (line.text, *line.cells):
            for part in clean(text).split("\n"):
                places.setdefault(fold(part), (line.number, line.page))
    return places


def _field(
    key: str, raw: str, template: Template, places: dict[str, tuple[int, int | None]], row: str = ""
) -> FieldValue:
    kind, unit_asked = template.kind_of(key, row)
    parsed = parsed_as(kind, raw, unit_asked)
    opening = re.split(r"[\n\t]", raw, maxsplit=1)[0]
    line, page = places.get(fold(opening), (None, None)) if raw.strip() else (None, None)
    unit = (getattr(parsed, "unit", None) or None) if kind.startswith("money") else None
    last = line + raw.count("\n") if line else None
    return FieldValue(key, raw, parsed, unit, 1.0, line, last, page)


def _rows(
    tagged: Sequence[tuple[str, str]], template: Template, places: dict[str, tuple[int, int | None]]
) -> list[Row]:
    rows: dict[tuple[str, int], list[FieldValue]] = {}
    for name, raw in tagged:
        parts = name.split("/")
        if len(parts) == 4 and parts[0] == ROW and parts[2].isdigit():
            rows.setdefault((parts[1], int(parts[2])), []).append(_field(parts[3], raw, template, places, parts[1]))
    found: list[Row] = []
    for (kind, number), fields in rows.items():
        row = Row(kind, number, tuple(_on_its_line(fields, places.get(fold(f"{ROW}/{kind}/{number}")))))
        found += [row, *(_benefits(row) if kind == "scheme" else [])]
    return found


def _on_its_line(fields: list[FieldValue], place: tuple[int, int | None] | None) -> list[FieldValue]:
    """The fields on the line that carries the row's key, as a line of a workbook does, else where they were found."""
    if place is None:
        return fields
    line, page = place
    return [replace(field, line=line, last_line=line, page=page) for field in fields]


def _benefits(scheme: Row) -> list[Row]:
    impact = scheme.get("a1.impact")
    rows: list[Row] = []
    for at, line in enumerate(impact.raw.split("\n") if impact else []):
        for count in quantities(clean(line)):
            place = impact.line + at if impact and impact.line else None
            fields = (
                FieldValue("scheme", scheme.text("a1.ref"), line=place),
                FieldValue("quantity", str(count.number), count, None, 0.9, place, place),
                FieldValue("what", line, None, None, 0.9, place, place),
            )
            rows.append(Row("benefit", len(rows) + 1, fields))
    return rows
