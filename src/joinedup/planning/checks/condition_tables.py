"""Conditions told in a table of a plan's own: the condition, yes or no, and what shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table

_YES_NO = re.compile(r"^\W*(?P<said>yes|no)\b\W*$", re.IGNORECASE)
_SHOWN = re.compile(r"\b(?:evidence|explan\w*|comments?|why|how|details?|shows?|actions?|statement|proof)\b", re.I)
_CONDITION = re.compile(r"\b(?:conditions?|requirements?)\b", re.IGNORECASE)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Condition:
    """One row: what is asked, whether it is met, and what is said beside it."""

    line: int
    words: str
    met: bool
    shown: str


def conditions_told(view: View) -> Iterator[list[Condition]]:
    """The rows of each such table that is not the form's own."""
    known = {row.line for row in view.plan.of_kind("condition")}
    for table in view.plan.tables:
        if not known & {row.line for row in table.rows}:
            rows = list(_rows(table))
            if len(rows) >= _FEWEST:
                yield rows


def _rows(table: Table) -> Iterator[Condition]:
    heads = table.rows[0].cells
    shown = [at for at, head in enumerate(heads) if at and _SHOWN.search(head)]
    if not shown or not any(_CONDITION.search(head) for head in heads):
        return
    for row in table.rows[1:]:
        met = next((match for cell in row.cells[1:3] if (match := _YES_NO.match(cell))), None)
        if met:
            said = " ".join(row.cells[at].strip(" -–") for at in shown if at < len(row.cells))
            yield Condition(row.line, row.cells[0].strip(), met["said"].lower() == "yes", said.strip())
