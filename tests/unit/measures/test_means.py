"""The interval of a skewed mean, and steps of 5 that the order of adding does not decide."""

from importlib.resources import files

import numpy as np
import pytest

from joinedup.engine import Connection, connect

ASKED = """
create temp table asked as select 0::smallint as measure, 'stay' as id, '1' as version, '{kind}' as kind, 1 as per,
    'all' as population, 0 as follow_up_days, date '2024-04-01' as covered_from, date '2025-03-31' as covered_until
"""


def _sql(name: str) -> str:
    return files("joinedup.measures").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def _intervals(connection: Connection, amounts: np.ndarray) -> list[tuple[float, float | None, float | None, str]]:
    """Value, lower, upper and method of each row of amounts."""
    connection.execute(ASKED.format(kind="mean"))
    sums = {
        "n": amounts.sum(axis=1),
        "d": np.full(len(amounts), float(amounts.shape[1])),
        "sq": (amounts**2).sum(axis=1),
    }
    connection.register("drawn", sums)
    connection.execute(
        "create temp table sums as select 0::smallint as measure, 'registered' as basis, null::varchar as dimension, "
        "null::varchar as category, 'county' as area_kind, 'all' as area_code, 'month' as period_kind, "
        "date '2024-04-01' as period_start, date '2024-05-01' as period_end, n, d, sq, "
        "'cases' as counted_from from drawn"
    )
    return connection.execute(f"select value, lower, upper, method from ({_sql('values')})").fetchall()


def test_the_interval_of_a_mean_is_that_of_a_gamma_distribution() -> None:
    with connect() as connection:
        # mean 10 and standard error 2: gamma of shape 25 (chi-squared with 50 degrees: 32.357 and 71.420)
        [(value, lower, upper, method)] = _intervals(connection, np.array([[10 - 2.0, 10 + 2.0]]))
    assert (value, method) == (10, "gamma interval of the mean")
    assert lower == pytest.approx(10 * 50 / 71.420, rel=2e-3)
    assert upper == pytest.approx(10 * 50 / 32.357, rel=2e-3)


def test_it_never_starts_below_nought_and_holds_the_mean_of_delays_better_than_the_normal_interval() -> None:
    dice = np.random.default_rng(4)
    days = np.where(dice.random((3000, 30)) < 0.7, 0, dice.geometric(0.2, (3000, 30))).astype(float)
    with connect() as connection:
        found = [row for row in _intervals(connection, days) if row[1] is not None]
    assert len(found) > 2900
    assert all(0 < lower < value < upper for value, lower, upper, _ in found)
    held = np.mean([lower <= 1.5 <= upper for _, lower, upper, _ in found])
    means, errors = days.mean(axis=1), days.std(axis=1, ddof=1) / np.sqrt(30)
    assert held > 0.92 > np.mean(np.abs(means - 1.5) <= 1.96 * errors)


@pytest.mark.parametrize(
    "amounts", [[0.0, 0.0, 0.0], [0.0, 0.0, 90.0], [7.0]], ids=["all nought", "one of three", "one"]
)
def test_too_few_cases_have_a_mean_and_no_interval(amounts: list[float]) -> None:
    with connect() as connection:
        [(value, *rest)] = _intervals(connection, np.array([amounts]))
    assert value == np.mean(amounts)
    assert rest == [None, None, "too few cases for an interval"]


def test_what_the_order_of_adding_leaves_behind_does_not_decide_a_step_of_five() -> None:
    with connect() as connection:
        connection.execute(ASKED.format(kind="proportion"))
        connection.execute(
            "create temp table parts as select 0 as part, null as whole, 'month' as period_kind, "
            "date '2024-04-01' as period_start, date '2024-05-01' as period_end"
        )
        connection.execute(
            "create temp table sums as select 0::smallint as measure, 'registered' as basis, 'practice' as area_kind, "
            "col0 as area_code, ascii(col0) as area, 0 as part, 'month' as period_kind, "
            "date '2024-04-01' as period_start, col1 as n, col1 as d "
            "from (values ('A', 92.5::double), ('B', 92.49999999999999), ('C', 92.49))"
        )
        connection.execute("create temp table known as select measure, area, part from sums")
        connection.execute("create temp table units as select basis, area_kind, area_code, area from sums")
        connection.execute("create temp table measure_parts as select 0::smallint as measure, 0 as part")
        connection.execute(_sql("protected"))
        shown = connection.execute("select area_code, n, d from shown_sums order by 1").fetchall()
    assert shown == [("A", 95, 95), ("B", 95, 95), ("C", 90, 90)]
