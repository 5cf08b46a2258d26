"""Which days each extract speaks of, and how many rows it has in each month."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from joinedup.engine import Connection
from joinedup.intake.contracts import CONTRACTS

_EVENTS = ("acute", "community", "mental_health", "social_care", "deaths")


@dataclass(frozen=True, slots=True)
class Coverage:
    """From the first day of the first month with at least half the usual rows, to the last day any row names."""

    first: dt.date
    last: dt.date
    source_last: dt.date  # the last day that any extract of the same source names
    rows: int

    def as_dict(self) -> dict[str, object]:
        """For a manifest."""
        return {
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "source_until": self.source_last.isoformat(),
            "rows": self.rows,
        }


def put_coverage(connection: Connection, today: dt.date) -> Mapping[str, Coverage]:
    """Coverage by extract; leaves the tables ``extract_months`` and ``coverage`` (by source)."""
    _put_months(connection, today)
    connection.execute(_BY_SOURCE, {"today": today})
    rows = connection.execute(_SPAN).fetchall()
    submitted = connection.execute("select min(Reporting_Period_Start_Date) from cld_events").fetchone()
    floor = {"cld_events": submitted[0]} if submitted and submitted[0] else {}
    return {
        table: Coverage(max(first, floor.get(table, first)), last, source_last, count)
        for table, first, last, source_last, count in rows
    }


def put_months_query(table: str, source: str, column: str) -> str:
    """Rows of one extract by month, with the last day named; days after today count in ``future``."""
    days = f'select cast("{column}" as date) as day, count(*) as rows from "{table}" group by day'
    return (
        f"select '{source}' as source, '{table}' as table_name, cast(date_trunc('month', day) as date) as period, "
        "cast(sum(rows) as bigint) as rows, max(day) filter (where day <= $today) as last_day, "
        "cast(coalesce(sum(rows) filter (where day > $today), 0) as bigint) as future "
        f"from ({days}) where day is not null group by all"
    )


# A council's submission speaks of its whole period, whether or not something began on its last day.
_BY_SOURCE = """
create or replace table coverage as
with days as (
    select source, last_day from extract_months
    union all
    select 'social_care', max(Reporting_Period_End_Date) from cld_events where Reporting_Period_End_Date <= $today
)
select source, max(last_day) as until_day from days where last_day is not null group by source
"""
_SPAN = """
with usual as (
    select table_name, median(rows) as rows from extract_months where last_day is not null group by table_name
)
select months.table_name,
    min(months.period) filter (where months.rows >= usual.rows / 2), max(months.last_day),
    any_value(coverage.until_day), cast(sum(months.rows) as bigint)
from extract_months as months join usual using (table_name) join coverage on coverage.source = months.source
where months.last_day is not null
group by months.table_name
"""


def _put_months(connection: Connection, today: dt.date) -> None:
    queries = [
        put_months_query(contract.table, contract.source, contract.period_column)
        for contract in CONTRACTS.values()
        if contract.period_column and contract.source in _EVENTS
    ]
    connection.execute(f"create or replace table extract_months as {' union all '.join(queries)}", {"today": today})
