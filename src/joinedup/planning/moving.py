"""A plan moved to another version of its form: what goes where, what has no place there, what is new."""

from dataclasses import dataclass, replace

from joinedup.planning.importing.tags import parsed_as
from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.templates import Template, templates


@dataclass(frozen=True, slots=True)
class Move:
    """The moved plan; ``placed`` as (old key, new key); ``homeless`` fields; ``new`` keys nothing answers yet."""

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
        key = _target(field.key, routes, old)
        if key is None:
            homeless.append(field)
            continue
        placed.append((field.key, key))
        fields[key] = _joined(fields.get(key), field, key, new)
    rows = tuple(row for row in plan.rows if row.kind in _kinds(new))
    homeless += [field for row in plan.rows if row not in rows and row.kind != "benefit" for field in row.fields]
    moved = replace(plan, template=to, fields=tuple(fields.values()), rows=rows)
    return Move(moved, tuple(placed), tuple(homeless), tuple(_unanswered(new, fields, rows)))


def _routes(old: Template, new: Template) -> dict[str, str]:
    if old.id == new.id:
        return {question.key: question.key for question in old.questions}
    if old.next == new.id:
        return {question.key: question.became for question in old.questions if question.became}
    back: dict[str, str] = {}
    for question in new.questions:
        if question.became:
            back.setdefault(question.became, question.key)
    return back


def _target(key: str, routes: dict[str, str], old: Template) -> str | None:
    question = old.question(key)
    if question is None or question.key not in routes:
        return None
    return routes[question.key] + key.removeprefix(question.key)


def _joined(known: FieldValue | None, field: FieldValue, key: str, new: Template) -> FieldValue:
    if known is None or known.blank:
        raw, first = field.raw, field
    elif field.blank or field.raw in known.raw:
        raw, first = known.raw, known
    else:
        raw, first = f"{known.raw}\n{field.raw}", known
    question = new.question(key)
    return replace(first, key=key, raw=raw, parsed=parsed_as(question.kind if question else "text", raw))


def _kinds(template: Template) -> set[str]:
    kinds = {"signature", "document", "risk"}
    if any(question.kind == "schemes" for question in template.questions):
        return kinds | {"listed_scheme", "milestone", "scheme", "provider", "benefit", "change"}
    return kinds | {"change"}


def _unanswered(new: Template, fields: dict[str, FieldValue], rows: tuple[Row, ...]) -> list[str]:
    answered = {key for key, field in fields.items() if not field.blank}
    asked = []
    for question in new.questions:
        keys = [f"{question.key}.{year}" for year in new.years] if question.kind == "money per year" else [question.key]
        known = any(key in answered for key in keys) or (
            question.key == "1b" and any(r.kind == "signature" for r in rows)
        )
        if not known:
            asked.append(question.key)
    return asked
