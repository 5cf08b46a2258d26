"""How often each step is wrong, by links drawn by chance and looked at by people."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.engine import Workspace
from joinedup.identity import Step
from joinedup.linked.who import rules_of
from joinedup.measures.intervals import wilson
from joinedup.web.linkage.models import LinkDecision, Verdict
from joinedup.web.people.record import workspace_folder

ENOUGH = 30
"""Fewer tell next to nothing: of 30 right ones, one in ten may still be wrong."""
NAMES = {
    "cross-check": "NHS Number, birth date and name",
    "alphanumeric": "Names, birth date and address",
    "scored": "Scoring",
    "decided": "People's decision",
    "traced": "The national service",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One step: its links, the share its model expects to be wrong, and what people found of those they looked at."""

    method: str
    links: int
    expected: float
    looked_at: int
    wrong: int

    @property
    def name(self) -> str:
        """The step in words."""
        return NAMES.get(self.method, self.method)

    @property
    def can_be_drawn(self) -> bool:
        """People's and the service's links are not tried again by people."""
        return self.method in ("cross-check", "alphanumeric", "scored")

    @property
    def is_enough(self) -> bool:
        """Whether a share can be given at all."""
        return self.looked_at >= ENOUGH

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the truth lies, 95 times in 100 (Wilson)."""
        low, high = wilson(self.wrong, self.looked_at)
        return float(low), float(high)


def checked(steps: Iterable[Step]) -> list[Checked]:
    """Each step, with what people said of its drawn links."""
    needed = rules_of(Workspace.open(workspace_folder())).people_needed
    verdicts = _settled(needed)
    return [
        Checked(
            step.method,
            step.links,
            step.expected_wrong,
            looked_at=len(verdicts.get(step.method, [])),
            wrong=verdicts.get(step.method, []).count(Verdict.REJECT),
        )
        for step in steps
    ]


def _settled(needed: int) -> dict[str, list[str]]:
    """Step → the verdict on each drawn pair that enough people agree about."""
    standing: dict[tuple[str, str, str, str, str], dict[int, str]] = {}
    for one in LinkDecision.objects.exclude(drawn_from=""):
        pair = (one.drawn_from, one.source, one.organisation_code, one.source_person_id, one.person_id)
        standing.setdefault(pair, {})[one.by_id] = one.decision
    settled: dict[str, list[str]] = {}
    for pair, said in standing.items():
        firm = [one for one in said.values() if one in (Verdict.ACCEPT, Verdict.REJECT)]
        if len(firm) >= needed and len(set(firm)) == 1:
            settled.setdefault(pair[0], []).append(firm[0])
    return settled
