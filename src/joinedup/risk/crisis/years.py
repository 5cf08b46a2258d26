"""The crisis-year table, with the part of each fall that nobody earned."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from joinedup.engine import Build, Connection, connect
from joinedup.risk.queries import query

Row = tuple[Any, ...]
_COLUMNS = "chosen_by, cut, year, people, alive_at_start, admissions, cost, bed_days, share_of_emergency_spend"


@dataclass(frozen=True, slots=True)
class Used:
    """One year of the people chosen: ``cost`` in pounds, ``share`` of all emergency spending (None: there was none)."""

    people: int
    alive_at_start: int
    admissions: int
    cost: float
    bed_days: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Crisis:
    """The top ``cut`` of people by emergency spending, chosen by ``that year`` itself or by ``the year before``."""

    chosen_by: str
    cut: float
    before: Used
    crisis: Used
    after: Used

    @property
    def falls_by_itself(self) -> float:
        """Share of the crisis year's cost that is gone a year later with nobody doing anything; None counts as 0."""
        return 1 - self.after.cost / self.crisis.cost if self.crisis.cost else 0.0

    @property
    def above_usual(self) -> tuple[float, float, float]:
        """Admissions, pounds and bed-days of the crisis year above the mean of the years on either side.

        The most that preventing the crisis could save: what comes before and after would have come anyway.
        """
        either = (self.before, self.after)
        return (
            self.crisis.admissions - sum(year.admissions for year in either) / 2,
            self.crisis.cost - sum(year.cost for year in either) / 2,
            self.crisis.bed_days - sum(year.bed_days for year in either) / 2,
        )


def crisis_years(connection: Connection, on: dt.date, population: str) -> str:
    """The query of the crisis year that begins on ``on``, for the people of table ``population`` (see the SQL)."""
    connection.execute(f"set variable index_date = date '{on.isoformat()}'")
    connection.execute(f'create or replace temp view cohort as from "{population}"')
    return query("crisis/crisis_years.sql")


def crises_of(build: Build) -> tuple[Crisis, ...]:
    """The crisis table of a build of layer ``risk``."""
    with connect() as connection:
        build.open_in(connection, "crisis_years")
        return crises(connection.execute(f"select {_COLUMNS} from crisis_years").fetchall())  # noqa: S608


def crises(rows: Iterable[Row]) -> tuple[Crisis, ...]:
    """Three rows of years become one crisis, narrowest list first."""
    years: dict[tuple[str, float], dict[int, Used]] = {}
    for chosen_by, cut, year, *used in rows:
        years.setdefault((chosen_by, cut), {})[year] = Used(*used)
    return tuple(Crisis(*chosen, *(found[year] for year in (-1, 0, 1))) for chosen, found in sorted(years.items()))
