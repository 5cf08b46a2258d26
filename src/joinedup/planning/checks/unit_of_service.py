"""Units that a service cannot be counted in: a nursing home place in hours, home care in beds."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.table_sums import known_table
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table

_UNIT = re.compile(r"^\W*units?\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:scheme|name|type|category|service)\b", re.IGNORECASE)
_CANNOT = (  # a service by its name, the units it is never counted in
    (re.compile(r"\b(?:nursing|residential|care homes?|placements?)\b", re.I), re.compile(r"\bhours?\b", re.I)),
    (
        re.compile(r"\b(?:bed[- ]based|step[- ](?:up|down) beds?|beds)\b", re.I),
        re.compile(r"\bhours?\b|\badaptation", re.I),
    ),
    (
        re.compile(r"\b(?:home ?care|domiciliary|home-based|care at home)\b", re.I),
        re.compile(r"\b(?:beds?|placements?|adaptations?)\b", re.I),
    ),
    (
        re.compile(r"\b(?:adaptations?|disabled facilities|DFG)\b", re.I),
        re.compile(r"\b(?:hours?|beds?|placements?|packages?)\b", re.I),
    ),
)


def _run(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        if not known_table(view, table):
            yield from _table(table)


def _table(table: Table) -> Iterator[Found]:
    heads = table.rows[0].cells
    unit = next((at for at, head in enumerate(heads) if at and _UNIT.match(head)), None)
    named = [at for at, head in enumerate(heads) if _NAMED.search(head) and not _UNIT.match(head)]
    for row in table.rows[1:] if unit is not None and named else ():
        cells = [row.cells[at].strip() if at < len(row.cells) else "" for at in named]
        said = row.cells[unit].strip() if unit is not None and unit < len(row.cells) else ""
        kinds = [wrong for words, wrong in _CANNOT if any(words.search(cell) for cell in cells)]
        if said and kinds and all(wrong.search(said) for wrong in kinds):
            name = next((cell for cell in cells if cell), row.cells[0])
            yield Found(f"{name} is not counted in {said.lower()}", row.line, text=f"{name} … {said}")


CHECKS = (
    Check(
        code="unit-not-of-the-service",
        title="A service counted in a unit that is another's",
        why="An output in the wrong unit cannot be compared with its cost, nor with other places.",
        example="nursing home placements in hours of care",
        fix="choose the unit that the service is bought in",
        severity=ERROR,
        run=_run,
    ),
)
