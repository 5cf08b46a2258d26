"""Stays in the acute hospital: nobody is in two beds at once, and a death ends a stay."""

from dataclasses import dataclass, field

import numpy as np

from joinedup.synthetic.dice import Array, Dice, chances, lognormal
from joinedup.synthetic.log import Log
from joinedup.synthetic.people import People
from joinedup.synthetic.settings import STAY_AGES, rate
from joinedup.synthetic.window import NEVER, Window, month_number

EMERGENCY, DAY_CASE, ELECTIVE, MATERNITY, BIRTH = range(5)


@dataclass
class Stays:
    """Stays so far, the day each person is next free to be admitted, and the admissions in which people will die."""

    free_from: Array
    log: Log = field(default_factory=lambda: Log(person="i4", admit="i4", leave="i4", kind="i1", delay="i2", fatal="?"))
    last: tuple[Array, Array] = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
    rows: dict[str, Array] = field(default_factory=dict)

    @classmethod
    def none(cls, people: int) -> "Stays":
        """Before the first month."""
        return cls(np.full(people, -NEVER, dtype=np.int32))

    def plan_last(self, dice: Dice, who: Array, day: Array) -> None:
        """Of those who die on ``day``, some are admitted to die; whoever lies in hospital already stays there."""
        dies_there = chances(dice, rate("death", "in_hospital"), len(who))
        self.last = (who[dies_there], day[dies_there])


def births(dice: Dice, people: People, window: Window) -> dict[str, Array]:
    """Stays of mothers and of the newborn, by day: columns person, admit, leave, kind."""
    babies = np.flatnonzero(
        (people.born >= window.start) & (people.born <= window.end) & (people.first_day == people.born)
    )
    babies = babies[people.first_day[babies] <= people.last_day[babies]]
    nights = dice.choice([0, 1, 1, 2, 2, 3, 5], len(babies))
    born = people.born[babies]
    mothered = people.mother[babies] >= 0
    mothers, first = np.unique(people.mother[babies[mothered]] * 100_000 + born[mothered], return_index=True)
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
    dice: Dice, stays: Stays, people: People, struck: tuple[Array, Array],
    planned: list[tuple[Array, Array, int]], born: dict[str, Array], age: Array, first: int, last: int,
) -> dict[str, Array]:  # fmt: skip
    """Admits this month's people, day by day; gives the emergency stays that began: person, admit, leave, kind, delay, fatal."""
    wanted = _emergencies(dice, people, struck, age, first)
    groups = [wanted, _last_stays(dice, stays, people)]
    for who, day, kind in planned:
        nights = (
            np.zeros(len(who))
            if kind == DAY_CASE
            else lognormal(dice, rate("stay", "planned_nights"), 0.9, len(who)).clip(1)
        )
        groups.append(_stay(who, day, day + nights, kind))
    due = (born["admit"] >= first) & (born["admit"] <= last)
    groups.append(_stay(born["person"][due], born["admit"][due], born["leave"][due], born["kind"][due]))
    rows = {name: np.concatenate([group[name] for group in groups]) for name in wanted}
    order = np.lexsort((rows["kind"], rows["admit"], rows["person"]))
    rows = {name: column[order] for name, column in rows.items()}
    kept = _no_overlap(stays, rows)
    rows = {name: column[kept] for name, column in rows.items()}
    stays.log.add(**rows)
    urgent = rows["kind"] == EMERGENCY
    return {name: column[urgent] for name, column in rows.items()}


def end_with_death(stays: Stays, people: People) -> None:
    """A stay that would have outlasted its patient ends on the day of death; ``stays.rows`` then holds every stay."""
    rows = stays.log.take()
    death = people.death_day[rows["person"]]
    before = rows["admit"] <= death
    rows, death = {name: column[before] for name, column in rows.items()}, death[before]
    ends = rows["leave"] >= death
    rows["leave"] = np.where(ends, death, rows["leave"])
    rows["fatal"] = ends
    rows["delay"] = np.where(ends, 0, rows["delay"])
    stays.rows = rows


def _emergencies(dice: Dice, people: People, struck: tuple[Array, Array], age: Array, first: int) -> dict[str, Array]:
    who, day = struck
    group = np.searchsorted(STAY_AGES, age[who], side="right")
    short = chances(dice, np.array(rate("stay", "zero"))[group], len(who))
    mean = np.array(rate("stay", "nights"))[group]
    nights = np.where(short, 0, 1 + np.floor(lognormal(dice, mean - 0.5, rate("stay", "spread"), len(who))))
    winter = 1.25 if month_number(first) in (1, 2, 12) else 0.95
    late = (nights >= 3) & chances(dice, np.array(rate("stay", "delayed"))[group] * winter, len(who))
    delay = np.where(late, 1 + np.floor(lognormal(dice, rate("stay", "delay_days") - 0.5, 0.9, len(who))), 0).clip(
        0, 180
    )
    del people
    rows = _stay(who, day, day + nights + delay, EMERGENCY)
    rows["delay"] = delay.astype(np.int16)
    return rows


def _last_stays(dice: Dice, stays: Stays, people: People) -> dict[str, Array]:
    who, day = stays.last
    nights = np.floor(lognormal(dice, 8.0, 1.0, len(who))).astype(np.int32)
    admit_day = np.maximum(np.maximum(day - nights, people.first_day[who]), people.born[who] + 1)
    # whoever was in hospital when this admission should have begun is admitted at the first day out, if that is before death
    admit_day = np.maximum(admit_day, stays.free_from[who])
    stays.last = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
    real = admit_day <= day  # else the person lies in hospital already, and that stay ends with the death
    return _stay(who[real], admit_day[real], day[real], EMERGENCY)


def _stay(who: Array, admit_day: Array, leave: Array, kind: Array | int) -> dict[str, Array]:
    size = len(who)
    return {
        "person": who.astype(np.int32),
        "admit": admit_day.astype(np.int32),
        "leave": np.asarray(leave).astype(np.int32),
        "kind": np.broadcast_to(np.asarray(kind, dtype=np.int8), size),
        "delay": np.zeros(size, dtype=np.int16),
        "fatal": np.zeros(size, dtype=bool),
    }


def _no_overlap(stays: Stays, rows: dict[str, Array]) -> Array:
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
