"""Who is named and who signs, where both stand in tables of the plan's own and not in the form's blocks."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table, TableRow
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
_PAYS = re.compile(
    r"^\W*(?!.*\b(?:[Tt]otal|[Aa]dditional CCG|[Mm]inimum CCG)\b)"
    r"(?P<who>(?:NHS )?[A-Z][\w' ]{2,60}? (?:CCG|ICB|Clinical Commissioning Group|Integrated Care Board)) "
    r"(?:minimum |additional )*contribution",
)
_SIGNS = re.compile(r"\b(?:Trust|CCG|ICB|Council|Board|Clinical Commissioning Group)\W*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_SIGNER = re.compile(r"^\W*signed\b(?: (?:by|for|on behalf of))?\W+(?P<who>\S.*)$", re.IGNORECASE)


def listed_and_unsigned(view: View) -> Iterator[Found]:
    """A body named beside a label, or paying into the pool, that no row of the table of signatures has."""
    if view.plan.of_kind("signature") and view.plan.get("1a.ccgs"):
        return  # the form's own blocks and list, judged by them
    signers = [row for table in view.plan.tables for row in _signing(table)]
    if len(signers) < 2:
        return
    told = [set(fold(" ".join(row.cells)).split()) for row in signers]
    missed = set()
    for name, row, how in (*_beside_labels(view), *_payers(view)):
        words = _own(name)
        if words and fold(name) not in missed and not any(words <= cells for cells in told):
            missed.add(fold(name))
            yield Found(f"{name} {how} and does not sign", row.line, text=name)


def _own(name: str) -> set[str]:
    """The words that tell a body from others of its kind."""
    return set(fold(name).split()) - _SMALL


def _beside_labels(view: View) -> Iterator[tuple[str, TableRow, str]]:
    for table in view.plan.tables:
        for row in table.rows:
            named = [cell for cell in row.cells if cell.strip()]
            if len(named) != 2 or not _LABEL.match(named[0]) or dates_in(named[1]):
                continue
            for name in re.split(r"[;\n]|,(?! and)", _BRACKETS.sub("", named[1])):
                if _BODY.search(name):
                    yield name.strip(), row, "is named on the first page"


def _payers(view: View) -> Iterator[tuple[str, TableRow, str]]:
    for table in view.plan.tables:
        for row in table.rows[1:]:
            match = _PAYS.match(row.cells[0])
            if match and any(re.search(r"\d", cell) for cell in row.cells[1:]):
                yield match["who"].strip(), row, "pays into the pool"


def _signing(table: Table) -> Iterator[TableRow]:
    """The rows of a table of signatures that have a date."""
    if _is_sign_off(table):
        yield from (row for row in table.rows[1:] if any(dates_in(cell) for cell in row.cells))


def _is_sign_off(table: Table) -> bool:
    heads = table.rows[0].cells
    return len(heads) >= 3 and any(_DATE.search(head) for head in heads) and any(_SIGNED.search(head) for head in heads)


def signing_and_unknown(view: View) -> Iterator[Found]:
    """A commissioner that signs and that the plan names nowhere else, where it names the others."""
    signers = [row for table in view.plan.tables for row in _signing(table)]
    bodies = [(row, cell.strip()) for row in signers for cell in row.cells[:1] if _BODY.search(cell)]
    if len(bodies) < 2 or view.plan.get("1a.ccgs"):
        return
    rest = {row.line for row in signers}
    words = fold(" ".join(line.text for line in view.plan.source if line.number not in rest))
    unknown = [(row, name) for row, name in bodies if fold(name.removeprefix("NHS")) not in words]
    for row, name in unknown if len(unknown) * 2 < len(bodies) else ():
        yield Found(f"{name} signs and is not named as a partner anywhere", row.line, text=name)


def left_unsigned(view: View) -> Iterator[Found]:
    """'Signed: chief executive' or a row of a table of signatures with nothing beside it, where the others have."""
    for table in view.plan.tables if not view.plan.of_kind("signature") else ():
        told = [(row, match["who"].strip()) for row in table.rows if (match := _SIGNER.match(row.cells[0]))]
        if _is_sign_off(table):
            told = [(row, row.cells[0].strip()) for row in table.rows[1:] if row.cells[0].strip()]
        signed = [row for row, _ in told if any(cell.strip() for cell in row.cells[1:])]
        for row, who in told if len(signed) >= 2 else ():
            if row not in signed:
                yield Found(f"{who} has not signed", row.line, text=row.cells[0])
    yield from _alone(view)


def _alone(view: View) -> Iterator[Found]:
    """A body alone on its line between two rows that are signed and dated: its own row is empty."""
    lines = view.plan.source
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        rows = [one for one in (above, below) if len(one.cells) >= 3 and dates_in(one.cells[-1])]
        if len(rows) == 2 and sum(bool(cell.strip()) for cell in line.cells) <= 1 and _SIGNS.search(line.text):
            yield Found(f"{line.text.strip()} has not signed", line.number, text=line.text.strip())
