"""The GP register and the conditions on the GP record."""

import numpy as np
import polars as pl

from joinedup.synthetic.dice import Array, chances, stream
from joinedup.synthetic.health import CONDITIONS, Health
from joinedup.synthetic.people import REGISTERED
from joinedup.synthetic.records import Known, make_records
from joinedup.synthetic.window import NEVER, Window, dates
from joinedup.synthetic.writing import Extracts


def write_register(extracts: Extracts, known: Known, window: Window) -> None:
    """gp_register: a row for each period; the name and address are those held then, with few slips."""
    rows = _periods(known, window)
    order = np.lexsort((rows["start"], known.numbers[rows["person"]]))
    rows = {name: column[order] for name, column in rows.items()}
    who = rows["person"]
    records = make_records(known, "gp", "", who, rows["start"], rows["start"])
    frame, dice = records.frame, stream(known.seed, "register")
    places, people = known.places, known.people
    died = (people.death_day[who] < NEVER) & rows["final"] & chances(dice, 0.95, len(who))
    extracts.write(
        "gp_register",
        pl.DataFrame(
            {
                "NHS_NO": pl.Series(known.numbers[who]).cast(pl.String),
                "FAMILY_NAME": frame["family"],
                "GIVEN_NAME": frame["given"],
                "OTHER_GIVEN_NAME": frame["middle"],
                "GENDER": frame["gender"],
                "DATE_OF_BIRTH": frame["born"],
                "DATE_OF_DEATH": dates(people.death_day[who], died),
                "ADDRESS_LINE1": places.address_lines(rows["postcode"], rows["number"]),
                "POSTCODE": places.postcode_text(rows["postcode"]),
                "ETHNIC_CATEGORY": pl.Series(people.ethnic[who].tolist()),
                "GP_PRACTICE_CODE": places.practice_codes.gather(rows["practice"]),
                "REGISTRATION_START_DATE": dates(rows["start"]),
                "REGISTRATION_END_DATE": dates(rows["end"]),
            }
        ),
    )


def write_conditions(extracts: Extracts, known: Known, health: Health) -> None:
    """gp_conditions: a row for each person on the register and diagnosis."""
    people = known.people
    number, who = np.nonzero(health.diagnosed <= np.where(people.kind == REGISTERED, people.last_day, -NEVER))
    order = np.lexsort((number, known.numbers[who]))
    number, who = number[order], who[order]
    extracts.write(
        "gp_conditions",
        pl.DataFrame(
            {
                "NHS_NO": pl.Series(known.numbers[who]).cast(pl.String),
                "CONDITION": pl.Series(CONDITIONS).gather(number),
                "DIAGNOSIS_DATE": dates(health.diagnosed[number, who]),
            }
        ),
    )


def _periods(known: Known, window: Window) -> dict[str, Array]:
    """Each home that the register came to know becomes a period; the next one, leaving or death ends it."""
    people, homes = known.people, known.homes
    told = np.sort(np.where(homes.told <= np.minimum(people.last_day, window.end), homes.told, NEVER), axis=0)
    order = np.argsort(
        np.where(homes.told <= np.minimum(people.last_day, window.end), homes.told, NEVER), axis=0, kind="stable"
    )
    told[0] = np.minimum(told[0], people.last_day)
    told = np.maximum(told, people.joined)
    number, who = np.nonzero((told < NEVER) & (people.kind == REGISTERED))
    start = told[number, who]
    following = np.where(number < 3, told[np.minimum(number + 1, 3), who], NEVER)
    end = np.where(following < NEVER, following - 1, NEVER)
    final = following >= NEVER
    gone = final & (people.last_day[who] < window.end)
    gone |= final & (people.death_day[who] < NEVER)
    end[gone] = people.last_day[who][gone]
    real = (end >= start) | (end >= NEVER)
    home = order[number, who]
    unset = homes.told[home, who] >= NEVER
    home[unset] = 0
    rows = {
        "person": who.astype(np.int32),
        "start": start,
        "end": end,
        "final": final,
        "postcode": homes.postcode[home, who],
        "number": homes.number[home, who],
        "practice": homes.practice[home, who].astype(np.int32),
    }
    return {name: column[real] for name, column in rows.items()}
