"""Families: couples, mothers and children, twins, father and son of one name, strangers with one name and birthday."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from joinedup.synthetic.dice import Array, Dice, chances, pick
from joinedup.synthetic.naming import BACKGROUNDS, MONONYM, family_names, given_names, names
from joinedup.synthetic.settings import band, read
from joinedup.synthetic.window import NEVER, YEAR, Window, date_of

Settings = dict[str, Any]


@dataclass
class Families:
    """One entry a person; persons are numbers, -1 for none, names are numbers into ``naming.names().words``.

    ``family`` is the name in use now, ``birth_family`` the name before marriage, ``second_family`` the second half of a
    hyphenated name (-1: none), ``married`` the day of marriage or NEVER.
    """

    born: Array
    household: Array
    background: Array
    mother: Array
    father: Array
    partner: Array
    twin: Array
    namesake: Array
    double: Array
    given: Array
    middle: Array
    family: Array
    birth_family: Array
    second_family: Array
    married: Array


def make_families(dice: Dice, male: Array, born: Array, window: Window, registered: int) -> Families:
    """Puts people into households and names them; birthdays of twins and doubles are made to agree."""
    size, settings = len(male), read("people")["families"]
    none = np.full(size, -1, dtype=np.int32)
    made = Families(born.copy(), none.copy(), np.zeros(size, dtype=np.int16), *(none.copy() for _ in range(12)))
    made.married = np.full(size, NEVER, dtype=np.int32)
    age = (window.end - born) / YEAR
    # people off the register keep to themselves: each a household of one, so that no family is half on it
    head = np.arange(size) < registered
    _couples(dice, made, male, age, head, settings)
    _singles(dice, made, age, head, settings)
    _children(dice, made, male, age, head)
    left = np.flatnonzero(made.household < 0)
    made.household[left] = made.household.max() + 1 + np.arange(len(left))
    _backgrounds(dice, made, age, settings)
    _twins(dice, made, age, registered, settings)
    _names(dice, made, male, age, window, settings)
    _namesakes(dice, made, male, settings)
    _doubles(dice, made, male, registered, settings)
    _january(dice, made)
    _doubles_elsewhere(dice, made, male, age, registered, settings)
    return made


def _couples(dice: Dice, made: Families, male: Array, age: Array, head: Array, settings: Settings) -> None:
    wanted = chances(dice, np.array(settings["couple_by_band"])[band(np.maximum(age, 0))], len(age)) & head & (age > 20)
    women, men = np.flatnonzero(wanted & (male == 0)), np.flatnonzero(wanted & (male == 1))
    women = women[np.argsort(age[women] + dice.normal(2.2, 2.5, len(women)), kind="stable")]
    men = men[np.argsort(age[men] + dice.normal(0, 2.5, len(men)), kind="stable")]
    pairs = min(len(women), len(men))
    women, men = (who[np.round(np.linspace(0, len(who) - 1, pairs)).astype(int)] for who in (women, men))
    made.partner[women], made.partner[men] = men, women
    made.household[women] = made.household[men] = np.arange(pairs)


def _singles(dice: Dice, made: Families, age: Array, head: Array, settings: Settings) -> None:
    """Grown people without a partner: alone, sharing, or (the young) left for ``_children`` to place with a parent."""
    alone = np.flatnonzero((made.household < 0) & (age >= 19) & head)
    home = chances(dice, settings["with_parents"], len(alone)) & (age[alone] < 27)
    alone = alone[~home]
    households = made.household.max() + 1 + np.arange(len(alone))
    shares = np.flatnonzero((age[alone] < 45) & chances(dice, settings["share_a_home"], len(alone)))
    households[shares[1::2]] = households[shares[: len(shares) // 2 * 2 : 2]]
    made.household[alone] = households


def _children(dice: Dice, made: Families, male: Array, age: Array, head: Array) -> None:
    young = np.flatnonzero((made.household < 0) & (age < 27) & head)
    weight = np.where(made.partner >= 0, 1.0, 0.45)
    mothers = np.flatnonzero(
        (male == 0) & (made.household >= 0) & (age > 17) & (age < 75) & (dice.random(len(age)) < weight)
    )
    if not len(young) or not len(mothers):
        return
    mothers = mothers[np.argsort(age[mothers], kind="stable")]
    wish = np.maximum(age[young], 0) + dice.normal(31.6, 5.3, len(young)).clip(17.5, 45)
    place = np.searchsorted(age[mothers], wish)
    mother = mothers[_fewest(dice, place, len(mothers))]
    fits = (age[mother] - age[young] > 15.5) & (age[mother] - age[young] < 48)
    made.mother[young[fits]] = mother[fits]
    made.father[young[fits]] = made.partner[mother[fits]]
    made.household[young[fits]] = made.household[mother[fits]]


def _fewest(dice: Dice, place: Array, size: int) -> Array:
    """For each wish a number near it, of two drawn the one chosen less often so far: few families grow very large."""
    chosen, many = np.zeros(len(place), dtype=np.int64), np.zeros(size, dtype=np.int64)
    reach = max(3, size // 200)
    for part in np.array_split(dice.permutation(len(place)), 6):
        pair = (place[part] + dice.integers(-reach, reach + 1, (2, len(part)))).clip(0, size - 1)
        chosen[part] = np.where(many[pair[0]] <= many[pair[1]], pair[0], pair[1])
        np.add.at(many, chosen[part], 1)
    return chosen


def _backgrounds(dice: Dice, made: Families, age: Array, settings: Settings) -> None:
    groups = read("people")["backgrounds"]
    shares = np.array([group["share"] for group in groups.values()])
    households = int(made.household.max()) + 1
    of_household = pick(dice, shares, households)
    background = of_household[made.household]
    old_british = (age > 70) & (background > 1) & chances(dice, 0.6, len(age))  # the old are less mixed
    background[old_british] = 0
    mixed = np.flatnonzero((made.partner > np.arange(len(age))) & chances(dice, settings["mixed_couple"], len(age)))
    background[mixed] = pick(dice, shares, len(mixed))
    children = np.flatnonzero(made.mother >= 0)
    background[children] = background[np.where(made.father >= 0, made.father, made.mother)[children]]
    made.background = background.astype(np.int16)


def _twins(dice: Dice, made: Families, age: Array, registered: int, settings: Settings) -> None:
    """A twin takes birthday, parents and home of the other; grown twins share parents' name but not the home."""
    for low, high, share, same_home in ((-9, 19, settings["twins"], True), (25, 80, settings["twins_grown"], False)):
        who = np.flatnonzero((age > low) & (age <= high) & (np.arange(len(age)) < registered))
        who = who[np.argsort(age[who], kind="stable")]
        starts = np.flatnonzero(chances(dice, share / 2, max(len(who) - 1, 0)))
        starts = starts[np.diff(starts, prepend=-9) > 1]
        one, other = who[starts], who[starts + 1]
        if same_home:
            kept = (made.mother[one] >= 0) & (made.mother[other] >= 0)
            one, other = one[kept], other[kept]
            for kin in (made.mother, made.father, made.household):
                kin[other] = kin[one]
        made.born[other], made.background[other] = made.born[one], made.background[one]
        made.twin[one], made.twin[other] = other, one


