"""Somebody who may see counts only opens every page of a measure, and works out what was hidden.

They know the list of every practice, which practice belongs where, which month is in which quarter, and how figures
are rounded. They solve over all places and periods at once, in whole numbers.
"""

import re

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from joinedup.engine import Workspace, connect, current_build
from joinedup.governance.roles import ANALYST

from .made_up_county import LIST, MEASURES, MONTHS, PRACTICES, WARDS, made

pytestmark = pytest.mark.django_db
AS_WIDE_AS_1_TO_7 = 7
ASKED = 15  # hidden counts tried for each county
QUARTERS = [range(at, at + 3) for at in range(0, MONTHS, 3)]
PERIODS = {"month": [[month] for month in range(MONTHS)], "quarter": QUARTERS, "year": [range(MONTHS)]}
AREAS = {
    "county:all": (range(PRACTICES), range(WARDS)),
    **{f"practice:P{at}": ([at], range(WARDS)) for at in range(PRACTICES)},
    **{f"network:N{at}": ([2 * at, 2 * at + 1], range(WARDS)) for at in range(4)},
    **{f"locality:L{at}": (range(4 * at, 4 * at + 4), range(WARDS)) for at in range(2)},
    "icb:Q": (range(PRACTICES), range(WARDS)),
    **{f"ward:W{at}": (range(PRACTICES), [at]) for at in range(WARDS)},
    **{f"district:D{at}": (range(PRACTICES), [2 * at, 2 * at + 1]) for at in range(2)},
    "council:C": (range(PRACTICES), range(WARDS)),
}
ALL = [(area, period, at) for area in AREAS for period, parts in PERIODS.items() for at in range(len(parts))]


@pytest.fixture(params=[1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def county(request, tmp_path, settings) -> tuple[Workspace, np.ndarray, np.ndarray]:
    workspace = Workspace.open(tmp_path / "county", create=True)
    settings.WORKSPACE = workspace.root
    return workspace, *made(workspace, request.param)


def test_no_small_count_can_be_worked_out_from_all_the_pages_of_a_measure(town, sign_in, county) -> None:
    _, admitted, _ = county
    analyst = sign_in(town[ANALYST])
    known = {}
    for area, (practices, wards) in AREAS.items():
        for period, parts in PERIODS.items():
            page = analyst.get(f"/measures/{MEASURES[0]}/", {"area": area, "period": period}).content.decode()
            people = LIST * len(practices) * len(wards)
            known |= {(area, period, at): round(rate * people / 100_000) for at, rate in _read(page, len(parts))}
    true = {key: int(admitted[_cell(*key)].sum()) for key in ALL}
    assert len(known) > 20
    assert all(abs(true[key] - shown) <= 2 for key, shown in known.items()), "what is read is what is shown"
    _hold([true], _Attack([admitted.shape], [(0, known)]))


def test_nor_those_of_a_proportion_who_met_it_or_did_not_from_all_that_its_pages_are_made_of(county) -> None:
    """The pages show per cents; the attacker here has the rounded counts."""
    workspace, deaths, elsewhere = county
    met, of = {}, {}
    with connect() as connection:
        current_build(workspace, "measures").open_in(connection)
        for kind, code, period, at, n, d in connection.execute(_SHOWN, [MEASURES[1]]).fetchall():
            met[f"{kind}:{code}", period, at], of[f"{kind}:{code}", period, at] = n, d
    in_hospital = deaths - elsewhere
    true = [{key: int(one[_cell(*key)].sum()) for key in ALL} for one in (in_hospital, elsewhere)]
    assert len(met) > 5
    _hold(true, _Attack([deaths.shape] * 2, [(0, met), (None, of)]))


def _hold(true: list[dict], attack: "_Attack") -> None:
    small = [(which, key) for which, counts in enumerate(true) for key, count in counts.items() if 0 < count < 8]
    assert small
    for at in np.random.default_rng(7).permutation(len(small))[:ASKED]:
        which, key = small[at]
        assert attack.values_left(which, key) >= AS_WIDE_AS_1_TO_7, (key, true[which][key])


def _cell(area: str, period: str, at: int) -> tuple[np.ndarray, ...]:
    return np.ix_(*AREAS[area], PERIODS[period][at])


def _read(page: str, periods: int) -> list[tuple[int, float]]:
    """From the chart's own table (the only one of six columns): each period's place in time, and its value if shown."""
    rows = [re.findall(r"<t[hd][^>]*>\s*([^<]*?)\s*</t[hd]>", row) for row in re.findall(r"<tr.*?</tr>", page, re.S)]
    values = [row[1] for row in rows if len(row) == 6 and row[0] != "Period"]
    assert len(values) in (0, periods)
    return [(at, float(value.replace(",", ""))) for at, value in enumerate(values) if value[:1].isdigit()]


class _Attack:
    """Least and most of a count, over everything of one or more kinds by practice, ward and month."""

    def __init__(self, shapes: list[tuple[int, ...]], known: list[tuple[int | None, dict]]) -> None:
        self._shapes = shapes
        found = [(self._mask(which, key), shown) for which, counts in known for key, shown in counts.items()]
        self._sums = np.array([mask for mask, _ in found])
        self._low = np.array([shown - 2 if shown else 0 for _, shown in found])
        self._high = np.array([shown + 2 if shown else 0 for _, shown in found])

    def values_left(self, which: int, key: tuple[str, str, int]) -> int:
        """How many whole numbers it can be."""
        aim = self._mask(which, key)
        ends = []
        for sign in (1, -1):
            solved = milp(
                sign * aim,
                integrality=np.ones(len(aim)),
                bounds=Bounds(0, 1000),
                constraints=LinearConstraint(self._sums, self._low, self._high),
            )
            assert solved.success, "what is shown contradicts itself"
            ends.append(round(sign * solved.fun))
        return ends[1] - ends[0] + 1

    def _mask(self, which: int | None, key: tuple[str, str, int]) -> np.ndarray:
        """The cells a count is the sum of; of all kinds together for None."""
        made = []
        for at, shape in enumerate(self._shapes):
            mask = np.zeros(shape)
            if which in (None, at):
                mask[_cell(*key)] = 1
            made.append(mask.ravel())
        return np.concatenate(made)


_SHOWN = """
select area_kind, area_code, period_kind,
    datediff('month', date '2024-04-01', period_start)
        // case period_kind when 'month' then 1 when 'quarter' then 3 else 12 end,
    numerator, denominator
from measure_shown where measure = ? and value is not null
"""
