"""Stays in the acute hospital: nobody is in two beds at once, and a death ends a stay."""

import numpy as np

from joinedup.synthetic.dice import Array, Dice, chances, lognormal
from joinedup.synthetic.log import chosen
from joinedup.synthetic.people import People
from joinedup.synthetic.settings import STAY_AGES, rate
from joinedup.synthetic.state import County, Month, Stays
from joinedup.synthetic.window import YEAR, Window, month_number

EMERGENCY, DAY_CASE, ELECTIVE, MATERNITY, BIRTH = range(5)
_WINTER = (12, 1, 2)

Rows = dict[str, Array]


def plan_last(county: County, who: Array, day: Array, cared: Array) -> None:
    """Of those who die on ``day``, some are admitted to die (``cared``, in care homes, fewer)."""
    share = rate("death", "in_hospital") * np.where(cared, 0.45, 1.15)
    dies_there = chances(county.dice, share, len(who))
    county.stays.last = (who[dies_there], day[dies_there])


def births(dice: Dice, people: People, window: Window) -> Rows:
    """Stays of mothers and of the newborn, by day: columns person, admit, leave, kind."""
    new = (people.born >= window.start) & (people.born <= window.end)
    babies = np.flatnonzero(new & (people.first_day == people.born) & (people.first_day <= people.last_day))
    nights = dice.choice([0, 1, 1, 2, 2, 3, 5], len(babies))
    born = people.born[babies]
    mothered = people.mother[babies] >= 0
    # twins have one mother and one day: one stay
    key = people.mother[babies[mothered]].astype(np.int64) * 100_000 + born[mothered]
    mothers, first = np.unique(key, return_index=True)
    who, day, stayed = mothers // 100_000, mothers % 100_000, nights[mothered][first]
    here = (people.first_day[who] < day) & (people.last_day[who] > day + stayed)
    who, day, stayed = who[here], day[here], stayed[here]
    return {
        "person": np.append(babies, who).astype(np.int32),
        "admit": np.append(born, day - chances(dice, 0.4, len(day))).astype(np.int32),
        "leave": np.append(born + nights, day + stayed).astype(np.int32),
        "kind": np.append(np.full(len(babies), BIRTH), np.full(len(who), MATERNITY)).astype(np.int8),
    }


def admit(
    county: County,
    struck: tuple[Array, Array],
    planned: list[tuple[Array, Array, int]],
    born: Rows,
    age: Array,
    month: Month,
) -> Rows:
    """Admits this month's people, day by day; gives the emergency stays, with those ``spared`` by a scheme marked."""
    dice, stays = county.dice, county.stays
    wanted = _emergencies(dice, *struck, age, month)
    groups = [wanted, _again(dice, wanted, age), _last_stays(county)]
    for who, day, kind in planned:
        nights = lognormal(dice, rate("stay", "planned_nights"), 0.9, len(who)).clip(1) * (kind != DAY_CASE)
        groups.append(_stay(who, day, day + nights, kind))
    due = (born["admit"] >= month.first) & (born["admit"] <= month.last)
    groups.append(_stay(born["person"][due], born["admit"][due], born["leave"][due], born["kind"][due]))
    rows = {name: np.concatenate([group[name] for group in groups]) for name in wanted}
    rows = chosen(rows, np.lexsort((rows["kind"], rows["admit"], rows["person"])))
    rows = chosen(rows, _no_overlap(stays, rows))
    rows["spared"] = _spared(county, rows)
    stays.log.add(**chosen(rows, ~rows["spared"]))
    return chosen(rows, rows["kind"] == EMERGENCY)


def end_with_death(stays: Stays, people: People) -> None:
    """A stay that would have outlasted its patient ends on the day of death; ``stays.rows`` then holds every stay."""
    rows = stays.log.take()
    rows = chosen(rows, rows["admit"] <= people.last_day[rows["person"]])
    death = people.death_day[rows["person"]]
    rows["fatal"] = rows["leave"] >= death
    rows["leave"] = np.where(rows["fatal"], death, rows["leave"])
    rows["delay"] = np.where(rows["fatal"], 0, rows["delay"])
    stays.rows = rows


