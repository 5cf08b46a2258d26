"""A least that must be spent and what is planned, one line below the other in a workbook's summary."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.rows import address_in
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import SourceLine

_LEAST = re.compile(r"\b(?:minimum|required|mandated)\b.*\bspend|\bring[- ]?fence", re.IGNORECASE)
_PLANNED = re.compile(r"^\W*(?:total )?planned (?:spend|expenditure)", re.IGNORECASE)


def _run(view: View) -> Iterator[Found]:
    lines = [line for line in view.plan.source if line.cells] if view.plan.format == "sheet" else []
    for least, planned in pairwise(lines):
        if least.page != planned.page or not (_LEAST.search(_label(least)) and _PLANNED.search(_label(planned))):
            continue
        needs, haves = _sums(least), _sums(planned)
        for at in needs.keys() & haves.keys():
            if haves[at] < needs[at]:
                message = f"{planned.cells[at]} is planned, at least {least.cells[at]} must be spent"
                text, cell = f"{_label(planned)} … {planned.cells[at]}", address_in(view, planned.number, at)
                yield Found(message, planned.number, text=text, cell=cell)


def _label(line: SourceLine) -> str:
    return next((cell for cell in line.cells if cell.strip()), "")


def _sums(line: SourceLine) -> dict[int, Decimal]:
    return {at: value for at, cell in enumerate(line.cells) if (value := number_in(cell)) is not None}


CHECKS = (
    Check(
        code="planned-below-required",
        title="Less is planned than must be spent",
        why="The least is a condition of the money; a return below it is sent back.",
        example="a required spend of £3.1m, £2.9m planned",
        fix="plan at least what is required, or correct the figure",
        severity=ERROR,
        run=_run,
    ),
)
