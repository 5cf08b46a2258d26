"""An attacker who knows the rule, the totals and everything published tries to work out the hidden counts.

It solves for the least and the most each hidden count can be, in whole numbers, by branch and bound: another method
than the one that protects. It is even told which hidden counts are small.
"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from joinedup.governance.disclosure import CHOICES, HIDDEN, SMALL, Sum, protect, rounded, with_totals

COUNTS = st.one_of(st.sampled_from([0, 1, 2, 3, 5, 6, 7, 8, 9]), st.integers(0, 40), st.integers(0, 3000))
MANY = 10**6


def choices_left(counts: dict, sums: list[Sum], shown: dict, key: object) -> int:
    """How many whole numbers a hidden count can still be."""
    place = {one: at for at, one in enumerate(counts)}
    low, high = np.zeros(len(counts)), np.zeros(len(counts))
    for one, at in place.items():
        low[at], high[at] = _known(counts[one], shown[one])
    rows = np.zeros((len(sums), len(counts)))
    for row, one in enumerate(sums):
        rows[row, place[one.total]] -= 1
        for part in one.parts:
            rows[row, place[part]] += 1
    ends = []
    for sign in (1, -1):
        aim = np.zeros(len(counts))
        aim[place[key]] = sign
        solved = milp(
            aim,
            integrality=np.ones(len(counts)),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(rows, 0, 0),
        )
        assert solved.success, "what is published contradicts itself"
        ends.append(round(sign * solved.fun))
    return ends[1] - ends[0] + 1


def _known(count: int, shown: str) -> tuple[int, int]:
    if shown == HIDDEN:
        return (1, 7) if count in SMALL else (8, MANY)
    seen = int(shown.replace(",", ""))
    return (0, 0) if seen == 0 else (max(8, seen - 2), seen + 2)


def _hold(counts: dict, sums: list[Sum]) -> None:
    shown = protect(counts, sums)
    for key, count in counts.items():
        if count in SMALL:
            assert shown[key] == HIDDEN
            assert choices_left(counts, sums, shown, key) >= CHOICES
        elif shown[key] != HIDDEN:
            assert shown[key] == f"{rounded(count):,}"


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    across = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(COUNTS, min_size=across, max_size=across), min_size=1, max_size=4))


@settings(max_examples=120, deadline=None)
@given(tables())
def test_no_hidden_count_of_a_table_can_be_worked_out_from_its_totals(rows: list[list[int]]) -> None:
    _hold(*with_totals(rows))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.lists(COUNTS, min_size=2, max_size=2), min_size=2, max_size=2), min_size=2, max_size=3))
def test_nor_from_two_tables_that_share_totals(cube: list[list[list[int]]]) -> None:
    """Place by age, and place by sex, published together: their totals by place are the same numbers."""
    ages, sexes = range(2), range(2)
    counts: dict = {}
    for at, place in enumerate(cube):
        counts |= {("age", at, age): sum(place[age]) for age in ages}
        counts |= {("sex", at, sex): sum(row[sex] for row in place) for sex in sexes}
        counts["all", at, ""] = sum(map(sum, place))
    sums = [
        Sum(("all", at, ""), [(kind, at, one) for one in range(2)])
        for at in range(len(cube))
        for kind in ("age", "sex")
    ]
    _hold(counts, sums)


def test_rounding_alone_would_not_do() -> None:
    """Two hidden parts of a shown 15 are 6 and 7, or 7 and 7: the total is hidden as well."""
    counts = {"a": 6, "b": 7, "all": 13}
    sums = [Sum("all", ["a", "b"])]
    naive = {"a": "*", "b": "*", "all": "15"}
    assert choices_left(counts, sums, naive, "a") < CHOICES
    assert protect(counts, sums)["all"] == HIDDEN
