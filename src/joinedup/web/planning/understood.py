"""What an answer's words were read as, in words again: £26,394,000,000; 17 September 2014; spring 2015; 2%; yes."""

from functools import singledispatch

from joinedup.basics import money
from joinedup.planning.values import Answer, Count, FuzzyDate, Money, Percent
from joinedup.web.design.environment import day


@singledispatch
def understood(value: object) -> str:
    """Empty for words that are not read as anything."""
    return ""


@understood.register
def _(value: Money) -> str:
    return money.display(value.pounds)


@understood.register
def _(value: FuzzyDate) -> str:
    if not value.possible:
        return "a day that is in no calendar"
    return day(value.first) if value.first == value.last else f"{day(value.first)} to {day(value.last)}"


@understood.register
def _(value: Percent) -> str:
    return f"{value.low:f}%" if value.low == value.high else f"{value.low:f}% to {value.high:f}%"


@understood.register
def _(value: Count) -> str:
    return f"{value.number:,}"


@understood.register
def _(value: Answer) -> str:
    return "yes" if value.yes else "no"
