"""Dates: days no calendar has, weekdays that do not fit, deadlines missed, things done before what they follow."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.milestone_order import dated_column
from joinedup.planning.checks.view import View
from joinedup.planning.importing.own_forms import labelled_lines
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.values import FuzzyDate, dates_in, parse_date

_AHEAD = 10  # years that a plan may look beyond its own
_ENOUGH = 4  # milestones in order, so that one out of it is a slip
_LONG_BEFORE = 180  # days: nobody signs a plan so long before it is agreed
_KEYS = ("1a.date_agreed_hwb", "1a.date_submitted")


def _impossible(view: View) -> Iterator[Found]:
    for piece in view.passages:
        for found in dates_in(piece.text):
            words = piece.text[found.start : found.end]
            line = view.line_of(piece, words)
            if not found.date.possible:
                yield Found(f"no calendar has the date {words!r}", line, text=piece.text)
            elif not found.date.weekday_fits:
                message = f"{words!r} is a {found.date.first.strftime('%A')}"
                yield Found(message, line, text=piece.text, severity=WARNING)
    for field in _form_dates(view):
        if (
            isinstance(field.parsed, FuzzyDate)
            and field.parsed.possible
            and field.parsed.first.year not in _years(view)
        ):
            yield Found(f"the year {field.parsed.first.year} cannot be right here", field.line, field.key, field.text)


_FINANCIAL_YEAR = re.compile(r"(?<!\d)(20\d\d) ?[-/–] ?(?:20)?\d\d(?!\d)")


def _years(view: View) -> range:
    """The years in which a plan of this form can have been agreed, signed or sent."""
    named = [int(year[:4]) for year in view.template.years]
    told = Counter(match[1] for piece in view.passages for match in _FINANCIAL_YEAR.finditer(piece.text))
    if told:  # a plan of later years written in an older form, or in none
        most = int(told.most_common(1)[0][0])
        named += [most] if most > max(named, default=2014) else []
    return range(min(named, default=2014) - 1, max(named, default=2015) + 3)


def _form_dates(view: View) -> list[FieldValue]:
    fields = [field for key in _KEYS if (field := view.plan.get(key))]
    return [*fields, *(field for row in view.plan.of_kind("signature") if (field := row.get("date")))]


def _day(field: FieldValue | None) -> dt.date | None:
    """The exact day of a field, None where it has none."""
    date = field.parsed if field else None
    return date.first if isinstance(date, FuzzyDate) and date.precision == "day" and date.possible else None


def _order(view: View) -> Iterator[Found]:
    agreed, submitted = (view.plan.get(key) for key in _KEYS)
    board, sent = _day(agreed), _day(submitted)
    if submitted and board and sent and sent < board:
        message = f"sent in on {sent:%d %B %Y}, before the board agreed on {board:%d %B %Y}"
        yield Found(message, submitted.line, submitted.key, submitted.text)
    late = _signed_after(view, sent) if sent and sent.year in _years(view) else []
    if submitted and sent and len(late) > 1:  # one date is wrong, and most likely the one
        days = [day for _, day in late]
        message = f"sent in on {sent:%d %B %Y}, before {len(late)} signed, the last on {max(days):%d %B %Y}"
        yield Found(message, submitted.line, submitted.key, submitted.text)
    for row in view.plan.of_kind("signature"):
        field = row.get("date")
        signed = _day(field)
        who = row.text("body") or "a body"
        if field and signed and board and signed < board:
            message = f"{who} signed on {signed:%d %B %Y}, before the board agreed on {board:%d %B %Y}"
            severity = ERROR if (board - signed).days > _LONG_BEFORE else WARNING
            yield Found(message, field.line, "1b", field.text, severity)
        elif field and signed and sent and len(late) == 1 and late[0][0] is row:
            message = f"{who} signed on {signed:%d %B %Y}, after the plan was sent in on {sent:%d %B %Y}"
            yield Found(message, field.line, "1b", field.text)


def _signed_after(view: View, sent: dt.date) -> list[tuple[Row, dt.date]]:
    rows = view.plan.of_kind("signature")
    return [(row, day) for row in rows if (day := _day(row.get("date"))) and day > sent]


def _deadline(view: View) -> Iterator[Found]:
    field = view.plan.get("1a.date_submitted")
    sent, last = _day(field), view.template.deadline
    if sent and sent > last and any(_AGAIN.search(line.text) for line in view.plan.source[:40]):
        return  # a plan sent again after it was assured has another last day
    if field and sent and last < sent < dt.date(last.year + 2, 1, 1):
        yield Found(
            f"sent in on {sent:%d %B %Y}, after the last day, {last:%d %B %Y}", field.line, field.key, field.text
        )
    elif sent is None:
        yield from _late_by_its_own_words(view)


_AGAIN = re.compile(r"\bre-?submi(?:ssion|tted)\b|\brevised plan\b|\bconsistent assurance\b", re.I)
_SENT = re.compile(
    r"^\W*(?:(?:this|the|our) (?:return|plan|template) (?:was |is )?)?(?:date )?(?:of )?"
    r"(?:submitted|submission|sent(?: in)?|returned)(?: date| on)?\W*$|"
    r"^date (?:of )?(?:submission|return)",
    re.I,
)
_DUE = re.compile(
    r"\b(?:due|deadline|no later than|to be (?:sent|submitted|returned)|must be (?:sent|submitted|returned)|"
    r"last day|closes)\b",
    re.I,
)


def _late_by_its_own_words(view: View) -> Iterator[Found]:
    """A form that has no question for the day: a cell 'Date submitted' beside the day it says it is due."""
    due = [
        found.date.first
        for line in view.plan.source
        if _DUE.search(line.text) and len(line.text) < 300
        for found in dates_in(line.text)
        if found.date.precision == "day" and not _WAS_SENT.search(line.text[: found.start])
    ]
    last = max([view.template.deadline, *due]) if due else view.template.deadline
    for line in view.plan.source:
        cells = [cell for cell in line.cells if cell.strip()]
        if len(cells) == 2 and _SENT.match(cells[0]) and (sent := parse_date(cells[1])):
            late = sent.precision == "day" and sent.possible and last < sent.first < dt.date(last.year + 2, 1, 1)
            if late:
                message = f"sent in on {sent.first:%d %B %Y}, after the last day, {last:%d %B %Y}"
                yield Found(message, line.number, text=" | ".join(cells))
    yield from _late_in_a_sentence(view, max(due, default=None))


_WAS_SENT = re.compile(r"\b(?:was|were|is|has been) (?:submitted|sent(?: in)?|returned)\b[^.]{0,25}$", re.IGNORECASE)


def _late_in_a_sentence(view: View, due: dt.date | None) -> Iterator[Found]:
    """'The deadline was 11 September, and the plan was submitted on 21 September'."""
    for sentence in view.sentences if due else ():
        for found in dates_in(sentence.text):
            sent = found.date.first
            if _WAS_SENT.search(sentence.text[: found.start]) and due and due < sent < dt.date(due.year + 1, 1, 1):
                message = f"sent in on {sent:%d %B %Y}, after the last day, {due:%d %B %Y}"
                yield Found(message, sentence.line, text=sentence.text)


def _milestones(view: View) -> Iterator[Found]:
    rows = [(row, field) for row in view.plan.of_kind("milestone") if (field := row.get("when"))]
    dated = [(row, field.parsed) for row, field in rows if isinstance(field.parsed, FuzzyDate)]
    last = int(view.template.years[-1][:4]) + _AHEAD if view.template.years else dt.date.max.year
    for at, ((_, before), (row, date)) in enumerate(pairwise(dated), start=1):
        if date.last < before.first:
            message = f"{row.text('when')!r} stands after a later date"
            severity = ERROR if _astray([date for _, date in dated], at) else WARNING
            yield Found(message, row.line, "4a.milestones", f"{row.text('when')} {row.text('what')}", severity)
    for row, date in dated:
        if not 2010 <= date.first.year <= last:
            yield Found(
                f"the year of {row.text('when')!r} cannot be right", row.line, "4a.milestones", row.text("what"), ERROR
            )


def _astray(dates: list[FuzzyDate], at: int) -> bool:
    """True for a date where all but it, days and months, stand in order, and it would with a day or another year."""
    others = [*dates[:at], *dates[at + 1 :]]
    exact = all(date.precision in {"day", "month"} for date in dates)
    if not exact or len(others) < _ENOUGH or any(one.first > two.first for one, two in pairwise(others)):
        return False
    in_its_place = any(
        others[at - 1].first <= meant and (at == len(others) or meant <= others[at].last)
        for meant in (_later(dates[at].first, years) for years in (1, 2, 3))
    )
    before_all = all(dates[at].first < date.first for date in dates[:at]) and at >= _ENOUGH - 2
    return dates[at].precision == "day" or (in_its_place and before_all)


def _later(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


_EVENT = re.compile(r"\b(?:milestones?|events?|what (?:happens|will be done)|steps?|deliverables?)\b", re.IGNORECASE)


def _own_milestones(view: View) -> Iterator[Found]:
    """A table of dates and milestones laid out by the plan's own hand, where one date is a year out."""
    known = {row.line for row in view.plan.of_kind("milestone")}
    for table in view.plan.tables:
        heads = table.rows[0].cells
        when = dated_column(table)
        named = any(_EVENT.search(head) for head in heads) or bool(when == 0 and parse_date(heads[0]))
        if when is None or not named or known & {row.line for row in table.rows}:
            continue
        told = [(row, date) for row in table.rows if when < len(row.cells) and (date := parse_date(row.cells[when]))]
        dates = [date for _, date in told]
        for at, (row, date) in enumerate(told):
            if at and date.last < dates[at - 1].first and _astray(dates, at):
                text = " … ".join(cell for cell in row.cells if cell.strip())
                yield Found(f"{row.cells[when]!r} stands after a later date", row.line, text=text, severity=ERROR)