def _names(dice: Dice, made: Families, male: Array, age: Array, window: Window, settings: Settings) -> None:
    size = len(male)
    year = np.array([date_of(window.end).year]) - np.floor(age)
    english = np.array([read("people")["backgrounds"][group].get("english_name", 0) for group in BACKGROUNDS])
    spoken = np.where(chances(dice, english[made.background], size), 0, made.background)
    made.given = given_names(dice, spoken, male.astype(np.int64), year)
    second = given_names(dice, spoken, male.astype(np.int64), year - 25)
    made.middle = np.where(chances(dice, settings["middle_name"], size) & (second != made.given), second, -1)
    made.birth_family = family_names(dice, made.background)
    alone = made.background == MONONYM
    made.given[alone], made.middle[alone] = made.birth_family[alone], -1
    made.family = made.birth_family.copy()
    _marry(dice, made, male, age, window, settings)
    children = np.flatnonzero(made.mother >= 0)
    parent = np.where((made.father >= 0) & chances(dice, 0.9, size), made.father, made.mother)[children]
    for kept in (made.family, made.second_family):
        kept[children] = kept[parent]
    made.birth_family[children] = made.family[children]
    twins = np.flatnonzero(made.twin > np.arange(size))
    other = made.twin[twins]
    made.birth_family[other], made.middle[other] = made.birth_family[twins], -1
    grown = made.partner[other] < 0
    made.family[other[grown]] = made.birth_family[other[grown]]
    _name_twins(dice, made, male, twins, other, settings)


