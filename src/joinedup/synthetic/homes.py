"""Where people live and with which practice they are registered: moves, care homes, practices told late."""

from dataclasses import dataclass

import numpy as np

from joinedup.synthetic.dice import Array, Dice, chances, stream
from joinedup.synthetic.people import ELSEWHERE, REGISTERED, VISITOR, People
from joinedup.synthetic.places import ABROAD, NO_FIXED_ABODE, Places, practice_for
from joinedup.synthetic.settings import read
from joinedup.synthetic.window import NEVER, YEAR, Window

CARE_HOME = 3  # the last of the four homes a person can have had


@dataclass
class Homes:
    """Four homes a person, earliest first: arrays of shape (4, people); the fourth is a care home.

    ``since``: the day the person came to live there (NEVER: not used); ``told``: the day the practice's register knew;
    ``number``: house number, or minus one less than the care home's number; ``practice``: -1 for people off the
    register.
    """

    postcode: Array
    number: Array
    since: Array
    told: Array
    practice: Array

    def at(self, who: Array, day: Array, *, known: bool = False) -> Array:
        """Which home (0 to 3) each of ``who`` had on ``day``; with ``known``, which one the register held."""
        begun = self.told if known else self.since
        which = np.zeros(len(who), dtype=np.int8)
        for number in range(1, 4):
            which[begun[number][who] <= day] = number
        return which


def make_homes(people: People, places: Places, window: Window, seed: int) -> Homes:
    """Homes of everybody over the last nine years."""
    dice = stream(seed, "homes")
    size = len(people)
    homes = Homes(
        np.full((4, size), -1, dtype=np.int32),
        np.zeros((4, size), dtype=np.int32),
        np.full((4, size), NEVER, dtype=np.int32),
        np.full((4, size), NEVER, dtype=np.int32),
        np.full((4, size), -1, dtype=np.int16),
    )
    _first_homes(dice, people, places, homes, window)
    for number in (1, 2):
        _move(dice, people, places, homes, window, number)
    _off_register(dice, people, places, homes)
    return homes


def into_care_home(dice: Dice, homes: Homes, places: Places, who: Array, day: Array) -> None:
    """Moves each of ``who`` into a care home on ``day``; half of them change practice to the home's own."""
    home = dice.integers(0, len(places.care_home_postcode), len(who))
    homes.postcode[CARE_HOME, who] = places.care_home_postcode[home]
    homes.number[CARE_HOME, who] = -home - 1
    homes.since[CARE_HOME, who] = day
    before = homes.practice[homes.at(who, day, known=True), who]
    own = places.practice_of_area[places.area_of_postcode[places.care_home_postcode[home]]]
    homes.practice[CARE_HOME, who] = np.where(chances(dice, 0.5, len(who)) & (before >= 0), own, before)
    homes.told[CARE_HOME, who] = day + dice.exponential(30, len(who)).astype(np.int32)


def _first_homes(dice: Dice, people: People, places: Places, homes: Homes, window: Window) -> None:
    households = int(people.household.max()) + 1
    postcode = dice.integers(0, places.inside_postcodes, households).astype(np.int32)
    over = chances(dice, read("people")["areas"]["outside"], households)
    postcode[over] = dice.integers(places.inside_postcodes, len(places.postcodes), int(over.sum()))
    _doubles_near(people, places, postcode, dice)
    homes.postcode[0] = postcode[people.household]
    homes.number[0] = _house_numbers(postcode)[people.household]
    homes.practice[0] = practice_for(dice, places, postcode)[people.household]
    long_ago = window.start - (dice.random(households) * 24 * YEAR).astype(np.int32) - 1
    homes.since[0] = np.maximum(np.maximum(long_ago[people.household], people.joined), people.born)
    homes.told[0] = homes.since[0] + dice.integers(2, 30, len(people))


def _doubles_near(people: People, places: Places, postcode: Array, dice: Dice) -> None:
    """Two people of one name and birthday live in one town: their postcodes lie a few apart."""
    double = people.families.double
    one = np.flatnonzero(double > np.arange(len(double)))
    near = postcode[people.household[one]] + dice.integers(2, 40, len(one))
    postcode[people.household[double[one]]] = near % places.inside_postcodes


def _house_numbers(postcode: Array) -> Array:
    order = np.argsort(postcode, kind="stable")
    first = np.searchsorted(postcode[order], postcode[order], side="left")
    number = np.empty(len(postcode), dtype=np.int32)
    number[order] = np.arange(len(order)) - first + 1
    return number


def _move(dice: Dice, people: People, places: Places, homes: Homes, window: Window, number: int) -> None:
    """The household's next move; the second comes after the first."""
    moves = read("people")["moves"]
    households = int(people.household.max()) + 1
    years = moves["years_of_history"] + 3
    again = chances(dice, 1 - np.exp(-moves["households"] * years / number), households)
    begin = window.end - int(years * YEAR)
    day = begin + (dice.random(households) * (window.end - begin)).astype(np.int32)
    postcode = dice.integers(0, places.inside_postcodes, households).astype(np.int32)
    house = dice.integers(1, 60, households)
    same = chances(dice, moves["same_practice"], households)
    practice = practice_for(dice, places, postcode)
    lag = dice.exponential(moves["register_lag_days"], households).astype(np.int32)
    of = people.household
    earlier = homes.since[number - 1]
    goes = again[of] & (day[of] > earlier + 90) & (day[of] < people.last_day - 30) & (earlier < NEVER)
    goes &= people.kind == REGISTERED
    homes.since[number][goes] = day[of][goes]
    homes.told[number][goes] = np.maximum(day[of] + lag[of], homes.told[number - 1] + 1)[goes]
    homes.postcode[number][goes] = postcode[of][goes]
    homes.number[number][goes] = house[of][goes]
    stays = same[of] & (homes.practice[number - 1] >= 0)
    homes.practice[number][goes] = np.where(stays, homes.practice[number - 1], practice[of])[goes]


def _off_register(dice: Dice, people: People, places: Places, homes: Homes) -> None:
    homes.practice[:, people.kind != REGISTERED] = -1
    visitors = np.flatnonzero((people.kind == VISITOR) & chances(dice, 0.7, len(people)))
    homes.postcode[0, visitors] = dice.integers(places.inside_postcodes, len(places.postcodes), len(visitors))
    elsewhere = np.flatnonzero(people.kind == ELSEWHERE)
    homes.postcode[0, elsewhere] = np.where(chances(dice, 0.6, len(elsewhere)), NO_FIXED_ABODE, ABROAD)
