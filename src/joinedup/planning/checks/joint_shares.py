"""Shares of a whole in a workbook: who pays for a joint scheme, and whose people a board's are."""

from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import figure, half_step, in_cell
from joinedup.planning.checks.view import View

_WHOLE = Decimal(100)
_OTHERS = Decimal(2)  # per cent of a board's people who may belong to groups too small to be listed


def _joint(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("spending"):
        nhs, council = (figure(row.get(key)) for key in ("share_nhs", "share_council"))
        if nhs is not None and council is not None and nhs + council != _WHOLE and (nhs or council):
            message = f"the shares of NHS and council make {(nhs + council).normalize():f}%"
            yield in_cell(view, row, "share_nhs", message)
        asked = row.get("share_nhs") or row.get("share_council")
        if row.text("commissioner").lower() == "joint" and asked and nhs is None and council is None:
            message = "commissioned jointly, and no share is given"
            fix = "give the share of each"
            yield in_cell(view, row, "commissioner", message, WARNING, fix)


def _people(view: View) -> Iterator[Found]:
    rows = [row for row in view.plan.of_kind("admissions") if row.get("share_of_board")]
    shares = [figure(row.get("share_of_board")) for row in rows]
    for row in rows:
        for key in ("share_of_board", "share_of_ccg"):
            share = figure(row.get(key))
            if share is not None and not 0 <= share <= _WHOLE:
                yield in_cell(view, row, key, f"{share.normalize():f}% of the people is no share")
    known = [share for share in shares if share is not None]
    if not known or len(known) < len(rows):
        return
    made, hidden = sum(known, Decimal(0)), sum((half_step(row.get("share_of_board")) for row in rows), Decimal(0))
    if made > _WHOLE + hidden or made < _WHOLE - hidden - _OTHERS:
        message = f"the groups' shares of the board's people make {made.normalize():f}%"
        severity = ERROR if made > _WHOLE + hidden else WARNING
        yield in_cell(view, rows[-1], "share_of_board", message, severity)


CHECKS = (
    Check(
        code="joint-shares-not-100",
        title="The shares of a joint scheme do not make 100%",
        why="The shares say who pays what; a part that nobody pays is found at the year's end.",
        example="NHS 70%, council 40%",
        fix="correct the shares, so that they make 100%",
        severity=ERROR,
        run=_joint,
    ),
    Check(
        code="people-shares-not-100",
        title="The groups' shares of the people do not make 100%",
        why="Admissions are counted for the board by these shares: what is above 100% is counted twice.",
        example="43% and 75% of the board's people",
        fix="correct the shares of the board's people, or add the group that is missing",
        severity=ERROR,
        run=_people,
    ),
)