def _name_twins(dice: Dice, made: Families, male: Array, one: Array, other: Array, settings: Settings) -> None:
    """No twins share a given name; some share its first letter."""
    first = names().words.str.slice(0, 1).to_numpy()
    alike = chances(dice, settings["twins_same_initial"], len(one))
    for _ in range(40):
        wrong = (made.given[one] == made.given[other]) | (alike & (first[made.given[one]] != first[made.given[other]]))
        again = other[wrong]
        years = np.full(len(again), 2010)
        made.given[again] = given_names(dice, made.background[again], male[again].astype(np.int64), years)


def _marry(dice: Dice, made: Families, male: Array, age: Array, window: Window, settings: Settings) -> None:
    wives = np.flatnonzero((made.partner >= 0) & (male == 0))
    drawn = dice.random(len(wives))
    takes = wives[drawn < settings["one_name"]]
    joins = wives[(drawn >= settings["one_name"]) & (drawn < settings["one_name"] + settings["hyphenated"])]
    made.second_family[joins] = made.family[made.partner[joins]]
    made.family[takes] = made.family[made.partner[takes]]
    wed = np.append(takes, joins)
    years = dice.random(len(wed)) * np.maximum(age[wed] - 21, 0.3)
    made.married[wed] = window.end - (years * YEAR).astype(np.int64)


def _namesakes(dice: Dice, made: Families, male: Array, settings: Settings) -> None:
    sons = np.flatnonzero((made.father >= 0) & (male == 1))
    sons = sons[chances(dice, settings["father_and_son"], len(sons)) & (made.twin[sons] < 0)]
    fathers = made.father[sons]
    made.given[sons], made.family[sons], made.second_family[sons] = (
        made.given[fathers],
        made.family[fathers],
        made.second_family[fathers],
    )
    made.birth_family[sons] = made.family[sons]
    made.namesake[sons] = fathers


def _doubles(dice: Dice, made: Families, male: Array, registered: int, settings: Settings) -> None:
    pairs = max(1, round(registered * settings["doppelgangers"] / 2))
    free = np.flatnonzero(
        (np.arange(len(male)) < registered) & (made.twin < 0) & (made.mother < 0) & (made.namesake < 0)
    )
    free = free[np.lexsort((made.born[free], male[free]))]
    places = np.unique(dice.integers(0, len(free) - 9, pairs) // 8 * 8)
    one, other = free[places], free[places + dice.integers(1, 8, len(places))]
    same = male[one] == male[other]
    one, other = one[same], other[same]
    for name in ("born", "given", "middle", "family", "birth_family", "second_family", "background"):
        values = getattr(made, name)
        values[other] = values[one]
    made.double[one], made.double[other] = other, one


def _doubles_elsewhere(
    dice: Dice, made: Families, male: Array, age: Array, registered: int, settings: Settings
) -> None:
    """Somebody off the register has the name and birthday of somebody on it: no match is right for them."""
    others = np.flatnonzero(
        chances(dice, settings["doubles_elsewhere"], len(male)) & (np.arange(len(male)) >= registered)
    )
    for sex in (0, 1):
        ours = np.flatnonzero((male[:registered] == sex) & (age[:registered] > 5))
        theirs = others[male[others] == sex]
        like = ours[dice.integers(0, len(ours), len(theirs))]
        for name in ("born", "given", "middle", "family", "birth_family", "second_family", "background"):
            values = getattr(made, name)
            values[theirs] = values[like]
        made.double[theirs] = like


def _january(dice: Dice, made: Families) -> None:
    """People whose true birthday nobody knows: 1 January everywhere, on the register too."""
    share = np.array([read("people")["backgrounds"][group]["january"] for group in BACKGROUNDS])
    free = (made.twin < 0) & (made.double < 0) & (made.mother < 0)
    unsure = np.flatnonzero(chances(dice, share[made.background], len(made.born)) & free)
    years = made.born[unsure].astype("datetime64[D]").astype("datetime64[Y]")
    made.born[unsure] = years.astype("datetime64[D]").astype(np.int32)
