"""Disclosure control: no published table lets anybody work out a count of one to seven people.

The rule for small numbers is that of HES and ECDS since September 2018: below national level, counts from 1 to 7 are
shown as ``*``, 0 stays 0, every other count is rounded to the nearest 5. Percentages are worked out from rounded counts
(to one decimal only on a denominator of 4,000 or more); means over 1 to 7 people are hidden. Standardised rates,
intervals and the national total are exempt, and do not come here.

Rounding alone does not protect: when two hidden parts make a total of 15, each must be 6 or 7. So everything published
together (one table, or several that share cells) is tried by an attacker: for each hidden count, the least and most it
can be, given all that is shown and that the attacker knows this rule. While fewer than ``CHOICES`` values remain for
one, another cell beside it is hidden too.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

SMALL = range(1, 8)
"""The counts that are hidden."""

HIDDEN = "*"
ROUNDED_TO = 5
CHOICES = 3
"""For each hidden count at least so many values must remain possible."""

ONE_DECIMAL_FROM = 4000

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Key]):
    """A published count that is the sum of others."""

    total: Key
    parts: Sequence[Key]


def rounded(count: int) -> int:
    """To the nearest 5: 8 → 10, 12 → 10, 13 → 15."""
    return ROUNDED_TO * ((count + 2) // ROUNDED_TO)


def show(count: int) -> str:
    """One count on its own: 0, ``*``, or rounded with commas."""
    return HIDDEN if count in SMALL else f"{rounded(count):,}"


def percentage(numerator: int, denominator: int) -> str:
    """From rounded counts; hidden when either is; a dash over nothing."""
    if numerator in SMALL or denominator in SMALL:
        return HIDDEN
    over = rounded(denominator)
    if over == 0:
        return "–"
    decimals = 1 if over >= ONE_DECIMAL_FROM else 0
    return f"{100 * rounded(numerator) / over:.{decimals}f}%"


def mean(value: float, people: int, decimals: int = 1) -> str:
    """A mean over so many people; hidden over 1 to 7; a dash over nobody."""
    if people == 0:
        return "–"
    return HIDDEN if people in SMALL else f"{value:,.{decimals}f}"


def protect(counts: Mapping[Key, int], sums: Sequence[Sum[Key]] = ()) -> dict[Key, str]:
    """How each count is shown when all of them are published together.

    ``sums`` names every total that anybody could know or work out. A cell in two tables has one key. Whatever cannot be
    protected otherwise is hidden as well; at worst everything that is not nought is.
    """
    hidden = hide(counts, sums)
    return {key: HIDDEN if key in hidden else f"{rounded(count):,}" for key, count in counts.items()}


def protect_table(rows: Sequence[Sequence[int]]) -> list[list[str]]:
    """A table of counts with its totals added at the right and the foot, protected together."""
    counts, sums = with_totals(rows)
    shown = protect(counts, sums)
    return [[shown[at, across] for across in range(len(rows[0]) + 1)] for at in range(len(rows) + 1)]


def with_totals(rows: Sequence[Sequence[int]]) -> tuple[dict[tuple[int, int], int], list[Sum[tuple[int, int]]]]:
    """The cells of a table by (row, column), with totals after the last of each, and the sums they make."""
    down, across = len(rows), len(rows[0])
    counts = {(at, to): count for at, row in enumerate(rows) for to, count in enumerate(row)}
    counts |= {(at, across): sum(row) for at, row in enumerate(rows)}
    counts |= {(down, to): sum(row[to] for row in rows) for to in range(across)}
    counts[down, across] = sum(map(sum, rows))
    sums = [Sum((at, across), [(at, to) for to in range(across)]) for at in range(down + 1)]
    return counts, sums + [Sum((down, to), [(at, to) for at in range(down)]) for to in range(across + 1)]


def hide(counts: Mapping[Key, int], sums: Sequence[Sum[Key]]) -> set[Key]:
    """The cells that must not be shown: the small ones, and those that would give them away."""
    small = {key for key, count in counts.items() if count in SMALL}
    hidden = set(small)
    while exposed := _exposed(counts, sums, hidden, small):
        more = _next(counts, sums, hidden, exposed)
        if more is None:
            return {key for key, count in counts.items() if count}
        hidden.add(more)
    return hidden


def _exposed(counts: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key], small: set[Key]) -> list[Key]:
    """The small counts that an attacker could narrow down to fewer than ``CHOICES`` values."""
    touched = {key for one in sums for key in (one.total, *one.parts)}
    attack = _Attack(counts, sums, hidden, small)
    return [key for key in counts if key in small & touched and attack.choices(key) < CHOICES]


def _next(counts: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key], exposed: Iterable[Key]) -> Key | None:
    """The smallest shown count, nought excepted, in a sum with an exposed one; parts before totals."""
    found, aims = [], set(exposed)
    totals = {one.total for one in sums}
    for turn, one in enumerate(sums):
        keys = (*one.parts, one.total)
        if aims.intersection(keys):
            found += [(key in totals, counts[key], turn, at, key) for at, key in enumerate(keys)]
    open_ones = [one for one in found if one[4] not in hidden and one[1] > 0]
    return min(open_ones, key=lambda one: one[:4])[4] if open_ones else None


class _Attack(Generic[Key]):
    """Solves for hidden counts as somebody would who knows the rule, the sums and everything shown.

    Linear programming over bounds: a shown count lies within its rounding, a small one in 1 to 7, another hidden one is
    8 or more. The attacker is even told which hidden ones are small. Tables of rows and columns have whole-number
    corners, so for them the bounds are exact.
    """

    def __init__(self, counts: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key], small: set[Key]) -> None:
        self._place = {key: at for at, key in enumerate(counts)}
        self._bounds = [_bounds(count, key in hidden, key in small) for key, count in counts.items()]
        self._sums = np.zeros((len(sums), len(counts)))
        for row, one in enumerate(sums):
            self._sums[row, self._place[one.total]] = -1
            for part in one.parts:
                self._sums[row, self._place[part]] += 1

    def choices(self, key: Key) -> int:
        """How many values remain possible for a hidden count."""
        least, most = self._end(key, 1), self._end(key, -1)
        return int(np.floor(most + 1e-6) - np.ceil(least - 1e-6)) + 1

    def _end(self, key: Key, sign: int) -> float:
        # a third of a second to import, and only a table with a small count in it needs it
        from scipy.optimize import linprog  # type: ignore[import-untyped]  # noqa: PLC0415

        aim = np.zeros(len(self._place))
        aim[self._place[key]] = sign
        solved = linprog(aim, A_eq=self._sums, b_eq=np.zeros(len(self._sums)), bounds=self._bounds, method="highs")
        return float(sign * solved.fun)


def _bounds(count: int, is_hidden: bool, is_small: bool) -> tuple[int, int | None]:
    if is_small:
        return SMALL.start, SMALL.stop - 1
    if is_hidden:
        return SMALL.stop, None
    if count == 0:
        return 0, 0
    return max(SMALL.stop, rounded(count) - 2), rounded(count) + 2
