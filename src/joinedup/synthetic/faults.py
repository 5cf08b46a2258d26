"""Faults that a test or a demonstration may ask for; a county has none of them unless asked."""

from dataclasses import dataclass

import polars as pl

from joinedup.intake.contract import Contract


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong with the extracts. Months are numbered from 0, the window's first.

    ``silent``: (table, month) pairs for which the provider sent nothing. ``resent``: (table, month) pairs delivered a
    second time, in a file of its own, with one row in ten missing. ``missing``: tables that never arrive.
    ``without``: (table, column) pairs for columns the file lacks.
    """

    silent: tuple[tuple[str, int], ...] = ()
    resent: tuple[tuple[str, int], ...] = ()
    missing: tuple[str, ...] = ()
    without: tuple[tuple[str, str], ...] = ()


NONE = Faults()


def files_of(
    contract: Contract, frame: pl.DataFrame, faults: Faults, months: tuple[tuple[int, int], ...]
) -> dict[str, pl.DataFrame]:
    """The files that arrive for one table: name → rows; just the table when nothing goes wrong."""
    table = contract.table
    if table in faults.missing:
        return {}
    lost = [column for of, column in faults.without if of == table]
    again = {
        f"{table}-resent-{month}": _of_month(contract, frame, months[month]).filter(pl.int_range(pl.len()) % 10 != 0)
        for of, month in faults.resent
        if of == table
    }
    for of, month in faults.silent:
        if of == table:
            frame = frame.join(_of_month(contract, frame, months[month]), on=contract.key, how="anti", nulls_equal=True)
    return {name: rows.drop(lost) for name, rows in ({table: frame} | again).items()}


def _of_month(contract: Contract, frame: pl.DataFrame, month: tuple[int, int]) -> pl.DataFrame:
    if contract.period_column is None:
        raise ValueError(f"{contract.table} has no dates by which to choose a month")
    day = pl.col(contract.period_column).cast(pl.Date).to_physical()
    return frame.filter(day.is_between(*month))
