"""An attacker knows every count that is shown to the last person, and subtracts: what can be told of the hidden ones?

It solves in whole numbers for the least and the most each hidden small count can be, over all practices and months at
once. Nothing but the sums is used: not the rule, and none of the protecting code.
"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from joinedup.governance.breakdowns import Split, shown

MONTHS = 6  # two quarters of one year
PARTS = [[*range(MONTHS)], [0, 1, 2], [3, 4, 5], *([month] for month in range(MONTHS))]
SPLITS = [Split(whole, np.array(parts)) for whole, parts in ((None, [0]), (0, [1, 2]), (1, [3, 4, 5]), (2, [6, 7, 8]))]
WIDEST_OF_THE_RULE = 7
CELLS = st.one_of(st.sampled_from([0, 0, 1, 2, 3, 7, 8, 9]), st.integers(0, 15), st.integers(0, 60))


@st.composite
def counties(draw: st.DrawFn) -> tuple[list[list[int]], list[int], np.ndarray]:
    """Practices of each area, the tree of areas, and cases by practice and month."""
    networks = draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    practices = sum(networks)
    units, parents, first = [[*range(practices)]], [-1], 0
    half = len(networks) // 2
    bounds = np.cumsum([0, *networks])
    for start, end in ((0, half), (half, len(networks))):
        units.append([*range(bounds[start], bounds[end])])
        parents.append(0)
    for at, size in enumerate(networks):
        units.append([*range(first, first + size)])
        parents.append(1 if at < half else 2)
        first += size
    for at, size in enumerate(networks):
        for practice in range(bounds[at], bounds[at] + size):
            units.append([practice])
            parents.append(3 + at)
    cases = draw(st.lists(st.lists(CELLS, min_size=MONTHS, max_size=MONTHS), min_size=practices, max_size=practices))
    return units, parents, np.array(cases)


def _summed(cases: np.ndarray, units: list[list[int]]) -> np.ndarray:
    return np.array([[cases[np.ix_(of, part)].sum() for part in PARTS] for of in units], dtype=float)


def values_left(cases: np.ndarray, units: list[list[int]], known: np.ndarray, area: int, part: int) -> int:
    """How many values the attacker cannot rule out."""
    rows, sums = [], []
    for at, of in enumerate(units):
        for to, months in enumerate(PARTS):
            if known[at, to]:
                mask = np.zeros(cases.shape)
                mask[np.ix_(of, months)] = 1
                rows.append(mask.ravel())
                sums.append(cases[np.ix_(of, months)].sum())
    aim = np.zeros(cases.shape)
    aim[np.ix_(units[area], PARTS[part])] = 1
    ends = []
    for sign in (1, -1):
        solved = milp(
            sign * aim.ravel(),
            integrality=np.ones(cases.size),
            bounds=Bounds(0, 10**4),
            constraints=LinearConstraint(np.array(rows), sums, sums) if rows else (),
        )
        assert solved.success
        ends.append(round(sign * solved.fun))
    return ends[1] - ends[0] + 1


@settings(max_examples=25, deadline=None)
@given(counties())
def test_no_small_count_of_an_area_and_a_period_can_be_worked_out(county) -> None:
    units, parents, cases = county
    counts = _summed(cases, units)
    known = shown(counts[None], parents, np.ones(counts.shape, dtype=bool), SPLITS)
    for area, part in zip(*np.nonzero((counts > 0) & (counts < 8)), strict=True):
        assert not known[area, part]
        assert values_left(cases, units, known, area, part) > WIDEST_OF_THE_RULE


def test_hiding_the_small_counts_alone_would_not_do() -> None:
    """One practice of three has small months in the first quarter: another is left out with it."""
    units, parents = [[0, 1, 2], [0], [1], [2]], [-1, 0, 0, 0]
    cases = np.array([[20, 20, 20, 20, 20, 20], [9, 9, 9, 9, 9, 9], [3, 3, 2, 9, 9, 9]])
    counts = _summed(cases, units)
    naive = ~((counts > 0) & (counts < 8))
    assert values_left(cases, units, naive, 3, 3) == 1
    known = shown(counts[None], parents, np.ones(counts.shape, dtype=bool), SPLITS)
    assert values_left(cases, units, known, 3, 3) > WIDEST_OF_THE_RULE
    assert known[1].all(), "the largest practice is shown in full"
    assert known[2, [0, 1, 2, 6, 7, 8]].all(), "the other only where it would give the first away is not"
    assert not known[2, [3, 4, 5]].any()
