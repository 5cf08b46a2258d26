"""The longest tables and the register are read once for several dates: the same as each date by itself."""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest

from joinedup.engine import Connection, connect
from joinedup.risk.features import person_table, prepare, read_once
from joinedup.risk.reads import READS

NOW = dt.date(2026, 4, 1)
DATES = [NOW - dt.timedelta(days=365 * years) for years in range(3)]


def opened(connection: Connection) -> None:
    for table, columns in READS.items():
        connection.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")


@pytest.fixture(params=["person_id, on_date", "hash(person_id, on_date)"], ids=["in order", "in no order"])
def world(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Forty people with appointments and contacts over five years, as linked tables stand and otherwise."""
    with connect() as connection:
        opened(connection)
        connection.execute(
            "insert into persons select i, date '1950-01-01' + i::integer * 300, '1', 3, 'A', null, true "
            "from range(40) as people (i)"
        )
        connection.execute("insert into registrations select i, 'P1', date '2020-01-01', null from range(40) as p (i)")
        connection.execute(
            f"create table events as select i % 60 as person_id, date '{NOW}' - (hash(i) % 1900)::integer + 20 as day, "
            "[true, false, null][(1 + hash(i, 1) % 3)::integer] as attended, hash(i, 2) % 2 = 0 as first, "
            "['10', '11', null][(1 + hash(i, 3) % 3)::integer] as code, 50 as cost from range(3000) as events (i)"
        )
        in_order = f"order by {request.param.replace('on_date', 'day')}"
        connection.execute(
            f"insert into appointments select person_id, day, attended, first, code, cost from events {in_order}"
        )
        connection.execute(
            "insert into contacts select person_id, if(first, 'community', 'mental_health'), code, day, attended, cost "
            f"from events {in_order}"
        )
        prepare(connection)
        yield connection


def test_several_dates_at_once_are_each_date_by_itself(world: Connection) -> None:
    read = read_once(world, DATES)
    for on in DATES:
        alone, together = person_table(world, on), person_table(world, on, read=read)
        assert alone.ids.tolist() == together.ids.tolist() == list(range(40))
        assert alone.columns.keys() == together.columns.keys()
        for name, values in alone.columns.items():
            assert np.array_equal(values, together.columns[name]), name


@pytest.mark.parametrize(
    ("column", "counts", "days"),
    [
        ("outpatient_730", "count(*) filter (attended)", 730),
        ("outpatient_missed_365", "count(*) filter (not attended)", 365),
        ("outpatient_first_730", "count(*) filter (attended and first)", 730),
        ("outpatient_90", "count(*) filter (attended)", 90),
        ("outpatient_specialties_365", "count(distinct treatment_function) filter (attended)", 365),
    ],
)
def test_the_years_hold_what_sql_counts(world: Connection, column: str, counts: str, days: int) -> None:
    people = person_table(world, DATES[1], read=read_once(world, DATES))
    counted = world.execute(
        f"select person_id, {counts} from appointments where on_date < date '{DATES[1]}' "
        f"and on_date >= date '{DATES[1]}' - {days} group by 1"
    ).fetchall()
    assert people.column(column).sum() > 0
    found = dict(counted)
    assert people.column(column).tolist() == [found.get(number, 0) for number in people.ids.tolist()]


@pytest.mark.parametrize("on", ["2025-02-27", "2025-02-28", "2024-02-28", "2024-02-29", "2025-03-01", "2100-02-28"])
def test_who_was_born_on_29_february_is_a_year_older_when_february_ends(on: str) -> None:
    with connect() as connection:
        opened(connection)
        connection.execute("insert into persons values (1, date '2000-02-29', '1', 3, 'A', null, true)")
        connection.execute("insert into registrations values (1, 'P1', date '2020-01-01', null)")
        prepare(connection)
        years = connection.execute("select date_sub('year', date '2000-02-29', ?)", [dt.date.fromisoformat(on)])
        expected = list(years.fetchone() or ())
        assert person_table(connection, dt.date.fromisoformat(on)).column("age").tolist() == expected