def _spared(county: County, rows: Rows) -> Array:
    """Emergency stays that a scheme prevents; the person is none the better or worse for it in other ways."""
    who, day = rows["person"], rows["admit"]
    practice = county.homes.practice[county.homes.at(who, day, known=True), who]
    age = (day - county.people.born[who]) / YEAR
    chance = np.zeros(len(who))
    for scheme in county.schemes:
        chance = np.maximum(chance, scheme.chance_spared(practice, age, day))
    return np.asarray((rows["kind"] == EMERGENCY) & chances(county.dice, chance, len(who)))


def _emergencies(dice: Dice, who: Array, day: Array, age: Array, month: Month) -> Rows:
    group = np.searchsorted(STAY_AGES, age[who], side="right")
    short = chances(dice, np.array(rate("stay", "zero"))[group], len(who))
    mean = np.array(rate("stay", "nights"))[group]
    nights = np.where(short, 0, 1 + np.floor(lognormal(dice, mean - 0.5, rate("stay", "spread"), len(who))))
    winter = 1.25 if month_number(month.first) in _WINTER else 0.95
    late = (nights >= 3) & chances(dice, np.array(rate("stay", "delayed"))[group] * winter, len(who))
    delay = np.where(late, 1 + np.floor(lognormal(dice, rate("stay", "delay_days") - 0.5, 0.9, len(who))), 0)
    delay = delay.clip(0, 180)
    rows = _stay(who, day, day + nights + delay, EMERGENCY)
    rows["delay"] = delay.astype(np.int16)
    return rows


def _again(dice: Dice, rows: Rows, age: Array) -> Rows:
    """Some who leave are back within weeks."""
    group = np.searchsorted(STAY_AGES, age[rows["person"]], side="right")
    back = np.flatnonzero(chances(dice, np.array(rate("stay", "readmitted"))[group], len(group)))
    day = rows["leave"][back] + 1 + dice.exponential(rate("stay", "readmitted_after"), len(back)).astype(np.int32)
    nights = np.floor(lognormal(dice, np.array(rate("stay", "nights"))[group[back]], 0.9, len(back)))
    return _stay(rows["person"][back], day, day + nights, EMERGENCY)


def _last_stays(county: County) -> Rows:
    who, day = county.stays.last
    nights = np.floor(lognormal(county.dice, 8.0, 1.0, len(who))).astype(np.int32)
    start = np.maximum(np.maximum(day - nights, county.people.first_day[who]), county.people.born[who] + 1)
    # whoever was in hospital when this stay should have begun comes back on the first day out, if that is before death
    start = np.maximum(start, county.stays.free_from[who])
    real = start <= day  # else the person lies in hospital already, and that stay ends with the death
    return _stay(who[real], start[real], day[real], EMERGENCY)


def _stay(who: Array, start: Array, leave: Array, kind: Array | int) -> Rows:
    return {
        "person": who.astype(np.int32),
        "admit": start.astype(np.int32),
        "leave": np.asarray(leave).astype(np.int32),
        "kind": np.broadcast_to(np.asarray(kind, dtype=np.int8), len(who)),
        "delay": np.zeros(len(who), dtype=np.int16),
        "fatal": np.zeros(len(who), dtype=bool),
    }


def _no_overlap(stays: Stays, rows: Rows) -> Array:
    """Which rows (in order of person and day) begin when their person is free; marks the days taken."""
    who = rows["person"]
    turn = np.arange(len(who)) - np.searchsorted(who, who, side="left")
    kept = np.zeros(len(who), dtype=bool)
    for number in range(int(turn.max(initial=-1)) + 1):
        now = np.flatnonzero(turn == number)
        free = now[rows["admit"][now] >= stays.free_from[who[now]]]
        kept[free] = True
        stays.free_from[who[free]] = rows["leave"][free] + 1
    return kept
