"""Shares of a whole in a workbook: who pays for a joint scheme, and whose people a board's are."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import figure, half_step, in_cell
from joinedup.planning.checks.table_sums import number_in
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


_OF_NHS = re.compile(r"\b(?:nhs|ccg|icb|health)\b", re.IGNORECASE)
_OF_COUNCIL = re.compile(r"\b(?:la|council|local authority|social care)\b", re.IGNORECASE)


def _own_columns(view: View) -> Iterator[Found]:
    """Two columns of any table that say the shares of a joint scheme, one of the NHS and one of the council."""
    for table in view.plan.tables:
        heads = table.rows[0].cells
        joint = [at for at, head in enumerate(heads) if re.search(r"\bjoint", head, re.I) and _share(head)]
        nhs, council = ([at for at in joint if words.search(heads[at])] for words in (_OF_NHS, _OF_COUNCIL))
        for row in table.rows[1:] if len(nhs) == len(council) == 1 and nhs != council else ():
            cells = [row.cells[at].strip() if at < len(row.cells) else "" for at in (nhs[0], council[0])]
            parts = [number_in(cell.removesuffix("%")) for cell in cells]
            if parts[0] is None or parts[1] is None:
                continue
            whole = _WHOLE if any("%" in cell for cell in cells) or max(parts[0], parts[1]) > 1 else Decimal(1)
            if abs(parts[0] + parts[1] - whole) > whole / 100 and (parts[0] or parts[1]):
                name = next((cell for cell in row.cells[1:4] if len(cell) > 4), row.cells[0])
                message = f"the shares of NHS and council make {(parts[0] + parts[1]) * _WHOLE / whole:g}%"
                yield Found(message, row.line, text=f"{name} … {cells[0]} … {cells[1]}")


def _share(head: str) -> bool:
    return bool(re.search(r"\bshare\b|%", head, re.IGNORECASE))


def _all_joint(view: View) -> Iterator[Found]:
    told = list(_joint(view))
    yield from told
    lines = {found.line for found in told}
    yield from (found for found in _own_columns(view) if found.line not in lines)


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
        run=_all_joint,
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
