"""Patient experience: of people with a long-term condition, how many feel supported to manage it (GP Patient Survey).

The Better Care Fund's usual choice for its patient-experience measure: weighted answers "Yes, definitely" and "Yes, to
some extent" out of all Yes and No answers. It is a survey of a sample, once or twice a year, and arrives as counts of
answers by area; it is never worked out from records.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.published_tables import header_of, number_of, period_of, rows_of
from joinedup.measures.intervals import wilson

FEED = "patient-experience"
TITLE = "Supported to manage a long-term condition (GP Patient Survey)"
SUPPORTED, LOWER, UPPER = "supported, per cent", "supported, lower 95 % limit", "supported, upper 95 % limit"
ANSWERS = ("yes_definitely", "yes_to_some_extent", "no")
COLUMNS = frozenset({"area_kind", "area_code", "area_name", "period", *ANSWERS})


def is_survey(path: Path) -> bool:
    """Whether the file has the survey's columns."""
    return header_of(path) >= COLUMNS


def read_survey(path: Path) -> FeedFile:
    """Per cent supported with its Wilson limits, by area and period. Raises FeedError at a cell that is no number."""
    values = [value for number, row in rows_of(path) for value in _values(row, number, path)]
    if not values:
        raise FeedError(f"{path.name} has no rows.", "Use the file as published.", Where(file=path.name))
    return FeedFile(FEED, TITLE, path.name, tuple(values), (_narrow(path),))


def _values(row: Mapping[str, str], number: int, path: Path) -> Iterator[FeedValue]:
    start, end = period_of(row["period"], path, number)
    answers = [number_of(row[column], path, number, column) for column in ANSWERS]
    known = [answer for answer in answers if answer is not None]
    figures: tuple[float | None, ...] = (None, None, None)  # an answer held back is not nought: nothing can be said
    if len(known) == len(ANSWERS) and sum(known) > 0:
        yes, every = known[0] + known[1], sum(known)
        low, high = wilson(yes, every)
        figures = (yes / every * 100, float(low) * 100, float(high) * 100)
    for words, value in zip((SUPPORTED, LOWER, UPPER), figures, strict=True):
        yield FeedValue(FEED, words, "", row["area_kind"], row["area_code"], row["area_name"], start, end, value)


def _narrow(path: Path) -> Finding:
    return Finding(
        "feed-limits-narrow",
        Severity.ADVICE,
        "The limits take weighted answers for counted ones, so they are somewhat too narrow.",
        "Use the limits that the survey prints where it matters.",
        Where(file=path.name),
    )
