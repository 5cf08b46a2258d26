"""Sums told in words: figures in a row and what they are together, running totals, and schemes that cost so much."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from joinedup.basics.money import display_short
from joinedup.planning.checks.adding_up import Part, misfit
from joinedup.planning.checks.check import Found
from joinedup.planning.checks.told_totals import wrong_totals
from joinedup.planning.checks.turned_totals import turned_totals, wrong_together
from joinedup.planning.checks.view import View
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.plan import Table
from joinedup.planning.values.money import Money, MoneyFound, money_in
from joinedup.planning.words import fold

_N = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?(?![\d,]*\d)"
_REF = r"(?-i:[A-Z]{1,4}[ -]?\d{1,2})"
_NAMES = re.compile(  # S1 430, S2 330 and S3 52
    rf"{_REF}:? (?:with |has |gives |for )?(?:{_N})(?:(?:, (?:and )?|; (?:and )?| and | \+ ){_REF}:? "
    rf"(?:with |has |gives |for )?(?:{_N}))+"
)
_PLAIN = re.compile(  # 62, 48, 71 and 39 people; 2 + 5 + 3
    rf"(?<![\d£,.%/–-])(?:{_N})(?:(?:, | \+ )(?:{_N})(?!%))+(?:,? and (?:{_N}))?(?![%\d/])"
)
_AFTER = re.compile(
    rf"^(?P<between>[^\d£%.:]{{0,30}}?(?:[,;:.(–-]|=|\bmak(?:es?|ing)|\bwhich)?[^\d£%]{{0,60}}?)"
    rf"(?P<told>{_N})(?P<rest>[^\d]{{0,20}})"
)
_TOGETHER = re.compile(
    r"\b(?:together|in all|altogether|in total|total(?:s|ling)?|sum|making|makes?|come to|add up to|overall)\b|=", re.I
)
_LABELS = re.compile(  # schemes 1, 2 and 3: names, and no figures to add
    r"\b(?:schemes?|sections?|annex\w*|pages?|tables?|bands?|levels?|tiers?|years?|aged?|ages?|questions?|conditions?|wards?|"
    r"quarters?|days?|weeks?|months?|parts?|risks?|priorit\w+|aims?|steps?|phases?|lines?|on|paragraphs?)\s+$",
    re.IGNORECASE,
)
_NO_WHOLE = re.compile(r"\b(?:out of|of the|from|over|since|before|average|between|than|at least|up to)\b", re.I)


def told(view: View) -> Iterator[Found]:
    """All sums in words that fail."""
    yield from _in_a_row(view)
    yield from _running(view)
    yield from _schemes_together(view)
    yield from _leading(view)
    yield from wrong_totals(view)
    yield from turned_totals(view)
    yield from wrong_together(view)


def _in_a_row(view: View) -> Iterator[Found]:
    pieces = [*view.sentences]
    for at, sentence in enumerate(pieces):
        after = pieces[at + 1].text if at + 1 < len(pieces) and pieces[at + 1].line - sentence.line <= 2 else ""
        text = f"{sentence.text} {after}"
        for pattern in (_NAMES, _PLAIN):
            for match in pattern.finditer(sentence.text):
                if pattern is _PLAIN and _LABELS.search(sentence.text[: match.start()]):
                    continue
                parts = _numbers(re.sub(_REF, "", match[0]))
                whole = _whole(text[match.end() :])
                if whole is not None and len(parts) >= 2 and _is_about(parts, whole) and sum(parts) != whole:
                    quoted = text[match.start() : match.end() + _told_until(text[match.end() :])]
                    yield Found(f"{_plus(parts)} is {sum(parts):,}, not {whole:,}", sentence.line, text=quoted)


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(one.replace(",", "")) for one in re.findall(_N, text)]


def _whole(rest: str) -> Decimal | None:
    """What the figures are together, where the words right after them say so, before or behind the figure."""
    match = _AFTER.match(rest)
    if not match or _NO_WHOLE.search(match["between"]):
        return None
    said = _TOGETHER.search(match["between"]) or re.match(
        r"[^.;]{0,16}\b(?:in all|altogether|in total)\b", match["rest"]
    )
    unit = re.match(r"\s?(?:%|per cent|/|[km]\b)", rest[match.end("told") :])
    return Decimal(match["told"].replace(",", "")) if said and not unit else None


def _told_until(rest: str) -> int:
    match = _AFTER.match(rest)
    return match.end("told") if match else 0


def _is_about(parts: Sequence[Decimal], whole: Decimal) -> bool:
    """A total is above each of its parts, and not far from what they make; years and ages are none."""
    made = sum(parts, Decimal(0))
    years = all(1990 <= part <= 2040 for part in parts) or 1990 <= whole <= 2040
    return not years and whole > max(parts) and abs(made - whole) <= made / 3


def _plus(parts: Sequence[Decimal]) -> str:
    return " + ".join(f"{part:,}" for part in parts)


_RUNNING = re.compile(r"\((?:running )?total ?(?:=|:|is|of|now)? ?(?P<total>\d{1,5})\)", re.IGNORECASE)
_FURTHER = re.compile(
    r"\b(?:further|another|additional|extra|more|next|added?|plus|\+) ?(?P<more>\d{1,5})\b", re.IGNORECASE
)
_FIRST = re.compile(r"(?<![\d£.,/-])(?P<many>\d{1,5})(?![\d%/.,])(?: [a-z]+){1,2}", re.IGNORECASE)


def _running(view: View) -> Iterator[Found]:
    """'a further 5 wards (Total = 7)' after '2 wards': each running total is the one before and what is added."""
    pieces = [piece for piece in view.passages if re.search(r"\d", piece.text) and re.search(r"[a-z]{3}", piece.text)]
    for before, piece in pairwise(pieces):
        match, more = _RUNNING.search(piece.text), _FURTHER.search(piece.text)
        had = _had(before, piece)
        if match and more and had is not None and piece.line - before.line <= 4:
            made = had + int(more["more"])
            if made != int(match["total"]):
                message = f"{had:,} and {int(more['more']):,} more make {made:,}, not {int(match['total']):,}"
                yield Found(message, piece.line, text=piece.text)


def _had(before: Piece, piece: Piece) -> int | None:
    if running := _RUNNING.search(before.text):
        return int(running["total"])
    first = _FIRST.findall(before.text)
    noun = _FURTHER.sub("", piece.text)
    numbers = [match for match in _FIRST.finditer(before.text) if fold(match[0]).split()[-1] in fold(noun).split()]
    return int(numbers[0]["many"]) if len(first) == 1 and len(numbers) == 1 else None


_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SCHEMES = re.compile(
    rf"\b(?P<many>{'|'.join(_WORDS)}|\d{{1,2}}) (?:\w+ )?(?:schemes|projects|programmes|workstreams)\b[^£.;]{{0,40}}?"
    r"\b(?:costs?|come to|make|total|amount to|add up to|worth|need|spend)\b[^£.;]{0,25}(?=£)",
    re.IGNORECASE,
)
_COST = re.compile(r"^(?:(?:total |annual )?(?:cost|investment|budget|funding|money|spend)\b.{0,30})$", re.IGNORECASE)


def _schemes_together(view: View) -> Iterator[Found]:
    """'The four schemes together cost £4.95m' beside the four costs that stand under one label."""
    costs: dict[str, list[Money]] = defaultdict(list)
    for label, money in _labelled(view):
        costs[label].append(money)
    for sentence in view.sentences:
        match = _SCHEMES.search(sentence.text)
        found = money_in(sentence.text[match.end() :])[:1] if match else []
        many = _count(match["many"]) if match else 0
        sets = [parts for parts in costs.values() if len(parts) == many]
        if found and len(sets) == 1:
            made = sum((part.pounds for part in sets[0]), Decimal(0))
            if abs(made - found[0].money.pounds) > _hidden([*sets[0], found[0].money]):
                parts = ", ".join(display_exact(part) for part in sets[0])
                message = f"the costs given ({parts}) make {_short(made)}, not {display_exact(found[0].money)}"
                yield Found(message, sentence.line, text=sentence.text)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _WORDS.index(words.lower()) + 2


def _labelled(view: View) -> Iterator[tuple[str, Money]]:
    """Sums alone under or beside a label of cost."""
    lines = [line for line in view.plan.source if line.text.strip() and line.role != "furniture"]
    for before, line in pairwise(lines):
        cells = [cell for cell in line.cells if cell.strip()] or [line.text]
        label, value = (cells[0], cells[1]) if len(cells) == 2 else (before.text, cells[0])
        money = money_in(value)
        if len(money) == 1 and _COST.match(label.strip()) and len(value.strip()) <= money[0].end + 2:
            yield fold(label), money[0].money


def _hidden(parts: Sequence[Money]) -> Decimal:
    steps = (
        abs(part.pounds / part.written) / (10 ** max(0, -int(part.written.as_tuple().exponent)))
        for part in parts
        if part.written
    )
    return sum(steps, Decimal(0)) / 2


def display_exact(money: Money) -> str:
    """A sum as it was written: £1.13m, £460k."""
    return f"£{money.written:,}{money.unit}"


def _short(pounds: Decimal) -> str:
    return f"£{(pounds / 1_000_000).normalize():f}m" if pounds >= 1_000_000 else display_short(pounds)


def _leading(view: View) -> Iterator[Found]:
    """A table whose cells begin with a sum and go on in words, with a total at its end."""
    for table in view.plan.tables:
        for column in range(1, max(len(row.cells) for row in table.rows)):
            yield from _led(table, column)


_ALL = re.compile(
    r"^(?:(?:grand )?total\b|all (?:the )?(?:\w+ )?(?:schemes|projects|programmes)|together|sum\b)", re.IGNORECASE
)


def _led(table: Table, column: int) -> Iterator[Found]:
    rows = [(row, found) for row in table.rows if (found := _leads(row.cells, column))]
    words = sum(len(row.cells[column].strip()) > found.end + 12 for row, found in rows)
    if len(rows) < 4 or words < 3 or not _ALL.match(rows[-1][0].cells[0].strip()):
        return
    parts = [Part(at, found.money.pounds) for at, (_, found) in enumerate(rows)]
    wrong = misfit(parts[:-1], parts[-1])
    if wrong and abs(wrong.made - wrong.told) > _hidden([found.money for _, found in rows]):
        row, found = rows[wrong.at]
        if wrong.meant is None:
            message = f"the sums make {_short(wrong.made)}, not {display_exact(found.money)}"
        else:
            message = (
                f"{display_exact(found.money)} is in another unit than the rest: with {_short(wrong.meant)} they add up"
            )
        yield Found(message, row.line, text=f"{row.cells[0]} … {row.cells[column]}")


def _leads(cells: tuple[str, ...], column: int) -> MoneyFound | None:
    found = money_in(cells[column]) if column < len(cells) else []
    return found[0] if found and not cells[column][: found[0].start].strip() else None
