"""Holds what the checks found against what was planted."""

from collections.abc import Iterable
from dataclasses import dataclass

from flaws import Flaw

from joinedup.basics.finding import Finding, Severity
from joinedup.planning import Plan as Read
from joinedup.planning.words import fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """``found``: by the right check; ``placed``: at the right place; ``weight`` its severity; ``false``: new errors."""

    found: bool
    placed: bool
    weight: str
    false: tuple[Finding, ...]


def judged(flaw: Flaw, marker: str, plan: Read, findings: Iterable[Finding], known: frozenset[str]) -> Verdict:
    """What became of one planted flaw; ``known`` are the words of errors that stand in the clean plan too."""
    findings = list(findings)
    right = [one for one in findings if one.code in flaw.codes]
    placed = [one for one in right if _stands(one, marker, plan)]
    false = tuple(
        one
        for one in findings
        if one.severity is Severity.ERROR and one.code not in (*flaw.codes, *flaw.also) and words_of(one) not in known
    )
    weight = min(placed or right, key=lambda one: one.severity.rank).severity if right else ""
    return Verdict(bool(right), bool(placed), str(weight), false)


def words_of(finding: Finding) -> str:
    """A finding without its line, so that it is known again in another copy."""
    return f"{finding.code} {finding.where.field} {finding.message[:60]}"


def _stands(finding: Finding, marker: str, plan: Read) -> bool:
    where = finding.where
    if marker.startswith("@"):
        return (where.field or "").startswith(marker[1:])
    wanted = fold(marker)[:22]
    told = fold(f"{finding.message} {where.text or ''}")
    lines = {line.number: fold(line.text) for line in plan.source}
    near = " ".join(lines.get((where.line or 0) + by, "") for by in range(-4, 5))
    return wanted in told or wanted in near or (bool(told) and fold(where.text or "~")[:40] in fold(marker))
