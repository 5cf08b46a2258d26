"""Adult social care: requests, support at home, reablement after hospital, permanent places in care homes."""

from dataclasses import dataclass, field

import numpy as np

from joinedup.synthetic.dice import Array, Dice, befall, chances, happen, lognormal
from joinedup.synthetic.homes import Homes, into_care_home
from joinedup.synthetic.log import Log
from joinedup.synthetic.people import People
from joinedup.synthetic.places import Places
from joinedup.synthetic.settings import by_band, rate
from joinedup.synthetic.window import NEVER, Window

COMMUNITY, HOSPITAL = 0, 1  # where a request comes from


@dataclass
class Care:
    """Who is in a care home or has a package since when (NEVER: not), and what has happened.

    ``due``: the day somebody will move into a care home because reablement did not bring them home.
    """

    home_day: Array
    council_pays: Array
    nursing: Array
    package_day: Array
    due: Array
    requests: Log = field(default_factory=lambda: Log(person="i4", day="i4", route="i1"))
    reablement: Log = field(default_factory=lambda: Log(person="i4", day="i4", leave="i4"))
    packages: Log = field(default_factory=lambda: Log(person="i4", day="i4", end="i4"))

    @classmethod
    def none(cls, people: int) -> "Care":
        """Before the first month."""
        return cls(
            np.full(people, NEVER, dtype=np.int32),
            np.zeros(people, dtype=bool),
            np.zeros(people, dtype=bool),
            np.full(people, NEVER, dtype=np.int32),
            np.full(people, NEVER, dtype=np.int32),
        )


def before(
    dice: Dice,
    care: Care,
    people: People,
    homes: Homes,
    places: Places,
    bands: Array,
    frail: Array,
    needs: Array,
    window: Window,
) -> None:
    """Who lives in a care home, or has support at home, when the window opens."""
    here = (people.first_day <= window.start) & (people.kind == 0)
    who = befall(dice, np.minimum(by_band("social_care", "care_home_before")[bands] * frail, 0.8) * here)
    since = np.minimum(window.start - 1 - dice.exponential(650, len(who)).astype(np.int32), window.start - 1)
    _move_in(dice, care, homes, places, who, np.maximum(since, homes.since[:3, who].min(axis=0) + 1))
    chance = np.minimum(by_band("social_care", "community_before")[bands] / 1000 * needs, 0.8) * here
    helped = befall(dice, chance * (care.home_day == NEVER))
    care.package_day[helped] = window.start - 1 - dice.exponential(500, len(helped)).astype(np.int32)


def month(
    dice: Dice, care: Care, people: People, homes: Homes, places: Places, bands: Array, frail: Array, needs: Array,
    crisis: Array, recent: Array, ending: Array, taken: dict[str, Array], here: Array, first: int, last: int,
) -> None:  # fmt: skip
    """One month: reablement for some who leave hospital, requests, packages that begin and end, moves into care homes."""
    outside = here & (care.home_day == NEVER)
    _reable(dice, care, taken, bands, ending, outside)
    pressed = (1 + 0.5 * crisis) * (1 + 0.6 * recent)
    asks = happen(
        dice, by_band("social_care", "request")[bands] / 12_000 * needs * (1 + 0.25 * crisis) * outside * 0.75
    )
    day = dice.integers(first, last + 1, len(asks))
    real = (day >= people.first_day[asks]) & (day <= people.last_day[asks])
    asks, day = asks[real], day[real]
    care.requests.add(person=asks, day=day, route=COMMUNITY)
    _packages(dice, care, people, asks, day, first, last)
    hazard = (
        by_band("social_care", "care_home")[bands]
        / 12_000
        * frail
        * pressed
        * outside
        * 0.62
        / rate("social_care", "paid_by_council")
    )
    moves = np.union1d(befall(dice, np.minimum(hazard, 0.5)), np.flatnonzero(outside & (care.due <= last)))
    day = np.where(
        care.due[moves] < NEVER, np.maximum(care.due[moves], first), dice.integers(first, last + 1, len(moves))
    )
    real = (day >= people.first_day[moves]) & (day < people.last_day[moves]) & (people.kind[moves] == 0)
    _move_in(dice, care, homes, places, moves[real], day[real])


def finish(care: Care, people: People, window: Window) -> None:
    """Packages still running at the end are written down as such; none outlives its person."""
    del people
    open_ones = np.flatnonzero(care.package_day < NEVER)
    care.packages.add(person=open_ones, day=care.package_day[open_ones], end=NEVER)
    del window


def _reable(dice: Dice, care: Care, taken: dict[str, Array], bands: Array, ending: Array, outside: Array) -> None:
    who, leave = taken["person"], taken["leave"]
    share = np.array(rate("social_care", "reablement"))[bands[who]] * np.where(leave > taken["admit"], 1.25, 0.25)
    offered = chances(dice, share, len(who)) & ~ending[who] & outside[who]
    who, leave = who[offered], leave[offered]
    who, one = np.unique(who, return_index=True)
    leave = leave[one]
    start = leave + dice.choice([0, 0, 1, 1, 1, 2, 3], len(who))
    care.reablement.add(person=who, day=start, leave=leave)
    lost = who[chances(dice, rate("social_care", "loses_home"), len(who))]
    care.due[lost] = np.minimum(care.due[lost], start[np.isin(who, lost)] + dice.integers(25, 90, len(lost)))


def _packages(dice: Dice, care: Care, people: People, asks: Array, day: Array, first: int, last: int) -> None:
    granted = chances(dice, 0.16, len(asks)) & (care.package_day[asks] == NEVER)
    who, one = np.unique(asks[granted], return_index=True)
    care.package_day[who] = day[granted][one] + dice.integers(5, 40, len(who))
    running = care.package_day < first
    stops = running & (
        chances(dice, rate("social_care", "leaves_package_a_month"), len(running)) | (care.home_day < NEVER)
    )
    stops |= (care.package_day < NEVER) & (people.last_day <= last)
    who = np.flatnonzero(stops)
    end = np.minimum(np.minimum(dice.integers(first, last + 1, len(who)), care.home_day[who]), people.last_day[who])
    real = end >= care.package_day[who]
    care.packages.add(person=who[real], day=care.package_day[who[real]], end=end[real])
    care.package_day[who] = NEVER


def _move_in(dice: Dice, care: Care, homes: Homes, places: Places, who: Array, day: Array) -> None:
    care.home_day[who] = day
    care.council_pays[who] = chances(dice, rate("social_care", "paid_by_council"), len(who))
    care.nursing[who] = chances(dice, rate("social_care", "nursing"), len(who))
    into_care_home(dice, homes, places, who, day)


def reablement_length(dice: Dice, size: int) -> Array:
    """Days of reablement: mostly up to six weeks."""
    return lognormal(dice, rate("social_care", "reablement_days"), 0.4, size).clip(4, 84).astype(np.int32)
