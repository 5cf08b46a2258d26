"""One answer put right by hand: read again as its kind, sure, and still beside its source line."""

from dataclasses import replace

from joinedup.planning.plan import FieldValue, Plan
from joinedup.planning.templates import templates
from joinedup.planning.values import parse_answer, parse_count, parse_date, parse_money, parse_percent

_READ_AS = {
    "money": parse_money,
    "date": parse_date,
    "percent": parse_percent,
    "count": parse_count,
    "confirmation": parse_answer,
}


def put_right(plan: Plan, key: str, raw: str) -> Plan:
    """The plan with the answer under ``key`` replaced by ``raw``. Raises KeyError when the template has no such key."""
    question = templates()[plan.template].question(key)
    if question is None:
        raise KeyError(key)
    read_as = _READ_AS.get(question.kind)
    answer = replace(
        plan.get(key) or FieldValue(key, ""), raw=raw, parsed=read_as(raw) if read_as else None, confidence=1.0
    )
    kept = (answer if field.key == key else field for field in plan.fields)
    fields = tuple(kept) if plan.get(key) else (*plan.fields, answer)
    return replace(plan, fields=fields)
