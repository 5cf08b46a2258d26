"""Stays in community hospital beds, days delayed in mental health hospitals, and how full every hospital was each day.

Each has dice of its own, so that what the other extracts tell stays as it was.
"""

import numpy as np
import polars as pl

from joinedup.synthetic import stays
from joinedup.synthetic.dice import Array, chances, lognormal, pick, stream
from joinedup.synthetic.records import Known, Records
from joinedup.synthetic.settings import rate, read
from joinedup.synthetic.state import County, Occupied
from joinedup.synthetic.window import NEVER, YEAR, dates
from joinedup.synthetic.writing import Extracts, keys, word


def write_community_stays(extracts: Extracts, known: Known, county: County, index: Records, provider: str) -> None:
    """csds_spells: some of the old go from a general hospital to a community bed, until they leave or are ill again."""
    dice, end = stream(known.seed, "community beds"), county.window.end
    rows = county.stays.rows
    order = np.lexsort((rows["admit"], rows["person"]))
    who, leave, kind = (rows[name][order] for name in ("person", "leave", "kind"))
    again = np.where(np.append(who[1:] == who[:-1], False), np.append(rows["admit"][order][1:], NEVER), NEVER)
    old = (leave - county.people.born[who]) / YEAR >= rate("community_bed", "from_age")
    seen = np.isin(who, index.person) & (leave >= county.window.start) & (leave <= end)
    went = (kind == stays.EMERGENCY) & old & seen & chances(dice, rate("community_bed", "share"), len(who))
    nights = 2 + np.floor(lognormal(dice, rate("community_bed", "nights"), 0.7, len(who))).astype(np.int32)
    out = np.minimum(np.minimum(leave + nights, again), county.people.last_day[who])
    went &= out > leave
    order = np.lexsort((who[went], leave[went]))
    who, came, out = who[went][order], leave[went][order], out[went][order]
    waited = np.minimum(np.where(chances(dice, 0.3, len(who)), dice.integers(1, 8, len(who)), 0), out - came)
    extracts.write(
        "csds_spells",
        pl.DataFrame(
            {
                "hospital_provider_spell_identifier": keys("CB", len(who)),
                "provider_code": word([provider], np.zeros(len(who), dtype=int)),
                "local_patient_identifier": index.id_of(who, came),
                "start_date_hospital_provider_spell": dates(came),
                "discharge_date_hospital_provider_spell": dates(np.where(out > end, NEVER, out)),
                "discharge_ready_date": dates(np.where(out > end, NEVER, out - waited)),
            }
        ),
    )
    county.occupied.append(Occupied(provider, "community", came, out))


def write_mental_delays(
    extracts: Extracts, known: Known, county: County, index: Records, provider: str, rows: tuple[Array, Array, Array]
) -> None:
    """mhsds_delays, of the stays written: person, first and last day, in the order of their keys."""
    dice, end = stream(known.seed, "mental health delays"), county.window.end
    who, day, leave = rows
    may = (leave - day >= 2) & (leave < county.people.death_day[who]) & (leave <= end)
    delayed = may & (leave - day >= 14) & chances(dice, rate("mental_health", "delayed"), len(who))
    if may.any() and not delayed.any():  # a county too small to have one by chance has one all the same
        delayed[np.argmax(np.where(may, leave - day, 0))] = True
    length = 1 + np.floor(lognormal(dice, rate("mental_health", "delay_days"), 0.8, len(who))).astype(np.int32)
    start = np.maximum(leave - length, day + 1)
    rows_ = np.flatnonzero(delayed & (start <= end))
    rows_ = rows_[np.argsort(start[rows_], kind="stable")]
    reasons = read("services")["mental_health"]["delay_reasons"]
    reason = pick(dice, [share for _, share, _ in reasons], len(rows_))
    extracts.write(
        "mhsds_delays",
        pl.DataFrame(
            {
                "OrgIDProv": word([provider], np.zeros(len(rows_), dtype=int)),
                "LocalPatientId": index.id_of(who[rows_], day[rows_]),
                "UniqHospProvSpellID": keys("MS", len(who)).gather(rows_),
                "StartDateDelayDisch": dates(start[rows_]),
                "EndDateDelayDisch": dates(np.where(leave > end, NEVER, leave)[rows_]),
                "DelayDischReason": word([code for code, _, _ in reasons], reason),
                "AttribToIndic": word([whose for _, _, whose in reasons], reason),
            }
        ),
    )


def write_beds(extracts: Extracts, county: County) -> None:
    """beds: how many were open and occupied at the end of each day, by hospital."""
    first, last = county.window.start, county.window.end
    days = np.arange(first, last + 1)
    frames = []
    for one in county.occupied:
        change = np.zeros(len(days) + 1, dtype=np.int64)
        inside = (one.out > first) & (one.came <= last)
        np.add.at(change, np.clip(one.came[inside] - first, 0, len(days)), 1)
        np.add.at(change, np.clip(one.out[inside] - first, 0, len(days)), -1)
        full = change.cumsum()[:-1]
        beds = int(np.ceil(np.quantile(full, 0.98) * 1.04)) + 1
        frames.append(
            pl.DataFrame(
                {
                    "Provider_Code": word([one.provider], np.zeros(len(days), dtype=int)),
                    "Bed_Kind": word([one.kind], np.zeros(len(days), dtype=int)),
                    "Day": dates(days),
                    "Beds_Open": pl.Series(np.maximum(full, beds)),
                    "Beds_Occupied": pl.Series(full),
                }
            )
        )
    extracts.write("beds", pl.concat(frames))
