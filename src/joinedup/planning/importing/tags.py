"""A plan that came back from our own Word export: its answers carry their keys, and those decide."""

import re
from collections.abc import Sequence
from dataclasses import replace

from joinedup.planning.importing.annexes import quantities
from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.templates import Template, templates
from joinedup.planning.values import Parsed, parse_answer, parse_count, parse_date, parse_money, parse_percent
from joinedup.planning.words import clean, fold

ROW = "row"
ROW_FIELD_KINDS = {"date": "date", "when": "date", "likelihood": "count", "impact": "count", "score": "count"}


def parsed_as(kind: str, raw: str) -> Parsed | None:
    """What an answer of a kind says; None for kinds that are only words."""
    match kind:
        case "money" | "money per year":
            return parse_money(raw)
        case "date":
            return parse_date(raw)
        case "percent":
            return parse_percent(raw)
        case "count":
            return parse_count(raw)
        case "confirmation":
            return parse_answer(raw)
        case _:
            return None


def with_tags(plan: Plan, tagged: Sequence[tuple[str, str]]) -> Plan:
    """The plan with the answers its own tags give; lines stay those on which the words were found."""
    if not tagged:
        return plan
    places = _places(plan)
    template = templates().get(dict(tagged).get("template", plan.template), templates()[plan.template])
    fields = [_field(key, raw, template, places) for key, raw in tagged if "." in key.split("/")[0] and "/" not in key]
    return replace(plan, template=template.id, fields=tuple(fields), rows=tuple(_rows(tagged, template, places)))


def _places(plan: Plan) -> dict[str, tuple[int, int | None]]:
    """The first line on which each text begins."""
    places: dict[str, tuple[int, int | None]] = {}
    for line in plan.source:
        for text in (line.text, *line.cells):
            for part in clean(text).split("\n"):
                places.setdefault(fold(part), (line.number, line.page))
    return places


def _field(key: str, raw: str, template: Template, places: dict[str, tuple[int, int | None]]) -> FieldValue:
    question = template.question(key)
    kind = question.kind if question else ROW_FIELD_KINDS.get(key, "text")
    parsed = parsed_as(kind, raw)
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
            rows.setdefault((parts[1], int(parts[2])), []).append(_field(parts[3], raw, template, places))
    found: list[Row] = []
    for (kind, number), fields in rows.items():
        row = Row(kind, number, tuple(fields))
        found += [row, *(_benefits(row) if kind == "scheme" else [])]
    return found


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
