"""Five questions that a team can answer without a computer; the levels are set in a data file."""

from collections.abc import Collection
from dataclasses import dataclass, field

from joinedup.risk.published.data import read
from joinedup.risk.published.score import PublishedScore

FIVE_QUESTIONS = PublishedScore(
    "five_questions",
    "Five questions",
    "Illness of body and mind together, number of long-term conditions, emergency admissions, falls, bereavement.",
    "What a practice knows of its own patient. Recent bereavement is in no extract: somebody has to say it.",
    "Not validated anywhere: a way to agree on whom to talk about where no model may be run.",
    read("five_questions")["edition"],
    "The points and where the levels start are chosen here and unverified.",
)


@dataclass(frozen=True, slots=True)
class Answers:
    """One person; ``bereaved`` is None when nobody was asked."""

    conditions: Collection[str] = field(default_factory=frozenset)
    emergency_admissions_last_year: int = 0
    fell_last_year: bool = False
    bereaved: bool | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """3 is the highest."""

    level: int
    words: str


def five_questions(answers: Answers) -> int:
    """Points; more is more need."""
    facts = read("five_questions")
    mind = set(answers.conditions) & set(facts["mind"])
    both = bool(mind) and bool(set(answers.conditions) - mind)
    return int(
        facts["body_and_mind"] * both
        + min(facts["each_condition"] * len(set(answers.conditions)), facts["conditions_at_most"])
        + min(facts["each_emergency_admission"] * answers.emergency_admissions_last_year, facts["admissions_at_most"])
        + facts["fall"] * answers.fell_last_year
        + facts["bereaved"] * bool(answers.bereaved)
    )


def level(points: int) -> Level:
    """The highest level that starts at or below ``points``."""
    levels = sorted(read("five_questions")["levels"], key=lambda one: -int(one["from"]))
    found = next(one for one in levels if points >= one["from"])
    return Level(found["level"], found["words"])
