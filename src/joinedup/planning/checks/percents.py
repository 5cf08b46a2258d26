"""Percentages reckoned again: a provider's changes, 'from X to Y, a fall of Z%', tables with a change column."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks import changes_down, told_before, told_changes, told_falls, told_shares, told_splits
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.table_sums import Grid, grid_of
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.plan import Row
from joinedup.planning.values import Count, Percent

_N = r"£?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:m|k|million)?"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?(?![\d,.]\d)|\b\d\d/\d\d\b"
_FROM_TO = re.compile(
    rf"(?P<before>[^.;%\d£]{{0,30}})\bfrom\s+(?:around |about |approximately )?{_N}"
    rf"(?P<one>(?:{_YEAR}|[^.;%\d£]){{0,70}}?)\bto\s+(?:around |about )?{_N}"
    rf"(?P<after>(?:{_YEAR}|[^.;£\d%]){{0,60}}?)(?P<sign>[-−+]?)\s?"
    rf"(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)(?!\s*point)"
)
_BEFORE = re.compile(
    rf"(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)\s+(?P<word>reduction|decrease|fall|cut|increase|rise|"
    rf"growth)\b[^.;%\d£]{{0,60}}?\bfrom\s+{_N}[^.;%\d£]{{0,40}}?\bto\s+{_N}(?!\s?[/%\d])"
)
_BY = re.compile(  # rose by 40% from 8,000 to 9,600
    rf"(?P<word>\b(?:reduc|decreas|fall|fell|cut|drop|lower|declin|increas|rise|rising|rose|grow|grew|up|down)\w*)\b"
    rf"[^.;%\d£]{{0,30}}?\bby\s+(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)[^.;%\d£]{{0,50}}?\bfrom\s+{_N}"
    rf"[^.;%\d£]{{0,40}}?\bto\s+{_N}(?!\s?[/%\d])",
    re.IGNORECASE,
)
_PART = (
    re.compile(
        rf"{_N}\s*\((?P<told>\d+(?:\.\d+)?)\s?%\)\s*(?:out )?of "
        rf"(?:the |all |our |these |those |its |their )?{_N}(?!\s?%)"
    ),
    re.compile(
        rf"{_N} (?:out )?of (?:the |all |our |these |its |their )?{_N} ?"
        rf"(?:{_YEAR}|[^.,;%\d£()]){{0,55}}\((?P<told>\d+(?:\.\d+)?)\s?%\)"
    ),
    re.compile(rf"(?P<told>\d+(?:\.\d+)?)\s?% ?\(\s*{_N} (?:out )?of (?:the |all |our )?{_N}\b"),
)
_TIMES = re.compile(
    rf"\b(?P<word>doubl|trebl|tripl|halv)\w*\b[^.;%\d£]{{0,40}}?\bfrom\s+{_N}[^.;%\d£]{{0,30}}?\bto\s+{_N}(?!\s?[/%\d])",
    re.IGNORECASE,
)
_FACTOR = {"doubl": Decimal(2), "trebl": Decimal(3), "tripl": Decimal(3), "halv": Decimal("0.5")}
_FALL = re.compile(r"\b(?:reduc|decreas|fall|fell|cut|drop|lower|fewer|declin|down\b)", re.IGNORECASE)
_RISE = re.compile(r"\b(?:increas|rise|rising|rose|grow|grew|higher|more|up\b)", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:%|per ?cent(?:age)?)\s*(?:change|increase|decrease|reduction|variance)|change\s*\(?%|^% diff", re.IGNORECASE
)
_SIGNED = re.compile(r"change|variance|diff|movement", re.IGNORECASE)


def change(before: Decimal, after: Decimal) -> Decimal:
    """The change in per cent."""
    return (after - before) / before * 100


def _wrong(told: Decimal, true: Decimal) -> bool:
    """Apart by more than rounding to the places that were written."""
    places = max(0, -int(told.as_tuple().exponent))
    return abs(told - true) > Decimal(6).scaleb(-places - 1)


def _provider(view: View) -> Iterator[Found]:
    pairs = (
        ("a2.chg_14_15", "a2.nel_2013_14_outturn", "a2.nel_2014_15_plan"),
        ("a2.chg_15_16", "a2.nel_2014_15_plan", "a2.nel_2015_16_plan"),
    )
    for row in view.providers:
        for key, before, after in pairs:
            yield from _row(row, key, before, after)


def _row(row: Row, key: str, before: str, after: str) -> Iterator[Found]:
    told, one, two = row.get(key), row.get(before), row.get(after)
    if not (told and one and two and isinstance(told.parsed, Percent)):
        return
    if not (isinstance(one.parsed, Count) and isinstance(two.parsed, Count) and one.parsed.number):
        return
    true = change(Decimal(one.parsed.number), Decimal(two.parsed.number))
    printed = told.parsed.low
    if _wrong(printed, true):
        sign = not _wrong(-printed, true)
        what = "the sign is wrong" if sign else "the percentage is wrong"
        moved = two.parsed.number - one.parsed.number
        message = f"{what}: {one.text} to {two.text} is {moved:+,}, which is {true:+.1f}%, not {printed}%"
        yield Found(message, told.line, key, told.text)


def _prose(view: View) -> Iterator[Found]:
    for sentence in view.sentences:
        for match in _FROM_TO.finditer(sentence.text):
            words = match["after"] + match["sign"]
            if not (_FALL.search(words) or _RISE.search(words) or match["sign"]):  # rose from 6,120 to 6,508 (6.3%)
                words = match["before"] + words
            yield from _judge(sentence, match[2], match[4], match["told"], words)
        for match in _BEFORE.finditer(sentence.text):
            yield from _judge(sentence, match[3], match[4], match["told"], match["word"])
        for match in _BY.finditer(sentence.text):
            yield from _judge(sentence, match[3], match[4], match["told"], match["word"])


def _parts(view: View) -> Iterator[Found]:
    """'1,910 (57%) of 3,350', and what is said to double or halve."""
    for sentence in view.sentences:
        for pattern in _PART:
            for match in pattern.finditer(sentence.text):
                groups = [
                    group for name, group in zip(range(1, 9), match.groups(), strict=False) if group != match["told"]
                ]
                few, many = (Decimal(group.replace(",", "")) for group in groups[:2]) if len(groups) >= 2 else (0, 0)
                told = Decimal(match["told"])
                if 0 < few <= many and many > 2 and _wrong(told, Decimal(100) * few / many):
                    message = f"{few:,} of {many:,} is {Decimal(100) * few / many:.1f}%, not {told}%"
                    yield Found(message, sentence.line, text=sentence.text)
        for match in _TIMES.finditer(sentence.text):
            one, two = (Decimal(match[n].replace(",", "")) for n in (2, 3))
            if one and not Decimal("0.85") <= two / one / _FACTOR[match["word"].lower()] <= Decimal("1.15"):
                message = f"from {one:,} to {two:,} is {two / one:.1f} times as many"
                yield Found(message, sentence.line, text=sentence.text)


def _judge(sentence: Sentence, one: str, two: str, told: str, words: str) -> Iterator[Found]:
    before, after, printed = (Decimal(number.replace(",", "")) for number in (one, two, told))
    if not before or before == after or (1990 < before < 2040 and 1990 < after < 2040):
        return
    true = change(before, after)
    falls, rises = bool(_FALL.search(words) or "-" in words or "−" in words), bool(_RISE.search(words))
    if not (falls or rises):
        return
    if _wrong(printed, abs(true)):
        message = f"{one} to {two} is a change of {true:+.1f}%, not {told}%"
        yield Found(message, sentence.line, text=sentence.text)
    elif falls is not (true < 0) and falls is not rises:
        message = f"{one} to {two} is a {'rise' if true > 0 else 'fall'}, not a {'fall' if falls else 'rise'}"
        yield Found(message, sentence.line, text=sentence.text)


def _tables(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        grid = grid_of(table)
        for column in [at for at in range(1, len(grid.heads)) if _of_change(grid, at)] if grid else []:
            if grid:
                yield from _table(grid, column)


def _of_change(grid: Grid, column: int) -> bool:
    """A column of changes in per cent: its heading says so, or says 'Change' above cells in per cent."""
    if _CHANGE.search(grid.heads[column]):
        return True
    told = [cell for at in range(len(grid.numbers)) if (cell := _cell(grid, at, column)).strip()]
    return bool(_SIGNED.match(grid.heads[column].strip())) and sum("%" in cell for cell in told) > len(told) / 2


def _table(grid: Grid, column: int) -> Iterator[Found]:
    signed = bool(_SIGNED.search(grid.heads[column])) and any(
        re.match(r"\s*[-−–]\s?\d", _cell(grid, at, column)) for at in range(len(grid.numbers))
    )
    moved = {at for at in range(3, column) if _difference(grid, at)}
    for at, numbers in enumerate(grid.numbers):
        cell = _cell(grid, at, column)
        told = re.fullmatch(r"\s*([-−–+]?)\s*(\d+(?:\.\d+)?)\s?%?\s*", cell)
        before = [at for at in range(1, _last(grid, column) + 1) if at not in moved]
        known = [value for one in before if (value := numbers[one]) is not None]
        if told and len(known) >= 2 and known[-2] and len(known) == len(before):
            printed = Decimal(told[2]) * (-1 if told[1] in {"-", "−", "–"} else 1)
            true = change(known[-2], known[-1])
            whole = change(known[0], known[-1])
            other = printed if signed else abs(printed)
            if _wrong(printed, true) and _wrong(other, whole if signed else abs(whole)):
                sign = "the sign is wrong: " if not _wrong(-printed, true) else ""
                message = f"{sign}{known[-2]:,} to {known[-1]:,} is {true:+.1f}%, not {cell.strip()}"
                yield Found(message, grid.lines[at], text=grid.labels[at])


_NAMED_YEAR = re.compile(r"\d\d\s?[/–-]\s?\d\d\b")


def _last(grid: Grid, column: int) -> int:
    """The column up to which the change is told: the one of its own year where its heading names one."""
    year = _NAMED_YEAR.search(grid.heads[column])
    named = [at for at in range(1, column) if year and year[0] in grid.heads[at] and not _of_change(grid, at)]
    return named[-1] if named else column - 1


def _difference(grid: Grid, column: int) -> bool:
    """A column that most rows show to be what the two before it leave, or whose heading says so."""
    rows = [row[column - 2 : column + 1] for row in grid.numbers if None not in row[column - 2 : column + 1]]
    fits = [abs(abs(row[1] - row[0]) - abs(row[2])) <= 1 for row in rows if row[0] and row[1] and row[2]]
    named = re.match(r"\s*(?:change|difference|reduction|fewer|fall|variance)\b", grid.heads[column], re.IGNORECASE)
    return bool(named) or (len(fits) >= 2 and sum(fits) > len(fits) / 2)


def _cell(grid: Grid, at: int, column: int) -> str:
    row = next(row for row in grid.table.rows if row.line == grid.lines[at])
    return row.cells[column] if column < len(row.cells) else ""


def _run(view: View) -> Iterator[Found]:
    yield from _provider(view)
    yield from _prose(view)
    yield from _parts(view)
    yield from told_shares.wrong_shares(view)
    yield from told_before.shares_of_figures_before(view)
    yield from told_before.wrong_differences(view)
    yield from told_before.differences_from_before(view)
    yield from told_before.shares_told_of_before(view)
    yield from told_splits.wrong_splits(view)
    yield from told_changes.wrong_changes(view)
    yield from told_changes.wrong_ways(view)
    yield from told_changes.wrong_arrows(view)
    yield from told_falls.shares_of_falls(view)
    yield from told_falls.shares_of_moves(view)
    yield from changes_down.wrong_down(view)
    yield from changes_down.wrong_across(view)
    yield from _tables(view)


CHECKS = (
    Check(
        code="percent-wrong",
        title="A percentage that its own figures do not make",
        why="A fall printed as a rise turns the plan's promise round.",
        example="46,895 to 46,143 printed as 1.6% where it is −1.6%",
        fix="reckon it again: (after − before) ÷ before",
        severity=ERROR,
        run=_run,
    ),
)