def _all_milestones(view: View) -> Iterator[Found]:
    yield from _milestones(view)
    yield from _own_milestones(view)


_BEGINS = re.compile(r"^(?:planned |proposed )?(?:start|begin|from\b|commence)", re.IGNORECASE)
_RUNNING = re.compile(r"^(?:fully |planned |proposed )?(?:end|finish|complet|running|in place|operational|live)", re.I)
_DATE_WORDS = 4
_ENDS = re.compile(r"^(?:planned |proposed )?(?:end|to$|until|finish|complet|close|by$)", re.IGNORECASE)


def _periods(view: View) -> Iterator[Found]:
    yield from _periods_in_text(view)
    yield from _periods_at_labels(view)
    for table in view.plan.tables:
        heads = table.rows[0].cells
        begins, ends = (
            next((at for at, head in enumerate(heads) if words.search(head)), None) for words in (_BEGINS, _ENDS)
        )
        if begins is None or ends is None or begins >= ends:
            continue
        for row in table.rows[1:]:
            one, two = (parse_date(row.cells[at]) if at < len(row.cells) else None for at in (begins, ends))
            if one and two and one.possible and two.possible and two.last < one.first:
                text = f"{row.cells[0]} … {row.cells[begins]} – {row.cells[ends]}"
                yield Found("the period ends before it begins", row.line, text=text)


