"""Parsed values back from JSON."""

import datetime as dt
from decimal import Decimal
from typing import Any

from joinedup.planning.values import Answer, Count, FuzzyDate, Money, Parsed, Percent


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
