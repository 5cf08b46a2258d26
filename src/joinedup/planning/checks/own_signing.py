"""Who is named and who signs, where both stand in tables of the plan's own and not in the form's blocks."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table
from joinedup.planning.values import dates_in
from joinedup.planning.words import fold

_LABEL = re.compile(
    r"^\W*(?:clinical commissioning groups?|ccgs?|integrated care boards?|icbs?|local authorit(?:y|ies)|councils?|"
    r"commissioners?|partners?|organisations?|bodies)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:CCG|ICB|Clinical Commissioning Group|Integrated Care Board|Council)\b(?! (?:social|leader|chief))"
)
_SIGNED = re.compile(r"\bsign|\bbody\b|\bbodies\b|organi[sz]ation|\bon behalf\b", re.IGNORECASE)
_DATE = re.compile(r"\bdate\b", re.IGNORECASE)
_SMALL = {
    "nhs",
    "ccg",
    "icb",
    "the",
    "of",
    "and",
    "council",
    "clinical",
    "commissioning",
    "group",
    "integrated",
    "care",
}
_BRACKETS = re.compile(r"\([^()]*\)")
_SIGNER = re.compile(r"^\W*signed\b(?: (?:by|for|on behalf of))?\W+(?P<who>\S.*)$", re.IGNORECASE)


def listed_and_unsigned(view: View) -> Iterator[Found]:
    """A body named beside a label that no row of the table of signatures has."""
    if view.plan.of_kind("signature") and view.plan.get("1a.ccgs"):
        return  # the form's own blocks and list, judged by them
    signers = [cells for table in view.plan.tables for cells in _signing(table)]
    if len(signers) < 2:
        return
    told = [fold(cells) for cells in signers]
    for table in view.plan.tables:
        for row in table.rows:
            named = [cell for cell in row.cells if cell.strip()]
            if len(named) != 2 or not _LABEL.match(named[0]) or dates_in(named[1]):
                continue
            for name in re.split(r"[;\n]|,(?! and)", _BRACKETS.sub("", named[1])):
                words = set(fold(name).split()) - _SMALL
                if _BODY.search(name) and words and not any(words <= set(cells.split()) for cells in told):
                    message = f"{name.strip()} is named on the first page and does not sign"
                    yield Found(message, row.line, text=name.strip())


def _signing(table: Table) -> Iterator[str]:
    heads = table.rows[0].cells
    if any(_DATE.search(head) for head in heads) and any(_SIGNED.search(head) for head in heads) and len(heads) >= 3:
        yield from (" ".join(row.cells) for row in table.rows[1:] if any(dates_in(cell) for cell in row.cells))


def left_unsigned(view: View) -> Iterator[Found]:
    """'Signed: chief executive' with nothing beside it, where the others have a name and a day."""
    for table in view.plan.tables:
        found = [(row, match) for row in table.rows if (match := _SIGNER.match(row.cells[0]))]
        rows = [] if view.plan.of_kind("signature") else found
        signed = [row for row, _ in rows if any(cell.strip() for cell in row.cells[1:])]
        for row, match in rows if len(signed) >= 2 else ():
            if row not in signed:
                yield Found(f"{match['who'].strip()} has not signed", row.line, text=row.cells[0])
