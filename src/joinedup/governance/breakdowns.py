"""How far a count may be broken down, by area and by time, so that no part of one to seven people can be worked out.

Sums over areas within areas, and over months within quarters within years, are published together; whoever has them
subtracts. Hiding single cells would have to be proved again for every table. Here a breakdown is shown whole or not at
all, by one rule: **everything that is shown, and everything that is left when what is shown is taken from what it is a
part of, is nought or at least eight.** Then each count that is not shown is either itself nought or at least eight, or
can be any of at least nine values, even for somebody who knows everything shown to the last person.

Why: let a hidden count stand in a row (an area, over the parts of its period) and a column (a part, over the areas that
are left). What is known of it are the sums r of its row, c of its column and t of both together, so it lies between
max(0, r + c - t) and min(r, c). These are min(r, c, t - r, t - c) apart. Each of the four is a sum of counts that are
nought or at least eight: so they are eight apart or more, unless one of the four is nought. Then the hidden count is
nought, or equals r or c, which are at least eight. ``tests/generative/test_breakdowns_attack.py`` solves for the hidden
counts of made-up counties, some deeper than one row and column.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from joinedup.governance.disclosure import SMALL

Counts = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
NOUGHT, LEAST = 1e-6, SMALL.stop - 0.5


@dataclass(frozen=True, slots=True)
class Split:
    """Parts of a period that are shown together or not at all. ``whole`` is what they add up to; None is nothing."""

    whole: int | None
    parts: Places


def shown(counts: Counts, parents: Sequence[int], allowed: Flags, splits: Sequence[Split]) -> Flags:
    """Which counts may be shown: flags by area and part.

    ``counts`` are by quantity, area and part (of a proportion: those who met it, and those who did not). ``parents``
    names for each area the one it belongs to, -1 for the whole; areas come after their parents, splits after their
    wholes. ``allowed`` flags what may be shown at all.
    """
    fine = allowed & harmless(counts).all(axis=0)
    known = np.zeros_like(fine)
    above = np.asarray(parents)
    for split in splits:
        whole = np.flatnonzero(above < 0)
        known[whole[_may(whole, split, fine, known)][:, None], split.parts] = True
    for area in range(len(parents)):
        within = np.flatnonzero(above == area)
        for split in splits if len(within) else ():
            if known[area, split.parts].all():
                _break_down(counts, area, within, split, fine, known)
    return known


def harmless(counts: Counts) -> Flags:
    """Nought, or eight and more."""
    return (np.abs(counts) < NOUGHT) | (counts >= LEAST)


def _may(areas: Places, split: Split, fine: Flags, known: Flags) -> Flags:
    may = np.asarray(fine[areas[:, None], split.parts].all(axis=1))
    return may if split.whole is None else np.asarray(may & known[areas, split.whole])


def _break_down(counts: Counts, area: int, within: Places, split: Split, fine: Flags, known: Flags) -> None:
    """Shows the areas within one, but for as many of the smallest as what is left needs to be harmless."""
    open_ones = within[_may(within, split, fine, known)]
    if not len(open_ones):
        return
    taken = counts[:, open_ones][:, :, split.parts]
    left = counts[:, area, split.parts] - taken.sum(axis=1)
    known[open_ones[:, None], split.parts] = True
    if harmless(left).all():
        return
    for one in np.argsort(taken.sum(axis=(0, 2)), kind="stable"):
        if harmless(left).all():
            return
        if (np.abs(taken[:, one]) >= NOUGHT).any():
            left = left + taken[:, one]
            known[open_ones[one], split.parts] = False


__all__ = ["Split", "harmless", "shown"]
