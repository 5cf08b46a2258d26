"""What a measure is: its words, its rule, and what it must not be compared with."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Kind(StrEnum):
    """How a numerator and a denominator become a value, and which interval belongs to it."""

    RATE = "rate"  # events for each 100,000 people of the population; Byar
    PROPORTION = "proportion"  # per cent of cases; Wilson
    SHARE = "share"  # per cent of an amount whose parts hang together; no interval
    MEAN = "mean"  # amount for each case; gamma interval, for it is skewed and never below nought
    WEEKEND_RATIO = "weekend ratio"  # a weekend day against a weekday; Wilson limits, transformed


class Direction(StrEnum):
    """Which way is better."""

    LOW = "low"
    HIGH = "high"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Ages:
    """Completed years, both ends counted."""

    lowest: int = 0
    highest: int | None = None

    @property
    def name(self) -> str:
        """Like 65+, under 19, 18 to 64 or all ages."""
        if self.highest is None:
            return f"{self.lowest}+" if self.lowest else "all ages"
        return f"{self.lowest} to {self.highest}" if self.lowest else f"under {self.highest + 1}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. Its query stands beside it in ``definitions/<id>.sql``.

    The query reads the linked tables and returns one row a case: ``person_id``, ``day`` (the day that says in which
    period it counts), ``n`` (what it adds to the numerator) and ``d`` (what it adds to the denominator; for a rate
    nothing, its denominator is the population).
    """

    id: str
    title: str
    words: str
    numerator: str
    denominator: str
    population: str
    kind: Kind
    direction: Direction
    unit: str
    period: str
    source: str
    extracts: tuple[str, ...]
    ages: Ages = Ages()
    per: int = 100_000
    version: str = "1"
    family: str = "2014 national"
    follow_up_days: int = 0
    breaks: tuple[str, ...] = ()
    not_comparable_with: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # code lists in codes/ the query reads
    verified: bool = True  # False: part of the definition is from memory; pages say "unverified"
    part_of: str = ""  # the measure to whose numerator this and others of its kind add up
    within: str = ""  # the measure that counts all of this one's cases and others besides
    standardised: bool = False  # published by age and sex to the European standard population

    @property
    def query(self) -> str:
        """The analysts' SQL: one row a case."""
        path = files("joinedup.measures").joinpath("definitions", f"{self.id}.sql")
        return path.read_text(encoding="utf-8").rstrip().rstrip(";")
