"""Going through what was set aside: where each row is in its file, and why. Never what it holds."""

from dataclasses import dataclass

from joinedup.engine import Workspace, connect
from joinedup.intake.contracts import CONTRACTS
from joinedup.intake.ledger import Delivery, read_ledger
from joinedup.intake.reasons import REASONS
from joinedup.intake.writing import parquet

_PAGE = 50


@dataclass(frozen=True, slots=True)
class SetAside:
    """One remark. ``row`` counts data rows from 1. ``kept``: the row loaded, without the value where one was bad."""

    table: str
    delivery: str
    file: str
    row: int
    column: str | None
    reason: str
    words: str
    fix: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of remarks, and how many there are in all."""

    rows: tuple[SetAside, ...]
    total: int


def set_aside_rows(
    workspace: Workspace,
    *,
    table: str | None = None,
    delivery: str | None = None,
    reason: str | None = None,
    offset: int = 0,
    limit: int = _PAGE,
) -> Page:
    """Remarks on deliveries, newest delivery first, then by row; of one table, delivery or reason when named."""
    wanted = [
        each
        for each in reversed(read_ledger(workspace).deliveries)
        if each.remarks and table in (None, each.table) and delivery in (None, each.id)
    ]
    if not wanted:
        return Page((), 0)
    places = {(workspace.intake / (each.remarks or "")).as_posix(): n for n, each in enumerate(wanted)}
    held = parquet(workspace.intake / (each.remarks or "") for each in wanted)
    query = f"from (select *, filename from {held}) where ($reason is null or reason = $reason)"
    with connect() as connection:
        counted = connection.execute(f"select count(*) {query}", {"reason": reason}).fetchone()
        order = " ".join(f"when '{path}' then {n}" for path, n in places.items())
        rows = connection.execute(
            f'select filename, "row", "column", reason, kept {query} '
            f'order by case filename {order} end, "row", "column" limit $limit offset $offset',
            {"reason": reason, "limit": limit, "offset": offset},
        ).fetchall()
    return Page(tuple(_told(wanted[places[row[0]]], *row[1:]) for row in rows), int(counted[0]) if counted else 0)


def _told(delivery: Delivery, row: int, column: str | None, reason: str, kept: bool) -> SetAside:
    words, fix = _words(delivery.table, column, reason)
    return SetAside(delivery.table, delivery.id, delivery.file, row, column, reason, words, fix, kept)


def _words(table: str, column: str | None, reason: str) -> tuple[str, str]:
    for rule in CONTRACTS[table].rules:
        if rule.code == reason and rule.columns[0] == column:
            return rule.words, rule.fix
    known = REASONS[reason]
    return known.words, known.fix
