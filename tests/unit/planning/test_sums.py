"""Sums in tables and in words: what fails is told at its place, and an innocent twin is left alone."""

from pathlib import Path

import pytest

from joinedup.basics.finding import Finding, Severity
from joinedup.planning import check_plan, read_plan

HEAD = "Better Care Fund planning template – Part 1\nUpdated July 2014\n"


def errors(tmp_path: Path, text: str, code: str) -> list[Finding]:
    """The errors of one code that a text has."""
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return [one for one in check_plan(read_plan(path)) if one.severity is Severity.ERROR and one.code == code]


def table(*rows: str) -> str:
    """A table in the middle of an answer."""
    lines = "\n".join(row.replace("|", "\t") for row in rows)
    return f"3) Case for change\nThe figures are these.\n{lines}\n\nThat is all there is.\n"


SOURCES = "Source|£000", "Brae CCG|14,206", "Mell CCG|3,981", "Grants|1,738"


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ((*SOURCES, "Floor|19,925", "Council besides|1,488", "Total|21,413"), None),
        ((*SOURCES, "Floor|19,862", "Council besides|1,488", "Total|21,350"), "Floor … 19,862"),
        ((*SOURCES, "Floor|19,925", "Council besides|1,488", "Total|21,513"), "Total … 21,513"),
        (("Ward|Beds", "A|1", "B|2", "C|3", "Total|6"), None),
    ],
)
def test_a_subtotal_on_the_way_is_no_part(tmp_path: Path, rows: tuple[str, ...], at: str | None) -> None:
    found = errors(tmp_path, table(*rows), "table-does-not-add-up")
    assert [one.where.text for one in found] == ([at] if at else [])


@pytest.mark.parametrize(("cell", "wrong"), [("1,935", False), ("1,935,000", True)])
def test_one_figure_in_another_unit_is_told_in_its_own_row(tmp_path: Path, cell: str, wrong: bool) -> None:
    rows = "Ref|Scheme|2014/15 £000|2015/16 £000", "X1|Teams|310|2,460", f"X2|Home|145|{cell}", "X3|Carers|60|1,205"
    found = errors(tmp_path, table(*rows, "|Total|515|5,600"), "table-does-not-add-up")
    assert [one.where.text for one in found] == ([f"X2 … {cell}"] if wrong else [])
    assert all("another unit" in one.message for one in found)


@pytest.mark.parametrize(("total", "wrong"), [("1,120", False), ("1,210", True)])
def test_a_row_with_no_figure_for_one_year_still_counts(tmp_path: Path, total: str, wrong: bool) -> None:
    rows = "Source|2014/15|2015/16", "Brae CCG|0|17,032", "Passed on|1,120|n/a", "Council|0|946"
    found = errors(tmp_path, table(*rows, f"Total|{total}|17,978"), "table-does-not-add-up")
    assert bool(found) is wrong
