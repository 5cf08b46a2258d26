"""Where milestones and risks stand: the plan's rows, and the facts kept beside them, worked out anew each time."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from joinedup import planning
from joinedup.planning.values import Count, FuzzyDate, parse_date
from joinedup.web.planning.models import MilestoneFact, Plan, RiskReview

REVIEW_DAYS = 92
"""A risk nobody has looked at for a quarter is due for a look. Our own choice, not a rule of the fund."""


class Stand(StrEnum):
    """Where a milestone stands; the value is what the page calls it."""

    OVERDUE = "Overdue"
    SLIPPED = "Slipped"
    DUE = "To come"
    UNDATED = "Has no date that can be read"
    DONE = "Done"


@dataclass(slots=True)
class MilestoneShown:
    """One milestone: as the plan writes it, as it is expected now, and what it waits for."""

    row: planning.Row
    fact: MilestoneFact | None
    when: str
    expected: FuzzyDate | None
    stand: Stand
    needs: list["MilestoneShown"] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Its number in the plan."""
        return self.row.number

    @property
    def waits_for(self) -> list["MilestoneShown"]:
        """What must come first and is not done."""
        return [one for one in self.needs if one.stand is not Stand.DONE]

    @property
    def too_early(self) -> list["MilestoneShown"]:
        """What must come first and is expected to begin only after this one is due."""
        return [one for one in self.waits_for if self.expected and one.expected and _after(one, self)]


@dataclass(frozen=True, slots=True)
class RiskShown:
    """One risk: the plan's score and today's."""

    row: planning.Row
    review: RiskReview | None
    planned: int | None
    due: bool

    @property
    def now(self) -> int | None:
        """Today's score: of the last review, else the plan's."""
        return self.review.score if self.review else self.planned

    @property
    def moved(self) -> str:
        """Whether it rose or fell since the plan, in a word."""
        if self.review is None or self.planned is None or self.review.score == self.planned:
            return ""
        return "risen" if self.review.score > self.planned else "fallen"


def milestones(plan: Plan, today: dt.date) -> list[MilestoneShown]:
    """Every milestone of the plan, by the first day its words may mean; those without a date last."""
    facts = {fact.number: fact for fact in plan.milestone_facts.select_related("by").order_by("at", "pk")}
    made = {row.number: _milestone(row, facts.get(row.number), today) for row in plan.latest.read.of_kind("milestone")}
    for number, needs in sorted(_needs(plan)):
        if number in made and needs in made:
            made[number].needs.append(made[needs])
    return sorted(made.values(), key=lambda one: (one.expected.first if one.expected else dt.date.max, one.number))


def risks(plan: Plan, today: dt.date) -> list[RiskShown]:
    """Every risk of the plan, the gravest today first."""
    reviews = {one.number: one for one in plan.risk_reviews.select_related("by").order_by("at", "pk")}
    made = [_risk(row, reviews.get(row.number), today) for row in plan.latest.read.of_kind("risk")]
    return sorted(made, key=lambda one: (-(one.now or 0), one.row.number))


def _needs(plan: Plan) -> set[tuple[int, int]]:
    """What was said last about each pair."""
    said = {(one.number, one.needs): one.holds for one in plan.milestone_needs.order_by("at", "pk")}
    return {pair for pair, holds in said.items() if holds}


def _milestone(row: planning.Row, fact: MilestoneFact | None, today: dt.date) -> MilestoneShown:
    slipped = fact is not None and fact.kind == MilestoneFact.Kind.SLIPPED
    when = (fact.now_when if fact and slipped else "") or row.text("when")
    expected = parse_date(when)
    return MilestoneShown(row, fact, when, expected, _stand(fact, slipped, expected, today))


def _stand(fact: MilestoneFact | None, slipped: bool, expected: FuzzyDate | None, today: dt.date) -> Stand:
    if fact and fact.kind == MilestoneFact.Kind.DONE:
        return Stand.DONE
    if expected is None:
        return Stand.UNDATED
    if expected.last < today:
        return Stand.OVERDUE
    return Stand.SLIPPED if slipped else Stand.DUE


def _risk(row: planning.Row, review: RiskReview | None, today: dt.date) -> RiskShown:
    looked = review.at.date() if review else None
    due = looked is None or (today - looked).days > REVIEW_DAYS
    return RiskShown(row, review, _planned(row), due)


def _planned(row: planning.Row) -> int | None:
    """The plan's own likelihood × impact, worked out and not copied; its printed score where the two are not given."""
    likelihood, impact, score = (_count(row, key) for key in ("likelihood", "impact", "score"))
    return likelihood * impact if likelihood and impact else score


def _count(row: planning.Row, key: str) -> int | None:
    value = row.get(key)
    return value.parsed.number if value and isinstance(value.parsed, Count) else None


def _after(one: MilestoneShown, other: MilestoneShown) -> bool:
    return bool(one.expected and other.expected and one.expected.first > other.expected.last)
