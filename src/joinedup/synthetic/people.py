"""Who lives in the county: age, sex, background and the family each belongs to."""

from dataclasses import dataclass, field

import numpy as np

from joinedup.synthetic.dice import Array, Dice, chances, pick, stream
from joinedup.synthetic.families import Families, make_families
from joinedup.synthetic.naming import BACKGROUNDS
from joinedup.synthetic.settings import band, read
from joinedup.synthetic.window import NEVER, YEAR, Window

REGISTERED, VISITOR, UNREGISTERED, ELSEWHERE = 0, 1, 2, 3


@dataclass
class People:
    """One entry a person, the registered first. Days are day numbers; ``mother`` is a person's number or -1.

    ``first_day`` to ``last_day``: when the person is in the county's reach within the window (arrival or birth to
    leaving; death shortens it once known). ``kind``: registered, or why not.
    """

    kind: Array
    male: Array
    born: Array
    household: Array
    background: Array
    ethnic: Array
    mother: Array
    father: Array
    partner: Array
    first_day: Array
    last_day: Array
    joined: Array  # the day a person came into the county, long ago for most
    death_day: Array
    families: Families = field(repr=False)

    def __len__(self) -> int:
        return len(self.kind)

    def age_on(self, day: int) -> Array:
        """Age in years, fractional; below nought before birth."""
        return (day - self.born) / YEAR

    def here_on(self, day: int) -> Array:
        """Who lives, and is in the county's reach, on that day."""
        return np.asarray((self.first_day <= day) & (self.last_day >= day))

    def band_on(self, day: int) -> Array:
        """Five-year age band."""
        return band(np.maximum(self.age_on(day), 0))


def make_people(registered: int, window: Window, seed: int) -> People:
    """So many people on the register at some time of the window, and those whom services see besides."""
    others = round(registered * read("people")["off_register"]["share"])
    size = registered + others
    dice = stream(seed, "people")
    male, born = _ages(dice, size, window)
    families = make_families(stream(seed, "families"), male, born, window, registered)
    people = People(
        kind=np.zeros(size, dtype=np.int8),
        male=male,
        born=families.born,
        household=families.household,
        background=families.background,
        ethnic=_ethnic(dice, families.background),
        mother=families.mother,
        father=families.father,
        partner=families.partner,
        first_day=np.full(size, window.start),
        last_day=np.full(size, window.end),
        joined=np.full(size, -NEVER),
        death_day=np.full(size, NEVER),
        families=families,
    )
    _come_and_go(dice, people, window)
    _off_register(dice, people, registered, window)
    return people


def _ages(dice: Dice, size: int, window: Window) -> tuple[Array, Array]:
    female, male = (np.array(read("people")["age"][sex], dtype=float) for sex in ("female", "male"))
    drawn = pick(dice, np.append(female, male), size)
    bands, men = drawn % 20, (drawn // 20).astype(np.int8)
    age = bands * 5 + dice.random(size) * 5
    oldest = bands == 19
    age[oldest] = 95 + dice.exponential(2.2, int(oldest.sum())).clip(0, 14)
    # ages are those of the middle of the window; of the youngest, a share are born in its second half
    middle = (window.start + window.end) // 2
    born = middle - age * YEAR
    newborn = (bands == 0) & chances(dice, 0.26, size)
    born[newborn] = middle + dice.random(int(newborn.sum())) * (window.end - middle)
    return men, born.astype(np.int32)


def _ethnic(dice: Dice, background: Array) -> Array:
    ethnic = np.zeros(len(background), dtype="<U2")
    for code, group in enumerate(BACKGROUNDS):
        weights = read("people")["backgrounds"][group]["ethnic"]
        who = np.flatnonzero(background == code)
        ethnic[who] = np.array(list(weights))[pick(dice, list(weights.values()), len(who))]
    ethnic[chances(dice, 0.025, len(ethnic))] = "99"
    return ethnic


def _come_and_go(dice: Dice, people: People, window: Window) -> None:
    moves = read("people")["moves"]
    households = int(people.household.max()) + 1
    span = window.end - window.start + 1
    youth = np.maximum(people.age_on(window.start), 18)
    keen = np.where(youth < 35, 1.8, np.where(youth < 60, 0.9, 0.4))
    comes = chances(dice, moves["into_county"] * span / YEAR, households)[people.household] & (
        dice.random(len(people)) < keen / 1.8
    )
    arrival = window.start + dice.integers(0, span, households)
    people.joined[comes] = arrival[people.household][comes]
    leaves = chances(dice, moves["out_of_county"] * span / YEAR, households)[people.household] & (
        dice.random(len(people)) < keen / 1.8
    )
    gone = window.start + dice.integers(0, span, households)[people.household]
    leaves &= gone > people.joined + 60
    people.last_day[leaves] = gone[leaves]
    people.joined = np.maximum(people.joined, people.born)
    people.first_day = np.maximum(people.first_day, people.joined)
    people.last_day = np.maximum(people.last_day, people.first_day)


def _off_register(dice: Dice, people: People, registered: int, window: Window) -> None:
    who = np.arange(registered, len(people))
    shares = read("people")["off_register"]
    drawn = pick(
        dice, [shares["visitor"], shares["unregistered"], 1 - shares["visitor"] - shares["unregistered"]], len(who)
    )
    people.kind[who] = drawn + 1
    people.born[who] = np.minimum(people.born[who], window.start - 30)
    stay = np.where(drawn == 1, 400, 60) + dice.integers(0, 500, len(who))
    people.first_day[who] = window.start + dice.integers(0, window.end - window.start - 40, len(who))
    people.last_day[who] = np.minimum(people.first_day[who] + stay, window.end)
    people.joined[who] = people.first_day[who]
