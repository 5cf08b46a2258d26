"""Why people are admitted: a cause that fits age and conditions, and the other illnesses a coder adds."""

from typing import Any

import numpy as np
import polars as pl

from joinedup.synthetic import stays
from joinedup.synthetic.dice import Array, Dice, chances, pick
from joinedup.synthetic.health import CONDITIONS, Health
from joinedup.synthetic.settings import STAY_AGES, read
from joinedup.synthetic.writing import word

_KINDS = {
    stays.EMERGENCY: "emergency",
    stays.DAY_CASE: "day_case",
    stays.ELECTIVE: "elective",
    stays.MATERNITY: "maternity",
    stays.BIRTH: "birth",
}


def causes() -> list[list[Any]]:
    """Every cause of a stay, of all kinds: code, second code, HRG root, treatment function, weights by age."""
    found = [cause for name in _KINDS.values() for cause in read("diagnoses")[name]]
    listed = {cause[0] for cause in read("diagnoses")["emergency"]}
    return found + [
        [code, "", "WH13", "300", [0] * 6] for _, code, _ in read("diagnoses")["driven"] if code not in listed
    ]


def diagnose(dice: Dice, health: Health, rows: dict[str, Array], age: Array) -> dict[str, Array]:
    """``cause``: a number into ``causes()`` for each stay."""
    group = np.searchsorted(STAY_AGES, age, side="right")
    cause, first = np.zeros(len(age), dtype=np.int16), 0
    for kind, name in _KINDS.items():
        table = read("diagnoses")[name]
        weights = np.array([row[4] for row in table], dtype=float)
        for number in range(6):
            who = np.flatnonzero((rows["kind"] == kind) & (group == number))
            cause[who] = first + pick(dice, weights[:, number], len(who))
        first += len(table)
    codes, listed = [row[0] for row in causes()], {row[0] for row in read("diagnoses")["emergency"]}
    for condition, code, share in read("diagnoses")["driven"]:
        has = health.diagnosed[CONDITIONS.index(condition)][rows["person"]] <= rows["admit"]
        hit = has & (rows["kind"] == stays.EMERGENCY) & chances(dice, share, len(age))
        cause[hit] = codes.index(code) if code in listed else len(codes) - 1 - codes[::-1].index(code)
    return {"cause": cause}


def diagnosis_lists(dice: Dice, health: Health, spells: dict[str, Array]) -> tuple[pl.Series, dict[str, pl.Series]]:
    """All codes of each stay, the primary first, with commas between; and primary, procedure, function, HRG apart."""
    table, who = causes(), spells["person"]
    coded = health.mask(who, spells["admit"]) & dice.integers(0, 1 << len(CONDITIONS), len(who))
    coded |= health.mask(who, spells["admit"]) & dice.integers(0, 1 << len(CONDITIONS), len(who))
    coded[np.isin(spells["kind"], (stays.MATERNITY, stays.BIRTH))] = 0
    kinds, of = np.unique(coded, return_inverse=True)
    others = [figures["code"] for figures in read("conditions").values()]
    also = pl.Series(
        ["".join("," + code for place, code in enumerate(others) if bits >> place & 1) for bits in kinds.tolist()],
        dtype=pl.String,
    )
    urgent = spells["kind"] == stays.EMERGENCY
    emergencies = len(
        read("diagnoses")["emergency"]
    )  # their second code is how it came about; planned stays' is what was done
    second = pl.Series(["," + row[1] if row[1] and place < emergencies else "" for place, row in enumerate(table)])
    falls = read("diagnoses")["falls_codes"]
    fell = (
        np.array([row[0][0] == "S" and row[1].startswith("W") for row in table])[spells["cause"]]
        & (spells["age"] >= 65)
        & urgent
    )
    cause_of_fall = second.gather(spells["cause"]).zip_with(
        pl.Series(~fell), pl.Series(["," + code for code in falls]).gather(dice.integers(0, len(falls), len(fell)))
    )
    primary = word([row[0] for row in table], spells["cause"])
    everything = primary + cause_of_fall + also.gather(of.ravel())
    done = [row[1] if place >= emergencies else "" for place, row in enumerate(table)]
    procedure = word(done, spells["cause"])
    return everything, {
        "primary": primary,
        "procedure": procedure.set(procedure == "", None),
        "function": word([row[3] for row in table], spells["cause"]),
        "group": word([row[2] for row in table], spells["cause"]) + word(list("ABCD"), dice.integers(0, 4, len(who))),
    }
