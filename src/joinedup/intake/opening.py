"""What arrived, as views for whoever reads it next, and as a list for the data manager's page."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Connection, Workspace
from joinedup.intake.cells import type_of
from joinedup.intake.contract import Contract
from joinedup.intake.contracts import CONTRACTS
from joinedup.intake.ledger import Delivery, Ledger, read_ledger
from joinedup.intake.silences import Told, silences
from joinedup.intake.writing import shaped

_NO_EVENTS = ("gp", "reference")  # a register tells of today, however old the dates in it are
_MANY = 30  # rows of a month; beside months of fewer an empty one says nothing


@dataclass(frozen=True, slots=True)
class Arrived:
    """Which tables are there. ``missing_columns``: table → columns that no delivery still standing has.

    ``fingerprint`` is the same as long as the same rows stand; ``marks`` says so of each table by itself.
    """

    present: frozenset[str]
    missing: frozenset[str]
    missing_columns: Mapping[str, tuple[str, ...]]
    fingerprint: str
    findings: tuple[Finding, ...]
    marks: Mapping[str, str]


def open_tables(connection: Connection, workspace: Workspace) -> Arrived:
    """Makes a view of every contract's table on ``connection``: typed, and empty where nothing arrived."""
    ledger = read_ledger(workspace)
    for contract in CONTRACTS.values():
        rows = _rows(connection, contract, ledger, workspace.intake)
        connection.execute(f'create or replace view "{contract.table}" as {rows}')
    present = frozenset(table for table in CONTRACTS if _standing(ledger, table))
    return Arrived(
        present,
        frozenset(CONTRACTS) - present,
        MappingProxyType({table: columns for table in present if (columns := _absent(_standing(ledger, table)))}),
        ledger.fingerprint,
        tuple(_findings(ledger)),
        MappingProxyType({contract.table: ledger.mark(contract) for contract in CONTRACTS.values()}),
    )


def _rows(connection: Connection, contract: Contract, ledger: Ledger, home: Path) -> str:
    files = [home / name for delivery in ledger.of(contract.table) for name in delivery.standing]
    if files:
        return f"from {shaped(connection, contract, files)}"
    columns = ", ".join(f'null::{type_of(column)} as "{column.name}"' for column in contract.columns)
    return f"select {columns} where false"


def _standing(ledger: Ledger, table: str) -> tuple[Delivery, ...]:
    """Deliveries with rows that stand; a delivery of no rows says that there were none, so it counts when alone."""
    every = ledger.of(table)
    return tuple(delivery for delivery in every if delivery.standing_rows) or every[-1:]


def _absent(deliveries: tuple[Delivery, ...]) -> tuple[str, ...]:
    return tuple(name for name in deliveries[0].missing if all(name in each.missing for each in deliveries))


def _findings(ledger: Ledger) -> Iterator[Finding]:
    for contract in CONTRACTS.values():
        deliveries = _standing(ledger, contract.table)
        if not deliveries:
            yield Finding(
                "table-missing",
                Severity.WARNING,
                f"{contract.title} never arrived; this disables {contract.disables}.",
                f"Receive a file named {contract.table}.csv or .parquet.",
                Where(text=contract.table),
            )
            continue
        for name in {name: None for delivery in deliveries for name in delivery.missing}:
            yield from _column_finding(contract, name, deliveries)
        yield from _gaps(contract, deliveries)
    yield from silences(list(_told(ledger)))


def _told(ledger: Ledger) -> Iterator[Told]:
    """What each organisation told in each extract of events: those that name people and have months."""
    until = max((delivery.received for delivery in ledger.deliveries), default=None)
    for contract in CONTRACTS.values():
        if contract.period_column and contract.source not in _NO_EVENTS and until:
            for organisation, months in _covered(_standing(ledger, contract.table)).items():
                yield Told(contract, organisation, months, f"{until:%Y-%m}")


def _column_finding(contract: Contract, name: str, deliveries: tuple[Delivery, ...]) -> Iterator[Finding]:
    disables = contract.column(name).disables
    without = [delivery for delivery in deliveries if name in delivery.missing]
    if disables:
        since = f"since the delivery of {without[0].received:%-d %B %Y}" if len(without) < len(deliveries) else "so far"
        yield Finding(
            "column-missing",
            Severity.WARNING,
            f"{contract.title} came without {name} {since}; this disables {disables}.",
            f"Ask the source to send {name}, and receive the file again.",
            Where(file=without[0].file, column=name, text=contract.table),
        )


def _gaps(contract: Contract, deliveries: tuple[Delivery, ...]) -> Iterator[Finding]:
    """Months without a row that lie between months of many, by organisation."""
    for organisation, months in _covered(deliveries).items():
        gaps = list(_empty_months(months))
        if gaps:
            yield Finding(
                "months-missing",
                Severity.WARNING,
                f"{' of '.join(filter(None, (contract.title, organisation)))} has no row in {', '.join(gaps[:12])}; "
                f"the months around have {_MANY} or more.",
                "Ask the source for these months.",
                Where(text=contract.table),
            )


def _empty_months(months: Mapping[str, int]) -> Iterator[str]:
    known = sorted(months)
    for before, after in pairwise(known):
        if min(months[before], months[after]) >= _MANY:
            yield from list(_months_between(before, after))[1:-1]


def _covered(deliveries: tuple[Delivery, ...]) -> dict[str, dict[str, int]]:
    covered: dict[str, dict[str, int]] = {}
    for delivery in deliveries:
        for organisation, months in delivery.coverage.items():
            into = covered.setdefault(organisation, {})
            for month, rows in months.items():
                into[month] = into.get(month, 0) + rows
    return covered


def _months_between(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while (name := f"{year:04d}-{month:02d}") <= last:
        yield name
        year, month = year + month // 12, month % 12 + 1


@dataclass(frozen=True, slots=True)
class Arrival:
    """One table, for the data manager: what stands of it and how fresh it is."""

    table: str
    title: str
    source: str
    last_received: dt.datetime | None
    last_file: str | None
    deliveries: int
    rows: int
    set_aside: int
    values_left_out: int
    first_month: str | None
    last_month: str | None
    missing_columns: tuple[str, ...]
    disables: str  # what is lost while it never arrived


def arrivals(workspace: Workspace) -> tuple[Arrival, ...]:
    """Every table of every contract, by source."""
    ledger = read_ledger(workspace)
    return tuple(
        _arrival(contract, ledger)
        for contract in sorted(CONTRACTS.values(), key=lambda each: (each.source, each.table))
    )


def _arrival(contract: Contract, ledger: Ledger) -> Arrival:
    every, deliveries = ledger.of(contract.table), _standing(ledger, contract.table)
    months = sorted({month for delivery in deliveries for month in delivery.months})
    return Arrival(
        table=contract.table,
        title=contract.title,
        source=contract.source,
        last_received=every[-1].received if every else None,
        last_file=every[-1].file if every else None,
        deliveries=len(every),
        rows=sum(delivery.standing_rows for delivery in deliveries),
        # of a delivery that was replaced they are mended; of one in which no row was good they still are to be
        set_aside=sum(one.set_aside for one in every if one.standing_rows or not one.loaded),
        values_left_out=sum(delivery.values_left_out for delivery in deliveries),
        first_month=months[0] if months else None,
        last_month=months[-1] if months else None,
        missing_columns=_absent(deliveries) if deliveries else (),
        disables="" if every else contract.disables,
    )
