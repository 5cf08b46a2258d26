"""A later delivery takes the place of earlier rows: by key, and for a submission sent again, all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.durable import sync
from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Connection
from joinedup.intake.contract import Contract
from joinedup.intake.ledger import Coverage, Delivery, standing
from joinedup.intake.writing import copy_to, count_of, parquet, shaped

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Superseded:
    """Earlier deliveries as they now stand, and how many of their rows came again, the same or changed, or went."""

    changed: tuple[Delivery, ...]
    same: int
    differing: int
    withdrawn: int
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> int:
        """Earlier rows that no longer stand."""
        return self.same + self.differing + self.withdrawn


def supersede(
    connection: Connection, contract: Contract, new: Delivery, earlier: tuple[Delivery, ...], home: Path
) -> Superseded:
    """Writes what is left of each earlier delivery that ``new`` overlaps; those it does not are left alone."""
    arrived = parquet(home / name for name in new.accepted)
    changed, same, differing, withdrawn = [], 0, 0, 0
    again: Coverage = {}
    for old in earlier if new.accepted else ():
        if not old.standing:
            continue
        held = shaped(connection, contract, [home / name for name in old.standing])
        met = _met(connection, contract, held, arrived)
        same, differing = same + met.same, differing + met.differing
        _add(again, met.again)
        left = _left(contract, held, arrived)
        kept = count_of(connection, f"({left})") if met.again or contract.replaces else old.standing_rows
        if kept < old.standing_rows:
            withdrawn += old.standing_rows - kept - met.same - met.differing
            changed.append(_written(connection, contract, old, new, left, home))
    findings = (*_said(contract, new, same, differing, withdrawn), *_months(new, earlier, again))
    return Superseded(tuple(changed), same, differing, withdrawn, findings)


def coverage_of(connection: Connection, contract: Contract, relation: str) -> Coverage:
    """Rows by organisation and month; empty where the contract has no date to tell the month by."""
    if contract.period_column is None:
        return {}
    found: Coverage = {}
    days = (  # there are few days: they are written as months once each, not once a row
        f'select {_organisation(contract)} as organisation, cast("{contract.period_column}" as date) as day, '
        f"count(*) as rows from {relation} group by all"
    )
    months = "select organisation, strftime(day, '%Y-%m'), cast(sum(rows) as bigint)"
    query = f"{months} from ({days}) group by all order by all"
    for organisation, month, rows in connection.execute(query).fetchall():
        found.setdefault(organisation, {})[month] = rows
    return found


@dataclass(frozen=True, slots=True)
class _Met:
    same: int
    differing: int
    again: Coverage


def _met(connection: Connection, contract: Contract, held: str, arrived: str) -> _Met:
    """Earlier rows whose key came again: how many alike, how many not, and in which months."""
    alike = f"hash({_columns(contract, 'old')}) = hash({_columns(contract, 'new')})"
    month = _month(contract, "old") if contract.period_column else "''"
    query = (
        f"select {_organisation(contract, 'old')}, {month}, count_if({alike}), count_if(not {alike}) "
        f"from {held} old join {arrived} new on {_same_key(contract)} group by all"
    )
    again: Coverage = {}
    same = differing = 0
    for organisation, when, alike_rows, other_rows in connection.execute(query).fetchall():
        same, differing = same + alike_rows, differing + other_rows
        again.setdefault(organisation, {})[when] = alike_rows + other_rows
    return _Met(same, differing, again)


def _left(contract: Contract, held: str, arrived: str) -> str:
    query = f"from {held} old anti join {arrived} new on {_same_key(contract)}"
    if contract.replaces:
        known = " and ".join(f'"{name}" is not null' for name in contract.replaces)
        names = ", ".join(f'"{name}"' for name in contract.replaces)
        sent = f"(select distinct {names} from {arrived} where {known})"
        matched = " and ".join(f'old."{name}" = sent."{name}"' for name in contract.replaces)
        query = f"from ({query}) old anti join {sent} sent on {matched}"
    return query


def _written(
    connection: Connection, contract: Contract, old: Delivery, new: Delivery, left: str, home: Path
) -> Delivery:
    path = home / old.table / f"{old.id}.since-{new.id}.parquet"
    rows = copy_to(connection, left, path)
    if not rows:
        path.unlink()
        return standing(old, (), 0, {}, home)
    sync(path)
    return standing(old, (path,), rows, coverage_of(connection, contract, parquet([path])), home)


def _said(contract: Contract, new: Delivery, same: int, differing: int, withdrawn: int) -> Iterator[Finding]:
    place = Where(file=new.file)
    if same or differing:
        yield Finding(
            "rows-superseded",
            Severity.ADVICE,
            f"{same + differing:,} rows of {contract.title} had come before: {same:,} are the same, {differing:,} "
            "changed. The later ones stand; the earlier ones are kept.",
            "Nothing, if the source meant to send them again.",
            place,
        )
    if withdrawn:
        yield Finding(
            "submission-replaced",
            Severity.WARNING,
            f"{withdrawn:,} rows of an earlier submission did not come again and no longer stand.",
            "If this file was only a top-up, send the whole period again.",
            place,
        )


def _months(new: Delivery, earlier: tuple[Delivery, ...], again: Coverage) -> Iterator[Finding]:
    """Months that came again with another number of rows."""
    told = []
    for organisation, months in sorted(again.items()):
        for month, met in sorted(months.items()):
            before = sum(old.coverage.get(organisation, {}).get(month, 0) for old in earlier)
            now = new.coverage.get(organisation, {}).get(month, 0)
            if month and before != now:
                kept = f", {before - met:,} of which did not come again" if before > met else ""
                told.append(
                    f"{' '.join(filter(None, (organisation, month)))}: {before:,} rows before{kept}, {now:,} now"
                )
    if told:
        more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
        yield Finding(
            "month-delivered-again",
            Severity.WARNING,
            f"{len(told)} months came again with another number of rows. {'; '.join(told[:_SHOWN])}{more}.",
            "Ask the source which delivery is complete. Rows that did not come again still stand, unless the whole "
            "submission was replaced.",
            Where(file=new.file),
        )


def _add(total: Coverage, more: Coverage) -> None:
    for organisation, months in more.items():
        for month, rows in months.items():
            into = total.setdefault(organisation, {})
            into[month] = into.get(month, 0) + rows


def _same_key(contract: Contract) -> str:
    required = {column.name for column in contract.columns if column.required}
    return " and ".join(
        f'old."{name}" = new."{name}"' if name in required else f'old."{name}" is not distinct from new."{name}"'
        for name in contract.key
    )


def _columns(contract: Contract, of: str) -> str:
    return ", ".join(f'{of}."{name}"' for name in contract.names)


def _organisation(contract: Contract, of: str = "") -> str:
    column = contract.organisation_column
    return f'{of + "." if of else ""}"{column}"' if column else "''"


def _month(contract: Contract, of: str = "") -> str:
    return f"strftime({of + '.' if of else ''}\"{contract.period_column}\", '%Y-%m')"
