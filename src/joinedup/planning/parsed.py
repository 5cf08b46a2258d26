"""What words of a kind say, and parsed values back from JSON."""

import datetime as dt
from decimal import Decimal
from typing import Any

from joinedup.planning.values import (
    Answer,
    Count,
    FuzzyDate,
    Money,
    Parsed,
    Percent,
    parse_answer,
    parse_count,
    parse_date,
    parse_money,
    parse_percent,
)


def parsed_as(kind: str, raw: str, label: str = "") -> Parsed | None:
    """What an answer of a kind says; None for kinds that are only words. ``label`` may hold the unit of a sum."""
    match kind:
        case "money" | "money per year":
            return parse_money(raw, label)
        case "date":
            return parse_date(raw)
        case "percent":
            return parse_percent(raw)
        case "count" | "number":
            return parse_count(raw)
        case "confirmation":
            return parse_answer(raw)
        case _:
            return None


def parsed_from_dict(stored: Any) -> Parsed | None:
    """What ``to_dict`` of a parsed value wrote; None stays None."""
    if stored is None:
        return None
    values = {name: value for name, value in stored.items() if name != "kind"}
    match stored["kind"]:
        case "money":
            values |= {name: Decimal(values[name]) for name in ("pounds", "written")}
            return Money(**values)
        case "percent":
            return Percent(Decimal(values["low"]), Decimal(values["high"]))
        case "count":
            return Count(**values)
        case "answer":
            return Answer(**values)
        case _:
            values |= {name: dt.date.fromisoformat(values[name]) for name in ("first", "last")}
            return FuzzyDate(**values)
