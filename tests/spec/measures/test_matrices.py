"""Spend matrices reconcile to the pound; printed ones are judged and not repaired."""

import datetime as dt
from decimal import Decimal

import pytest

from joinedup.measures import MeasureError
from joinedup.measures.matrices import Matrix, read_printed, reconcile, year_of_care

DAY = dt.date
SERVICES = (
    "A&T",
    "Emergency admissions",
    "Maternity admissions",
    "Outpatient",
    "Day case",
    "Elective inpatient",
    "Ambulance",
    "High cost drugs",
    "Other acute",
    "Mental Health",
    "Community",
    "Prescribing",
    "Continuing care",
    "Other",
)
WEIGHTS = ("0", "1-5", "6-10", "11-15", "16-20", "21+")


def test_a_matrix_that_adds_up_has_no_findings():
    matrix = read_printed("Spend", ("a", "b"), ["0-4\t1\t2\t3", "5-9\t10\t20\t30", "Total\t11\t22\t33"])
    assert reconcile(matrix) == ()
    assert matrix.sum == 33


def test_each_row_column_and_total_that_does_not_add_up_is_told():
    matrix = read_printed("Spend", ("a", "b"), ["0-4\t1\t2\t4", "5-9\t1,000\t20\t1,020", "Total\t1,001\t23\t1,024"])
    found = {(finding.code, finding.where.field) for finding in reconcile(matrix)}
    assert found == {("matrix-row", "0-4"), ("matrix-column", "b"), ("matrix-total", "of all cells")}


def test_a_line_with_a_cell_missing_is_refused():
    with pytest.raises(MeasureError, match="Line 2 of the table has 2 figures where 3 belong"):
        read_printed("Spend", ("a", "b"), ["0-4\t1\t2\t3", "5-9\t1\t2"])


def _table(shared, heading, occurrence):
    lines = (shared / "plans" / "west-kent-2014-09.txt").read_text(encoding="utf-8").splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith(heading)]
    first = starts[occurrence]
    last = next(at for at in range(first, len(lines)) if lines[at].startswith("Total\t"))
    return lines[first : last + 1]


def test_the_first_printed_table_of_the_west_kent_plan_fails_in_every_row(shared):
    matrix = read_printed("Spend by age band and service", SERVICES, _table(shared, "0-4\t", 0))
    rows = {finding.where.field for finding in reconcile(matrix) if finding.code == "matrix-row"}
    assert rows == set(matrix.rows)
    assert len(rows) == 20
    assert matrix.row_sum("65-69") - matrix.row_totals["65-69"] == -5022
    assert matrix.row_sum("90-94") - matrix.row_totals["90-94"] == -4519


def test_the_second_printed_table_has_two_exact_rows_and_a_column_far_out(shared):
    matrix = read_printed("Spend by age band and weight", WEIGHTS, _table(shared, "0-4\t", 1))
    findings = reconcile(matrix)
    rows = {finding.where.field for finding in findings if finding.code == "matrix-row"}
    assert len(set(matrix.rows) - rows) == 2
    assert "50-54" in rows
    assert matrix.row_sum("50-54") - matrix.row_totals["50-54"] == -1031
    assert matrix.column_totals["1-5"] - matrix.column_sum("1-5") == 101_184


def test_a_year_of_care_balances_and_splits_what_runs_over_its_ends(elders):
    elders.put(
        "attendances", person_id=1, arrived_at=dt.datetime.fromisoformat("2025-03-31T23:59"), cost=Decimal("220")
    )
    elders.put(
        "attendances", person_id=1, arrived_at=dt.datetime.fromisoformat("2025-04-01T00:01"), cost=Decimal("220")
    )
    elders.spell(2, DAY(2024, 4, 1), DAY(2024, 4, 3), cost=Decimal("2231"))
    elders.spell(21, DAY(2024, 5, 1), DAY(2024, 5, 1), emergency=False, non_elective=False, cost=Decimal("860"))
    elders.put(
        "care_packages",
        person_id=3,
        package_id="c",
        service_type="Long Term Support: Community",
        started_on=DAY(2025, 3, 25),
        ended_on=DAY(2025, 4, 14),
        weekly_cost=Decimal("70"),
    )
    elders.put("conditions", person_id=1, condition="dementia", diagnosed_on=DAY(2020, 1, 1))
    elders.put("conditions", person_id=1, condition="copd", diagnosed_on=DAY(2020, 1, 1))
    year = year_of_care(elders.connection, 2024, until=DAY(2025, 9, 30))
    assert year.balances
    assert year.services == {
        "Emergency departments": Decimal("220"),
        "Emergency admissions": Decimal("2231"),
        "Planned admissions": Decimal("860"),
        "Social care": Decimal("70"),
    }
    assert year.by_service.cells["80-84", "Emergency departments"] == 220
    assert year.by_weight.cells["80-84", "6-10"] == 220
    assert year.by_weight.cells["30-34", "0"] == 860


def test_a_matrix_without_printed_totals_has_nothing_to_compare():
    assert reconcile(Matrix("x", ("a",), ("b",), {("a", "b"): Decimal(1)})) == ()
