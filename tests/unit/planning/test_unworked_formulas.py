"""A workbook made by a program: formulas without values are told, never silently read as nothing."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from joinedup.planning.reading import read_document


@pytest.mark.parametrize(("cell", "told"), [("=SUM(B1:B2)", True), (300, False)], ids=["a formula", "a figure"])
def test_formulas_that_nobody_worked_out_are_told(tmp_path: Path, cell: object, told: bool) -> None:
    made = Workbook()
    for row in (["One", 100], ["Two", 200], ["Both", cell]):
        made.active.append(row)
    made.save(tmp_path / "made.xlsx")
    notices = [one.code for one in read_document(tmp_path / "made.xlsx").notices]
    assert notices == (["formulas-without-values"] if told else [])
