"""Evaluates a scheme: people on some practices' lists from a day on, against people like them on other lists."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from joinedup.engine import Connection
from joinedup.measures.codes import put_codes
from joinedup.measures.errors import MeasureError
from joinedup.measures.evaluation.estimate import Effect, Panel, before_after, difference_in_differences
from joinedup.measures.evaluation.matching import Balance, match
from joinedup.measures.measure import Kind
from joinedup.measures.registry import MEASURES

TRAITS = ("age", "female", "imd_decile", "conditions", "earlier_spells", "earlier_visits")
FEW = 30
ALIKE = 0.1


class Verdict(StrEnum):
    """What may be said."""

    LESS = "fewer than expected"
    MORE = "more than expected"
    NOTHING = "no change that can be told from chance"
    UNKNOWN = "too few events to say"


@dataclass(frozen=True, slots=True)
class Scheme:
    """Practices, the day it began, the youngest age it is for; ``others`` are practices with a scheme of their own."""

    title: str
    practices: frozenset[str]
    starts: dt.date
    from_age: int = 65
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The effect with its interval, the plain before–after figure not to believe, and how fair the comparison is."""

    scheme: Scheme
    measure: str
    verdict: Verdict
    effect: Effect
    before_after: Effect
    people: int
    compared: int
    events: Mapping[str, float]
    balance: tuple[Balance, ...]
    warnings: tuple[str, ...]


def evaluate_scheme(
    connection: Connection, scheme: Scheme, measure: str, *, first: dt.date, until: dt.date, days: int = 365
) -> Evaluation:
    """Compares events of ``measure`` (a rate) in ``days`` before and after the start, inside and outside the scheme.

    ``first`` and ``until`` are the first and last day the data speak of. Traits to match on are counted before the time
    that is compared; the time is shortened, equally on both sides, where the data do not reach. Needs the linked tables
    open on the connection. Raises MeasureError when the data do not reach far enough or the measure is not a rate.
    """
    if measure not in MEASURES or MEASURES[measure].kind is not Kind.RATE:
        raise MeasureError(f"{measure} is not a rate of events.", "Choose a measure of events for each person.")
    length = min(days, (until + dt.timedelta(1) - scheme.starts).days, (scheme.starts - first).days * 2 // 3)
    if length < 60:
        raise MeasureError(
            "The data do not reach 60 days before and after the start.", "Evaluate later, or a scheme that began later."
        )
    span = dt.timedelta(length)
    people = _people(connection, scheme, measure, first, scheme.starts - span, scheme.starts + span)
    return _judged(scheme, measure, people, length)


def _people(
    connection: Connection, scheme: Scheme, measure: str, first: dt.date, before: dt.date, ends: dt.date
) -> dict[str, npt.NDArray[Any]]:
    text = files("joinedup.measures").joinpath("evaluation", "people.sql").read_text(encoding="utf-8")
    asked = {"starts": scheme.starts, "before": before, "matching": first, "ends": ends, "age": scheme.from_age}
    connection.execute(text, asked)
    put_codes(connection, MEASURES[measure].codes)
    return connection.execute(
        f"""
        with events as (
            select person_id, sum(n) filter (where day < $starts) as before,
                sum(n) filter (where day >= $starts) as after
            from ({MEASURES[measure].query}) where day >= $before and day < $ends group by person_id
        )
        select scheme_people.*, coalesce(events.before, 0) as before, coalesce(events.after, 0) as after
        from scheme_people left join events using (person_id)
        order by person_id
        """,
        {"starts": scheme.starts, "before": before, "ends": ends},
    ).fetchnumpy()


def _judged(scheme: Scheme, measure: str, people: Mapping[str, npt.NDArray[Any]], length: int) -> Evaluation:
    practice = np.asarray(people["practice_code"], dtype=object)
    inside = np.isin(practice, list(scheme.practices))
    outside = ~inside & ~np.isin(practice, list(scheme.others))
    traits = np.column_stack([np.asarray(people[name], dtype=np.float64) for name in TRAITS])
    matched = match(traits[inside], traits[outside], TRAITS)
    ours = _panel(people, inside, np.ones(int(inside.sum())))
    theirs = _panel(people, outside, matched.weights)
    effect = difference_in_differences(ours, theirs)
    events = {
        "inside before": float(ours.before.sum()),
        "inside after": float(ours.after.sum()),
        "outside before": float(theirs.before.sum()),
        "outside after": float(theirs.after.sum()),
    }
    return Evaluation(
        scheme,
        measure,
        _verdict(effect, events),
        effect,
        before_after(ours),
        int(inside.sum()),
        int((matched.weights > 0).sum()),
        events,
        matched.balance,
        _warnings(matched.balance, events, length),
    )


def _panel(people: Mapping[str, npt.NDArray[Any]], chosen: npt.NDArray[np.bool_], weights: npt.NDArray[Any]) -> Panel:
    before, days_before, after, days_after = (
        np.asarray(people[name], dtype=np.float64)[chosen] for name in ("before", "days_before", "after", "days_after")
    )
    return Panel(before, days_before, after, days_after, weights)


def _verdict(effect: Effect, events: Mapping[str, float]) -> Verdict:
    if min(events.values()) < 1 or np.isnan(effect.ratio):
        return Verdict.UNKNOWN
    if not effect.is_something:
        return Verdict.NOTHING
    return Verdict.LESS if effect.ratio < 1 else Verdict.MORE


def _warnings(balance: tuple[Balance, ...], events: Mapping[str, float], length: int) -> tuple[str, ...]:
    apart = [found.trait for found in balance if abs(found.after) > ALIKE]
    told = []
    if apart:
        told.append(f"The groups still differ in {', '.join(apart)}: read the effect with care.")
    if min(events.values()) < FEW:
        told.append(f"Fewer than {FEW} events in one group and period: the interval is rough.")
    if length < 365:
        told.append(f"Only {length} days before and after are compared: seasons may differ.")
    return tuple(told)
