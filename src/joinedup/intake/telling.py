"""What a file's remarks come to, in words: one finding for each column and reason, with a count and the first rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Connection, quoted
from joinedup.governance.field_classes import FieldClass
from joinedup.intake.contract import Contract
from joinedup.intake.loading import Loaded, Spelling
from joinedup.intake.reasons import REASONS, Reason

_FIRST = 5
_SHOWN = 5
_CLEARLY_A_CODE = re.compile(r"(?=.*[0-9])[A-Za-z0-9]{1,4}|[A-Z]{1,2}")  # too short to name anybody
_PUBLIC = (FieldClass.ADMINISTRATIVE, FieldClass.ACTIVITY)


@dataclass(frozen=True, slots=True)
class Tally:
    """Remarks of one column and reason. ``kept``: the rows load, without the value."""

    column: str | None
    reason: str
    kept: bool
    count: int
    first: tuple[int, ...]

    @property
    def name(self) -> str:
        """As a receipt counts it."""
        return f"{self.column}: {self.reason}" if self.column else self.reason

    @property
    def is_value_left_out(self) -> bool:
        """True when the row loads and this value does not."""
        return self.kept and self.reason in REASONS


def tallies(connection: Connection, loaded: Loaded) -> tuple[Tally, ...]:
    """The remarks of one file, counted, the most frequent first."""
    if loaded.remarks is None:
        return ()
    rows = connection.execute(
        f'select "column", reason, kept, count(*), min("row", {_FIRST}) from read_parquet({quoted(loaded.remarks)}) '
        "group by all order by 4 desc, 1, 2, 3"
    ).fetchall()
    return tuple(Tally(column, reason, kept, count, tuple(first)) for column, reason, kept, count, first in rows)


def tally_findings(connection: Connection, contract: Contract, file: str, loaded: Loaded) -> Iterator[Finding]:
    """One finding for each tally."""
    for tally in tallies(connection, loaded):
        reason = _reason(contract, tally)
        where = Where(file=file, row=tally.first[0], column=tally.column)
        severity = Severity.WARNING if tally.kept and reason.severity is Severity.ERROR else reason.severity
        codes = _unknown_codes(connection, contract, tally, loaded)
        yield Finding(tally.reason, severity, _message(tally, reason) + codes, reason.fix, where)


def spelling_findings(spelling: Spelling, file: str) -> Iterator[Finding]:
    """What was read although it was not written as it should be."""
    for column, count in spelling.slashed.items():
        yield Finding(
            "day-first",
            Severity.ADVICE,
            f"{count:,} values of {column} are written with slashes and were read as day/month/year.",
            "Export dates as YYYY-MM-DD, which nobody can misread.",
            Where(file=file, column=column),
        )
    for column, count in spelling.mended.items():
        yield Finding(
            "code-mended",
            Severity.ADVICE,
            f"{count:,} codes of {column} were taken for a code of the list that differs by case or a leading nought.",
            "Export codes as text; a spreadsheet drops leading noughts.",
            Where(file=file, column=column),
        )


def _reason(contract: Contract, tally: Tally) -> Reason:
    for rule in contract.rules:
        if rule.code == tally.reason and rule.columns[0] == tally.column:
            return Reason(rule.words, rule.fix, rule.severity)
    return REASONS[tally.reason]


def _message(tally: Tally, reason: Reason) -> str:
    rows = f"{tally.count:,} {'row' if tally.count == 1 else 'rows'}"
    what = f"{tally.column} {reason.words}" if _of_value(tally) else reason.words
    done = "set aside" if not tally.kept else "loaded without the value" if _of_value(tally) else "loaded all the same"
    first = ", ".join(f"{row:,}" for row in tally.first)
    return f"{rows} {done}: {what}. {'Row' if tally.count == 1 else 'First rows:'} {first}."


def _of_value(tally: Tally) -> bool:
    return tally.column is not None and tally.reason in REASONS and not tally.reason.startswith("repeated-")


def _unknown_codes(connection: Connection, contract: Contract, tally: Tally, loaded: Loaded) -> str:
    """The codes themselves, where they cannot be about a person."""
    if tally.reason != "unknown-code" or tally.kept or loaded.rows is None or tally.column is None:
        return ""
    if contract.column(tally.column).field_class not in _PUBLIC:
        return ""
    found = connection.execute(
        f"select distinct json_extract_string(fields, {quoted('$.' + tally.column)}) code "
        f"from read_parquet({quoted(loaded.rows)}) semi join read_parquet({quoted(loaded.remarks or '')}) remarks "
        f'using ("row") order by code limit 50'
    ).fetchall()
    known = contract.column(tally.column).codes
    codes = [
        code for (code,) in found if code and _CLEARLY_A_CODE.fullmatch(code) and known and code not in known.codes
    ]
    return f" Codes: {', '.join(codes[:_SHOWN])}." if codes else ""
