"""What was planned, what came of it and whether it was met: three cells of a row that must agree."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table, TableRow

_PLANNED = re.compile(r"^\W*(?:\d{2,4}\S*\s+)?(?:plan(?:ned)?|target|aim|goal)\b", re.IGNORECASE)
_CAME = re.compile(r"^\W*(?:\d{2,4}\S*\s+)?(?:actual|out-?turn|result|achieved|reached)\b(?!\?)", re.IGNORECASE)
_MET = re.compile(r"\b(?:met|achieved|reached|on target)\s*\??\W*$", re.IGNORECASE)
_YES, _NO = re.compile(r"^\W*(?:yes|met)\b", re.IGNORECASE), re.compile(r"^\W*(?:no|not met|missed)\b", re.IGNORECASE)
_LESS_IS_BETTER = re.compile(
    r"\b(?:admissions?|stays|readmissions?|attendances|delay\w*|falls|waits?|injur\w+|deaths in hospital)\b",
    re.IGNORECASE,
)
_MORE_IS_BETTER = re.compile(
    r"\b(?:still at home|at home|91 days|diagnos\w+|satisf\w+|experience|discharged to|usual place|reablement)\b", re.I
)


def _run(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        columns = _columns(table)
        for row in table.rows[1:] if columns else ():
            yield from _judge(row, *columns)


def _columns(table: Table) -> tuple[int, ...]:
    """The columns of the plan, of the result and of whether it was met; none where one is missing."""
    heads = [head.strip() for head in table.rows[0].cells]
    found = [max((at for at, head in enumerate(heads) if words.search(head)), default=0) for words in (_PLANNED, _CAME)]
    met = next((at for at, head in enumerate(heads) if at not in (0, *found) and _MET.search(head)), 0)
    return (*found, met) if all((*found, met)) and len({*found, met}) == len(heads[:3]) else ()


def _judge(row: TableRow, planned: int, came: int, met: int) -> Iterator[Found]:
    if len(row.cells) <= max(planned, came, met):
        return
    aim, result = (number_in(row.cells[at].strip().removesuffix("%")) for at in (planned, came))
    said = row.cells[met]
    less, more = (bool(words.search(row.cells[0])) for words in (_LESS_IS_BETTER, _MORE_IS_BETTER))
    if aim is None or result is None or less is more:
        return
    reached = result <= aim if less else result >= aim
    if (_YES.match(said) and not reached) or (_NO.match(said) and reached):
        yield Found(_message(row.cells[0], aim, result, said), row.line, text=" … ".join(row.cells))


def _message(label: str, aim: Decimal, result: Decimal, said: str) -> str:
    return f"{label.strip()}: {result:,} against a plan of {aim:,} is told as {said.strip()!r}"


CHECKS = (
    Check(
        code="target-result-wrong",
        title="A target told as met that was not, or the other way round",
        why="The next plan is built on what the last one is believed to have done.",
        example="31,050 admissions against a plan of 30,900, 'Met? Yes'",
        fix="correct the answer, or the figure",
        severity=ERROR,
        run=_run,
    ),
)
