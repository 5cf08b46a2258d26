"""Places on a list and tenths of people are those that SQL's window functions give."""

import numpy as np

from joinedup.engine import connect
from joinedup.risk.judging import places, places_by_spending, tenths


def test_places_and_tenths_are_those_of_sql() -> None:
    chance = np.random.default_rng(3)
    score, admitted = chance.random(1_003).round(1), chance.poisson(0.2, 1_003)
    cost = np.where(admitted > 0, chance.integers(0, 3, 1_003) * 100.0, 0)
    with connect() as connection:
        connection.register("judged", {"id": np.arange(1_003), "score": score, "admitted": admitted, "cost": cost})
        rows = connection.execute(
            "select row_number() over (order by score desc, id), ntile(10) over (order by score, id), "
            "row_number() over (order by cost desc, admitted desc, id) from judged order by id"
        ).fetchall()
    by_score, tenth, by_spending = zip(*rows, strict=True)
    assert places(score).tolist() == list(by_score)
    assert tenths(score).tolist() == list(tenth)
    assert places_by_spending(cost, admitted).tolist() == list(by_spending)


def test_nobody_has_no_place() -> None:
    nobody = np.array([])
    assert len(places(nobody)) == len(tenths(nobody)) == len(places_by_spending(nobody, nobody)) == 0
