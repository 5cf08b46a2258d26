"""Delayed transfers of care: days counted by hand."""

import datetime as dt

DAY = dt.date


def _delay(county, person, start, end):
    county.put(
        "delays",
        person_id=person,
        source="acute",
        spell_id=f"s{person}",
        provider_code="R1",
        started_on=start,
        ended_on=end,
        days=(end - start).days + 1,
    )


def test_days_count_in_their_own_month_with_both_ends(elders):
    _delay(elders, 1, DAY(2024, 4, 29), DAY(2024, 6, 2))
    _delay(elders, 22, DAY(2024, 5, 10), DAY(2024, 5, 10))
    elders.compute("delayed_days")
    days = [elders.value("delayed_days", DAY(2024, month, 1))[0] for month in (4, 5, 6, 7)]
    assert days == [2, 32, 2, 0]
    assert elders.value("delayed_days", DAY(2024, 4, 1), kind="quarter") == (36, 30, 120000.0, True)


def test_children_do_not_count(elders):
    elders.person(50, DAY(2010, 1, 1))
    _delay(elders, 50, DAY(2024, 4, 1), DAY(2024, 4, 30))
    elders.compute("delayed_days")
    assert elders.value("delayed_days", DAY(2024, 4, 1))[:2] == (0, 30)
