"""Checks: one file each. A plan is judged like code, with place and reason; silence needs a reason too."""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from joinedup.basics.finding import Finding
from joinedup.planning.checks.check import Check
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class Silence:
    """A finding the authors stand by. ``reason`` is required; ``line`` or ``field`` narrow it to one place."""

    code: str
    reason: str
    line: int | None = None
    field: str | None = None

    def __post_init__(self) -> None:
        if len(self.reason.split()) < 2:
            raise ValueError("say in a few words why this finding is silenced")

    def covers(self, finding: Finding) -> bool:
        """True when the finding is the one meant."""
        where = finding.where
        return finding.code == self.code and self.line in (None, where.line) and self.field in (None, where.field)


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What the checks may know beyond the plan: other plans to compare with, findings silenced with reasons."""

    others: Sequence[Plan] = ()
    silenced: Sequence[Silence] = ()


@cache
def checks() -> Mapping[str, Check]:
    """Every check of this folder by its code, in the order of their codes."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found = [check for module in modules for check in getattr(module, "CHECKS", ())]
    if len({check.code for check in found}) < len(found):
        raise ValueError("two checks have one code, and one of them would never run")
    return {check.code: check for check in sorted(found, key=lambda check: check.code)}


def check_plan(plan: Plan, context: CheckContext | None = None) -> list[Finding]:
    """All findings about a plan, those about its reading too: errors first, then by line.

    A finding silenced in ``context`` is left out.
    """
    context = context or CheckContext()
    view = View(plan, context.others)
    findings = [*plan.notices, *(finding for check in checks().values() for finding in check.findings(view))]
    kept = [finding for finding in findings if not any(silence.covers(finding) for silence in context.silenced)]
    return sorted(kept, key=lambda finding: (finding.severity.rank, finding.where.line or 0, finding.code))
