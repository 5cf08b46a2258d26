"""Which column of a file is which column of its contract: case, order, spaces and underscores do not matter."""

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.intake.contract import Column, Contract
from joinedup.intake.refusal import RefusedFile

_SHOWN = 10
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Headings:
    """Contract column → its place in the file, and what does not fit."""

    places: dict[str, int]
    missing: tuple[Column, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def found(self) -> int:
        """How many columns of the contract the file names."""
        return len(self.places) + len(self.twice)

    def likeness(self, name: str) -> str | None:
        """The heading that most likely was meant for ``name``."""
        by_fold = {_fold(heading): heading for heading in self.unknown}
        close = difflib.get_close_matches(_fold(name), by_fold, n=1, cutoff=0.7)
        return by_fold[close[0]] if close else None


def headings(fields: Sequence[str], contract: Contract) -> Headings:
    """Finds the contract's columns among the headings of a file."""
    names = {_fold(name): name for name in contract.names}
    given = [names.get(_fold(field)) for field in fields]
    counted = Counter(name for name in given if name)
    places = {name: place for place, name in enumerate(given) if name and counted[name] == 1}
    missing = tuple(column for column in contract.columns if column.name not in places)
    unknown = tuple(
        field.strip()[:_LONGEST] for field, name in zip(fields, given, strict=True) if not name and field.strip()
    )
    return Headings(places, missing, unknown, tuple(name for name, count in counted.items() if count > 1))


def judged_headings(found: Headings, contract: Contract, path: Path) -> list[Finding]:
    """What the header says of the file. Raises RefusedFile when a required column is missing or comes twice."""
    for column in found.missing:
        if column.required:
            raise _without(column, found, contract, path)
    return [*_missing(found, path), *_unknown(found, contract, path)]


def _without(column: Column, found: Headings, contract: Contract, path: Path) -> RefusedFile:
    if column.name in found.twice:
        return RefusedFile(
            "column-twice",
            path,
            f"The column {column.name} comes twice, and nobody can know which is meant.",
            "Leave one of them out of the export.",
            column.name,
        )
    meant = found.likeness(column.name)
    return RefusedFile(
        "required-column-missing",
        path,
        f"The column {column.name} is missing, and a row of {contract.title} means nothing without it.",
        f"Name the column {meant} {column.name}." if meant else f"Add {column.name} to the export.",
        column.name,
    )


def _missing(found: Headings, path: Path) -> list[Finding]:
    findings = []
    for column in found.missing:
        why = "comes twice, so neither is used" if column.name in found.twice else "is missing"
        lost = f"; this disables {column.disables}" if column.disables else ""
        meant = found.likeness(column.name)
        findings.append(
            Finding(
                "column-twice" if column.name in found.twice else "column-missing",
                Severity.WARNING if column.disables or column.name in found.twice else Severity.ADVICE,
                f"The column {column.name} {why}{lost}.",
                f"Is it {meant}? Name it {column.name}." if meant else f"Add {column.name} to the export, once.",
                Where(file=path.name, column=column.name),
            )
        )
    return findings


def _unknown(found: Headings, contract: Contract, path: Path) -> list[Finding]:
    if not found.unknown:
        return []
    shown = ", ".join(found.unknown[:_SHOWN]) + (" and more" if len(found.unknown) > _SHOWN else "")
    return [
        Finding(
            "unknown-columns",
            Severity.ADVICE,
            f"{len(found.unknown)} columns that {contract.title} does not know were kept out: {shown}.",
            "Leave out of the export what is not needed, above all names and numbers of people.",
            Where(file=path.name),
        )
    ]


def _fold(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.casefold())