def _periods_at_labels(view: View) -> Iterator[Found]:
    """'Starts: October 2014. Fully running: March 2014', on one line or on lines that follow each other."""
    begins: tuple[int, FuzzyDate] | None = None
    for piece, label, value in labelled_lines(view.passages):
        date = parse_date(value.rstrip(".")) if value and len(value.split()) <= _DATE_WORDS else None
        if date is None or not date.possible:
            continue
        if _BEGINS.match(label):
            begins = (piece.line, date)
        elif begins and _RUNNING.match(label) and 0 <= piece.line - begins[0] <= 1:
            if date.last < begins[1].first:
                yield Found("the period ends before it begins", piece.line, text=piece.text)
            begins = None


def _periods_in_text(view: View) -> Iterator[Found]:
    for sentence in view.sentences:
        found = dates_in(sentence.text)
        for one, two in pairwise(found):
            between = sentence.text[one.end : two.start]
            before = sentence.text[max(0, one.start - 12) : one.start]
            opens = re.search(r"\b(?:from|between)\s+(?:the )?$|\(\s*$", before, re.I)
            if (
                opens
                and re.fullmatch(r"\s*(?:to|until|till|and|up to|through to|–|-)\s*(?:the )?", between)
                and two.date.last < one.date.first
            ):
                yield Found(
                    "the period ends before it begins",
                    sentence.line,
                    text=sentence.text[max(0, one.start - 12) : two.end],
                )


CHECKS = (
    Check(
        code="date-impossible",
        title="A date that cannot be",
        why="A date no calendar has is a slip of the hand in a promise.",
        example="signed on 31 February 2014",
        fix="write the date that was meant",
        severity=ERROR,
        run=_impossible,
    ),
    Check(
        code="dates-out-of-order",
        title="Signed or sent before it was agreed",
        why="Signatures stand under words; words agreed later are not the words that were signed.",
        example="everyone signed on 14 February, the board agreed on 28 March",
        fix="sign again what was agreed, or correct the date",
        severity=ERROR,
        run=_order,
    ),
    Check(
        code="deadline-missed",
        title="Sent in after the last day",
        why="A late plan delays the money.",
        example="sent in on 22 September, due on 19 September",
        fix="correct the date, or say what was agreed about the delay",
        severity=ERROR,
        run=_deadline,
    ),
    Check(
        code="milestones-out-of-order",
        title="Milestones out of order",
        why="A milestone in the wrong place is read at the wrong time, or its date is wrong.",
        example="Spring 2014 below July 2014",
        fix="put it in its place, or correct its date",
        severity=WARNING,
        run=_all_milestones,
    ),
    Check(
        code="period-reversed",
        title="A period that ends before it begins",
        why="Nothing can be done in it.",
        example="from April 2016 to March 2015",
        fix="turn the dates round or correct one",
        severity=ERROR,
        run=_periods,
    ),
)
