"""What is odd in a published series: nothing submitted, a figure far from its neighbours, one repeated for days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.measures.feeds.feed import FeedValue

FAR = 4  # times the area's own median
LEAST = 200  # below this a multiple of the median means little
REPEATS = 4


def oddities_of(values: Iterable[FeedValue], file: str) -> list[Finding]:
    """One finding for each area and figure that is odd; nothing is changed or left out."""
    series: dict[tuple[str, str, str, str], list[FeedValue]] = defaultdict(list)
    for value in values:
        if value.area_kind in ("trust", "icb"):
            series[value.area_kind, value.area_code, value.figure, value.category].append(value)
    findings = [finding for found in series.values() for finding in _odd(sorted(found, key=_start), file)]
    return [*_not_submitted(series.values(), file), *findings]


def _start(value: FeedValue) -> str:
    return value.start.isoformat()


def _not_submitted(series: Iterable[Sequence[FeedValue]], file: str) -> list[Finding]:
    trusts = [value for found in series for value in found if value.value is None and value.area_kind == "trust"]
    periods = {(value.area_code, value.start, value.end) for value in trusts}
    if not periods:
        return []
    return [
        Finding(
            "feed-not-submitted",
            Severity.ADVICE,
            f"{len({code for code, _, _ in periods})} trusts submitted nothing at {len(periods)} times: "
            "shown as missing, not as nought.",
            "Nothing to do: totals of boards and regions are short by them.",
            Where(file=file),
        )
    ]


def _odd(found: Sequence[FeedValue], file: str) -> list[Finding]:
    told = [value.value for value in found if value.value is not None]
    if len(told) < 5:
        return []
    usual = median(told)
    findings = [
        _finding("feed-far", value, f"{value.value:,.0f} is more than {FAR} times its usual {usual:,.0f}", file)
        for value in found
        if value.value is not None and value.value > LEAST and value.value > FAR * usual
    ]
    run = 1
    for before, value in pairwise(found):
        same = value.value == before.value and (value.value or 0) >= LEAST / 2
        run = run + 1 if same else 1
        if run == REPEATS:
            words = f"{value.value:,.0f} is repeated at least {REPEATS} times in a row"
            findings.append(_finding("feed-repeated", value, words, file))
    return findings


def _finding(code: str, value: FeedValue, words: str, file: str) -> Finding:
    return Finding(
        code,
        Severity.WARNING,
        f"{value.area_code}, {value.start:%Y-%m-%d}, {value.figure}: {words}.",
        "Ask the publisher or the trust before using it.",
        Where(file=file, field=value.figure, text=value.area_code),
    )
