"""Milestones in an order that cannot be: a contract let before its tender, a pool that opens before it is agreed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table
from joinedup.planning.values import FuzzyDate, parse_date
from joinedup.planning.words import fold

_STEPS = (  # in the order in which they can be
    re.compile(
        r"\b(?:(?:final |first )?draft\w*|specif\w+|tenders?(?: (?:for|of) [\w ]{1,30}?)? "
        r"(?:invited|issued|out|closes?|opens?)|tenders? invited|invit\w+ to tender|advertis\w+|"
        r"procurement (?:begins|starts))",
        re.I,
    ),
    re.compile(r"\b(?:(?:contract )?(?:awarded|award|let|signed|sealed)|appointed|recruited)\b", re.I),
    re.compile(r"\b(?:begins?|starts?|opens?|goes live|go live|live|launch\w*|in service|commences?)\b", re.I),
    re.compile(r"\b(?:evaluat\w+|review of|reports? on)\b", re.I),
)
_AGREEMENT = re.compile(
    r"\b(?:section|s\.?) ?75\b.*\b(?:signed|sealed|agreed|approved|executed|in place)\b", re.IGNORECASE
)
_POOL_OPENS = re.compile(
    r"\bpool(?:ed)? ?(?:fund|budget)?s?\b.*\b(?:opens?|begins?|starts?|live|operational)\b", re.IGNORECASE
)
_SMALL = re.compile(
    r"the|a|an|of|for|and|in|to|is|are|at|on|with|by|all|new|first|contracts?|services?|schemes?|teams?"
)
_FEWEST = 4  # dates that make a column of them
_WHEN = re.compile(r"^\W*(?:date|when|by when|month|timing|target date|due)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Event:
    """What happens, when, and where it is told."""

    words: str
    date: FuzzyDate
    line: int | None
    text: str


def wrong_order(view: View) -> Iterator[Found]:
    """Two milestones of one thing whose dates are the wrong way round."""
    events = list(_events(view))
    for event in events:
        for other in events:
            if other is not event and _must_follow(event, other) and event.date.last < other.date.first:
                message = f"{event.words!r} ({event.text}) is before {other.words!r} ({other.text})"
                yield Found(message, event.line, text=event.words)


def _events(view: View) -> Iterator[_Event]:
    known = set()
    for row in view.plan.of_kind("milestone"):
        when, words = row.text("when"), row.text("what")
        date = parse_date(when)
        if date and date.possible:
            known.add(row.line)
            yield _Event(words, date, row.line, when)
    for table in view.plan.tables:
        at = dated_column(table)
        for line in table.rows if at is not None else ():
            date = parse_date(line.cells[at]) if at is not None and at < len(line.cells) else None
            words = next((cell for column, cell in enumerate(line.cells) if column != at and cell.strip()), "")
            if date and date.possible and line.line not in known:
                yield _Event(words, date, line.line, line.cells[at or 0])


def dated_column(table: Table) -> int | None:
    """The column of dates, by its head or, where the table has none, by its cells."""
    at = next((column for column, head in enumerate(table.rows[0].cells) if _WHEN.match(head)), None)
    first = [parse_date(row.cells[0]) for row in table.rows]
    return 0 if at is None and len(first) >= _FEWEST and all(first) else at


def _must_follow(event: _Event, other: _Event) -> bool:
    """True where the first cannot be before the second: a later step of the same thing."""
    if _POOL_OPENS.search(event.words) and _AGREEMENT.search(other.words):
        return True
    one, two = _step(event.words), _step(other.words)
    if one is None or two is None or one <= two:
        return False
    mine, its = _thing(event.words), _thing(other.words)
    return bool(mine and its) and (mine <= its or its <= mine)


def _step(words: str) -> int | None:
    found = [at for at, step in enumerate(_STEPS) if step.search(words)]
    return found[0] if len(found) == 1 else None


def _thing(words: str) -> set[str]:
    """The words that say what it is about, without those of the step."""
    for step in _STEPS:
        words = step.sub(" ", words)
    return {word for word in fold(words).split() if not _SMALL.fullmatch(word)}
