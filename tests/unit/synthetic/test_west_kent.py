"""The county's spend by age looks like West Kent's."""

import datetime as dt
from pathlib import Path

import pytest

from joinedup.synthetic import write_county
from joinedup.synthetic.west_kent import SERVICES, distance, spend_by_age


def test_spend_by_age_is_near_west_kents(tmp_path: Path) -> None:
    write_county(tmp_path, people=20_000, seed=4, today=dt.date(2026, 11, 22))
    shares = spend_by_age(tmp_path)
    assert set(shares["service"]) == set(SERVICES)
    assert shares["county"].sum() == pytest.approx(1)
    assert shares["west_kent"].sum() == pytest.approx(1)
    assert distance(shares) < 0.11
    old = shares.filter(shares["band"] >= 13)
    assert old["county"].sum() == pytest.approx(old["west_kent"].sum(), abs=0.06)
