"""Which files of a folder are extracts, and of which table."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.intake.contracts import CONTRACTS
from joinedup.intake.refusal import IntakeError

_KINDS = (".csv", ".csv.gz", ".parquet")
_NEAR_MISSES = (".xlsx", ".xls", ".txt", ".tsv", ".zip")
_EXTRACTS = "extracts"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file and the table its name says it holds."""

    path: Path
    table: str

    @property
    def is_parquet(self) -> bool:
        """True when its name says it is Parquet."""
        return self.path.name.lower().endswith(".parquet")


def candidates(where: Path) -> tuple[list[Candidate], list[Finding]]:
    """The extracts in a folder and its ``extracts`` subfolder, in the order of their names; or the one file.

    Raises IntakeError when there is nothing there at all.
    """
    if not where.exists():
        raise IntakeError(f"There is no file or folder called {where.name}.", "Check the name.")
    found: list[Candidate] = []
    findings: list[Finding] = []
    for path in _files(where):
        match _looked_at(path):
            case Candidate() as candidate:
                found.append(candidate)
            case Finding() as finding:
                findings.append(finding)
    if not found and not findings:
        raise IntakeError(
            f"{where.name or where} holds no extract.",
            f"An extract is named after its table, such as {next(iter(CONTRACTS))}.csv, .csv.gz or .parquet.",
        )
    return sorted(found, key=lambda each: (each.table, each.path.name)), findings


def table_of(name: str) -> str | None:
    """The table a file's name begins with: ``apc_episodes_2024-04.csv`` holds ``apc_episodes``."""
    stem = re.sub(r"[\s\-.]+", "_", name.lower())
    begins = [table for table in CONTRACTS if re.match(rf"{re.escape(table)}(?![a-z])", stem)]
    return max(begins, key=len, default=None)


def _files(where: Path) -> Iterator[Path]:
    if not where.is_dir():
        yield where
        return
    for folder in (where, where / _EXTRACTS):
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _looked_at(path: Path) -> Candidate | Finding | None:
    name = path.name.lower()
    if not name.endswith(_KINDS):
        return _near_miss(path) if name.endswith(_NEAR_MISSES) and table_of(name) else None
    table = table_of(name)
    if table is None:
        return _unknown_table(path)
    if not path.is_file():  # a folder, a broken link, a pipe
        return Finding(
            "not-a-file",
            Severity.ERROR,
            f"{path.name} is not a file that can be read.",
            "Put the file itself there, not a folder or a broken link.",
            Where(file=path.name),
        )
    return Candidate(path, table)


def _unknown_table(path: Path) -> Finding:
    near = _nearest(path.name, CONTRACTS)
    meant = f"Is it {near}? Name it {near}{''.join(path.suffixes[-2:]) or '.csv'}. " if near else ""
    return Finding(
        "unknown-table",
        Severity.ERROR,
        f"{path.name} is not named after a table that JoinedUp reads, so it was not read.",
        f"{meant}The tables are {', '.join(sorted(CONTRACTS))}.",
        Where(file=path.name),
    )


def _near_miss(path: Path) -> Finding:
    return Finding(
        "not-a-csv",
        Severity.ERROR,
        f"{path.name} is not a CSV or Parquet file, so it was not read.",
        "Save it as CSV (UTF-8) under the same name.",
        Where(file=path.name),
    )


def _nearest(name: str, tables: Iterable[str]) -> str | None:
    stem = re.sub(r"[^a-z]+", "_", name.lower().split(".")[0]).strip("_")
    close = difflib.get_close_matches(stem, list(tables), n=1, cutoff=0.5)
    return close[0] if close else None
