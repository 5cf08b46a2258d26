"""Deaths registered, with place and cause; people off the register die too."""

import numpy as np
import polars as pl

from joinedup.synthetic.dice import Array, Dice, chances, pick, stream
from joinedup.synthetic.health import CONDITIONS
from joinedup.synthetic.records import Known, Records, make_records
from joinedup.synthetic.settings import rate, read
from joinedup.synthetic.state import County
from joinedup.synthetic.window import NEVER, YEAR, dates
from joinedup.synthetic.writing import Extracts, word

PLACES = ["Home", "Hospital", "Care home", "Hospice", "Elsewhere"]


def write_deaths(extracts: Extracts, known: Known, county: County) -> Records:
    """deaths: a row for each death of the window."""
    dice, people = stream(known.seed, "deaths"), known.people
    who = np.flatnonzero(people.death_day < NEVER)
    who = who[np.lexsort((who, people.death_day[who]))]
    day = people.death_day[who]
    index = make_records(known, "deaths", "D", who, day, day)
    place = _place(dice, county, who, day)
    registered = day + 1 + dice.exponential(6, len(who)).astype(np.int32)
    registered[chances(dice, 0.04, len(who))] += 90  # the coroner
    registered = np.minimum(registered, np.maximum(day, county.window.end))  # what is not registered has not arrived
    extracts.write(
        "deaths",
        index.frame.select(
            dates(day).alias("DATE_OF_DEATH"),
            dates(registered).alias("DATE_OF_REGISTRATION"),
            word(PLACES, place).alias("PLACE_OF_DEATH"),
            _cause(dice, county, who, day).alias("UNDERLYING_CAUSE"),
            DEATH_RECORD_ID="id",
            NHS_NO="number",
            FAMILY_NAME="family",
            GIVEN_NAME="given",
            GENDER="gender",
            DATE_OF_BIRTH="born",
            ADDRESS_LINE1="address",
            POSTCODE="postcode",
        ),
    )
    return index


def _place(dice: Dice, county: County, who: Array, day: Array) -> Array:
    in_hospital = np.zeros(len(county.people), dtype=bool)
    stays = county.stays.rows
    in_hospital[stays["person"][stays["fatal"]]] = True
    hospice = rate("death", "hospice") / (1 - rate("death", "hospice"))
    place = np.where(chances(dice, hospice, len(who)), 3, np.where(chances(dice, 0.07, len(who)), 4, 0))
    place = np.where((county.care.home_day[who] <= day) & chances(dice, 0.95, len(who)), 2, place)
    return np.where(in_hospital[who], 1, place)


def _cause(dice: Dice, county: County, who: Array, day: Array) -> pl.Series:
    settings = read("services")["deaths"]
    codes = [code for code, _ in settings["causes"]] + [code for _, code, _ in settings["driven"]]
    group = np.searchsorted([45, 75], (day - county.people.born[who]) / YEAR, side="right")
    cause = np.zeros(len(who), dtype=np.int64)
    for number in range(3):
        here = np.flatnonzero(group == number)
        cause[here] = pick(dice, [weights[number] for _, weights in settings["causes"]], len(here))
    for place, (condition, _, share) in enumerate(settings["driven"]):
        has = county.health.diagnosed[CONDITIONS.index(condition)][who] <= day
        cause[has & chances(dice, share, len(who))] = len(settings["causes"]) + place
    return word(codes, cause)
