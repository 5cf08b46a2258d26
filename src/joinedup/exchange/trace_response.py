"""A batch trace response: single, unambiguous matches are written back; everything else stays in the work queue."""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Finding, Severity, Where
from joinedup.basics.nhs_number import is_valid
from joinedup.engine import Workspace, connect, current_build
from joinedup.exchange.trace_layout import Layout, nothing_linked, read_layout, reference
from joinedup.linked.who import Traced, add_traced

Record = tuple[str, str, str]


class TraceResponseError(JoinedUpError):
    """The file is not a response to a trace."""

    code = "trace-response"


@dataclass(frozen=True, slots=True)
class TraceResponse:
    """What a response held. ``written_back`` records get their number at the next linking; ``replaced`` numbers too."""

    rows: int
    written_back: int
    replaced: int
    outcomes: dict[str, int]
    findings: tuple[Finding, ...]


def take_response(workspace: Workspace, file: Path) -> TraceResponse:
    """Reads a response and keeps what it says of our records. Taking the same file in twice changes nothing.

    Only a single match with a valid number is written back, and a scored one only when it is sure enough. A row that
    answers no record of ours, or answers one twice and differently, is counted and left out.
    """
    layout, today = read_layout(workspace), dt.datetime.now(dt.UTC).date()
    asked = _ours(workspace)
    rows = _rows(file, layout)
    answers: dict[Record, set[Traced]] = {}
    unknown = 0
    for row in rows:
        record = asked.get(row["reference"])
        if record is None:
            unknown += 1
        else:
            answers.setdefault(record, set()).add(_judged(record, row, layout, today))
    single = [one for found in answers.values() if len(found) == 1 for one in found]
    add_traced(workspace, single)
    return TraceResponse(
        rows=len(rows),
        written_back=sum(bool(one.nhs_number) for one in single),
        replaced=sum(bool(one.replaces) for one in single),
        outcomes=dict(sorted(Counter(row["outcome"] for row in rows).items())),
        findings=tuple(_findings(file, unknown, len(answers) - len(single), layout)),
    )


def _judged(record: Record, row: Mapping[str, str], layout: Layout, today: dt.date) -> Traced:
    number, outcome = row["matched"].replace(" ", ""), row["outcome"]
    sure = row["step"] not in layout.scored or _number(row["confidence"]) >= layout.least_confidence
    number = number if outcome in layout.single and is_valid(number) and sure else ""
    asked = row["asked"].replace(" ", "")
    replaces = asked if number and outcome in layout.replaced and is_valid(asked) and asked != number else ""
    return Traced(*record, nhs_number=number, outcome=outcome, replaces=replaces, traced_on=today.isoformat())


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _ours(workspace: Workspace) -> dict[str, Record]:
    """Reference → record, worked out again from the last linking: no list of who was asked about lies anywhere."""
    build = current_build(workspace, "linked")
    if build is None:
        raise nothing_linked()
    key = workspace.key("identity")
    with connect() as connection:
        links = connection.read_parquet(str(build.table("person_links")))
        found = links.filter("source <> 'gp'").project("source, organisation_code, source_person_id").fetchall()
    return {reference(key, *record): record for record in found}


def _rows(file: Path, layout: Layout) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            heads = {name.strip().upper(): name for name in reader.fieldnames or ()}
            _must_have(file, layout, heads)
            picked = {word: heads.get(column) for word, column in layout.response.items()}
            return [{word: (row.get(head or "") or "").strip() for word, head in picked.items()} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise TraceResponseError(
            f"{file.name} cannot be read as CSV.", "Take in the file as the mailbox gave it, unopened."
        ) from problem


def _must_have(file: Path, layout: Layout, heads: Mapping[str, str]) -> None:
    needed = [layout.response[word] for word in ("reference", "matched", "outcome")]
    missing = [column for column in needed if column not in heads]
    if missing:
        raise TraceResponseError(
            f"{file.name} has no column {missing[0]}.",
            "Take in a response to a trace; if the service changed its columns, put them into pds_mesh.json.",
            Where(file=file.name, column=missing[0]),
        )


def _findings(file: Path, unknown: int, torn: int, layout: Layout) -> list[Finding]:
    where, found = Where(file=file.name), []
    if unknown:
        words = f"{unknown} rows answer no record of the last linking."
        fix = "Check that the response belongs to this workspace; those rows were left out."
        found.append(Finding("trace-response-unknown", Severity.WARNING, words, fix, where))
    if torn:
        words = f"{torn} records are answered twice, and differently."
        found.append(
            Finding("trace-response-torn", Severity.WARNING, words, "Ask about them again; nothing was kept.", where)
        )
    if not layout.verified:
        words = "The response's columns and codes are not confirmed by the national service."
        fix = 'Compare them with its own page, then say "verified": true in the workspace\'s pds_mesh.json.'
        found.append(Finding("trace-layout-unverified", Severity.ADVICE, words, fix, where))
    return found
