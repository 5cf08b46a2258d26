"""What the model looks at, in groups that a person can be told about: its columns, and the words for a reason.

Costs stay out of the model: a price list changes from year to year, and use is counted already. Ethnicity is not a
predictor; the model is judged by it.
"""

from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[[tuple[int, ...]], str]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that speak of one thing. ``say`` turns the values of ``shown`` into words; empty when there are none."""

    id: str
    table: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    say: Say


def counted(one: str, many: str) -> Say:
    """'3 stays in the last year, 1 of them in the last 30 days', from the counts of 30, 365 and 730 days."""

    def say(values: tuple[int, ...]) -> str:
        month, year, two_years = values
        if year == 1 and month:
            return f"{_number(1, one, many)} in the last 30 days"
        if year:
            recent = f", {month} of them in the last 30 days" if month else ""
            return f"{_number(year, one, many)} in the last year{recent}"
        return f"{_number(two_years, one, many)} in the last two years" if two_years else ""

    return say


def in_year(one: str, many: str) -> Say:
    """'2 nights in the last year', from the counts of 365 and 730 days."""

    def say(values: tuple[int, ...]) -> str:
        return counted(one, many)((0, *values))

    return say


def flag(words: str) -> Say:
    """The words, when the flag is set."""
    return lambda values: words if values[0] else ""


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _windows(stem: str, *days: int) -> tuple[str, ...]:
    return tuple(f"{stem}_{number}" for number in days)


def _four(name: str, table: str, one: str, many: str, *more: str) -> Group:
    return Group(name, table, _windows(name, 30, 90, 365, 730) + more, _windows(name, 30, 365, 730), counted(one, many))


def _two(name: str, table: str, one: str, many: str) -> Group:
    return Group(name, table, _windows(name, 365, 730), _windows(name, 365, 730), in_year(one, many))


def _aged(values: tuple[int, ...]) -> str:
    return f"Aged {values[0]}" if values[0] >= 0 else ""


def _deprived(values: tuple[int, ...]) -> str:
    return f"Lives in an area among the {values[0] * 10}% most deprived" if 1 <= values[0] <= 5 else ""


def _specialties(values: tuple[int, ...]) -> str:
    return f"Seen by {values[0]} hospital specialties in the last year" if values[0] > 1 else ""


def _teams(values: tuple[int, ...]) -> str:
    return f"Seen by {values[0]} community or mental health teams in the last year" if values[0] > 1 else ""


GROUPS = (
    _four(
        "emergency",
        "spells",
        "emergency admission",
        "emergency admissions",
        "emergency_nearness",
        *_windows("short_stays", 365, 730),
    ),
    _four("emergency_nights", "spells", "night in hospital as an emergency", "nights in hospital as an emergency"),
    _four("planned", "spells", "planned hospital stay or day case", "planned hospital stays or day cases"),
    _two("planned_nights", "spells", "night in hospital for planned care", "nights in hospital for planned care"),
    _two("falls", "spells", "emergency admission with a fall", "emergency admissions with a fall"),
    Group("in_hospital", "spells", ("in_hospital",), ("in_hospital",), flag("In hospital on the day of scoring")),
    _four(
        "attendances",
        "attendances",
        "emergency department attendance",
        "emergency department attendances",
        *_windows("major_attendances", 365, 730),
        *_windows("attendances_home", 365, 730),
    ),
    _four(
        "outpatient",
        "appointments",
        "outpatient appointment",
        "outpatient appointments",
        *_windows("outpatient_first", 365, 730),
    ),
    _two("outpatient_missed", "appointments", "missed outpatient appointment", "missed outpatient appointments"),
    Group(
        "specialties",
        "appointments",
        ("outpatient_specialties_365", "stay_specialties_365"),
        ("outpatient_specialties_365",),
        _specialties,
    ),
    _four("community", "contacts", "community contact", "community contacts", "community_missed_365"),
    _four("mental_health", "contacts", "mental health contact", "mental health contacts", "mental_health_missed_365"),
    Group("teams", "contacts", ("teams_365",), ("teams_365",), _teams),
    Group(
        "mental_health_stays",
        "mental_health_spells",
        _windows("mental_health_stays", 365, 730) + _windows("mental_health_nights", 365, 730),
        _windows("mental_health_stays", 365, 730),
        in_year("stay in a mental health ward", "stays in a mental health ward"),
    ),
    _four("referrals", "referrals", "referral to community services", "referrals to community services"),
    Group(
        "care_begun",
        "care_packages",
        _windows("care_begun", 90, 365, 730),
        _windows("care_begun", 365, 730),
        in_year("new care package from the council", "new care packages from the council"),
    ),
    _two("reablement", "care_packages", "spell of reablement", "spells of reablement"),
    Group(
        "support_at_home",
        "care_packages",
        ("support_at_home",),
        ("support_at_home",),
        flag("Has long-term support at home from the council"),
    ),
    Group("care_home", "care_packages", ("care_home",), ("care_home",), flag("Lives in a care home")),
    Group(
        "care_requests",
        "care_events",
        _windows("care_requests", 90, 365, 730),
        _windows("care_requests", 365, 730),
        in_year("request for council support", "requests for council support"),
    ),
    _two("care_assessments", "care_events", "council assessment or review", "council assessments or reviews"),
    _two("delayed_days", "delays", "day delayed in hospital", "days delayed in hospital"),
    Group("age", "persons", ("age",), ("age",), _aged),
    Group("deprivation", "persons", ("imd_decile",), ("imd_decile",), _deprived),
    Group("sex", "persons", ("male",), ("male",), lambda _values: ""),
)
"""Conditions are a group of their own, made from what the data hold: see ``conditions.py``."""
