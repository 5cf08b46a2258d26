"""The crisis-year table and band shares: what was planted comes back, and what falls by itself is shown as such."""

import datetime as dt

import pytest

from joinedup.risk.crisis import Crisis, crises, crisis_years
from joinedup.risk.queries import query

ON = dt.date(2026, 4, 1)


def stay(person: int, day: int, cost: int, nights: int = 2, emergency: bool = True) -> dict[str, object]:
    came = ON + dt.timedelta(days=day)
    left = came + dt.timedelta(days=nights)
    return {"person_id": person, "admitted_on": came, "discharged_on": left, "emergency": emergency, "cost": cost}


@pytest.fixture
def planted(con, fill) -> dict[tuple[str, float], Crisis]:
    """200 people. One costs £10,000 in the crisis year and £1,000 either side; one £6,000 every year; the rest £10."""
    fill(
        "persons",
        [{"person_id": 1, "date_of_death": ON + dt.timedelta(days=400)}] + [{"person_id": n} for n in range(2, 201)],
    )
    fill("spells", [stay(1, -300, 1_000), stay(1, 5, 4_000, 10), stay(1, 364, 6_000, 20), stay(1, 365, 1_000)])
    fill("spells", [stay(2, day, 6_000, 5) for day in (-365, 0, 729)])
    fill("spells", [stay(3, -366, 99_000), stay(3, 730, 99_000), stay(3, 10, 99_000, emergency=False)])
    fill("spells", [stay(person, 100, 10) for person in range(3, 201)])
    con.execute("create table everyone as select person_id from persons")
    rows = con.execute(crisis_years(con, ON, "everyone")).fetchall()
    return {(one.chosen_by, one.cut): one for one in crises(rows)}


def test_the_costliest_person_of_the_year_is_the_top_half_percent(planted) -> None:
    top = planted["that year", 0.005]
    assert top.crisis.people == 1
    assert (top.crisis.admissions, top.crisis.cost, top.crisis.bed_days) == (2, 10_000, 30)
    assert top.crisis.share == pytest.approx(10_000 / (10_000 + 6_000 + 198 * 10))


def test_the_year_before_and_after_belong_to_the_same_person(planted) -> None:
    top = planted["that year", 0.005]
    assert (top.before.cost, top.after.cost) == (1_000, 1_000)


def test_most_of_the_fall_after_a_crisis_is_regression_to_the_mean(planted) -> None:
    top = planted["that year", 0.005]
    assert top.falls_by_itself == pytest.approx(0.9)
    assert top.above_usual == (2 - 1, 10_000 - 1_000, 30 - 2)


def test_chosen_by_the_year_before_another_person_tops_the_list_and_does_not_fall(planted) -> None:
    known = planted["the year before", 0.005]
    assert known.before.cost == known.crisis.cost == known.after.cost == 6_000
    assert known.falls_by_itself == 0


def test_a_wider_list_adds_less_for_each_person_added(planted) -> None:
    half, one, two = (planted["that year", cut].crisis for cut in (0.005, 0.01, 0.02))
    assert (half.people, one.people, two.people) == (1, 2, 4)
    assert one.cost - half.cost == 6_000
    assert two.cost - one.cost == 20


def test_the_dead_stay_in_the_table_and_are_counted(planted) -> None:
    top = planted["that year", 0.005]
    assert (top.before.alive_at_start, top.crisis.alive_at_start, top.after.alive_at_start) == (1, 1, 1)


def test_nobody_admitted_is_a_table_of_noughts(con, fill) -> None:
    fill("persons", [{"person_id": 1}])
    con.execute("create table everyone as select person_id from persons")
    found = crises(con.execute(crisis_years(con, ON, "everyone")).fetchall())
    assert {one.crisis.cost for one in found} == {0}
    assert {one.crisis.share for one in found} == {None}
    assert found[0].falls_by_itself == 0


def test_where_fewer_were_admitted_than_the_list_has_room_for_others_follow(con, fill) -> None:
    fill("persons", [{"person_id": n} for n in range(1, 201)])
    fill("spells", [stay(7, 5, 4_000), stay(900, 5, 9_000)])
    con.execute("create table everyone as select person_id from persons")
    found = {(one.chosen_by, one.cut): one for one in crises(con.execute(crisis_years(con, ON, "everyone")).fetchall())}
    wide = found["that year", 0.02].crisis
    assert (wide.people, wide.cost, wide.share) == (4, 4_000, 1)
    assert found["the year before", 0.02].before.people == 4


def test_band_shares_add_up_and_the_score_that_knew_nothing_finds_less(con) -> None:
    con.execute(
        "create table judged as select id as person_id, (200 - id) / 1000 as score, "
        "case when id <= 20 then 1 when id = 200 then 5 else 0 end as admitted, "
        "case when id <= 20 then 1000.0 when id = 200 then 20000.0 else 0 end as cost, 3 as nights, id <= 4 as died, "
        "id as place, case when id = 200 then 1 else id + 1 end as place_by_spending "
        "from range(1, 201) as people (id)"
    )
    rows = con.execute(query("crisis/band_shares.sql")).fetchall()
    shares = {(row[0], row[1]): row for row in rows}
    assert [shares["score before the year", band][3] for band in (1, 2, 3, 4)] == [1, 9, 30, 160]
    assert shares["score before the year", 1][8] == pytest.approx(1_000 / 40_000)
    assert shares["spending in the year", 1][8] == pytest.approx(0.5)
    assert sum(float(row[8]) for row in rows) == pytest.approx(2)
    assert shares["score before the year", 2][9] == pytest.approx(0.75)
