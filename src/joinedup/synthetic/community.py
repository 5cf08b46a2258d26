"""What community and mental health services send: patients, referrals, contacts and stays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from joinedup.synthetic import beds
from joinedup.synthetic.dice import Array, Dice, chances, lognormal, pick, stream
from joinedup.synthetic.hospital import seen_between
from joinedup.synthetic.records import Known, Records, make_records
from joinedup.synthetic.settings import by_band, rate, read
from joinedup.synthetic.state import County, Occupied
from joinedup.synthetic.window import NEVER, YEAR, dates, to_working_day
from joinedup.synthetic.writing import Extracts, keys, word


@dataclass
class Caseload:
    """Referrals in order of day, and their contacts in order of day; ``of`` is each contact's referral."""

    person: Array
    day: Array
    team: Array
    discharge: Array
    of: Array
    contact_day: Array
    last_contact: Array


def make_caseload(
    dice: Dice, county: County, rows: dict[str, Array], teams: list[list[Any]], ages: tuple[int, ...], mean: Array
) -> Caseload:
    """Chooses a team for each referral and spreads its contacts; ``mean``: contacts expected of each referral's age."""
    order = np.lexsort((rows["person"], rows["day"]))
    rows = {name: column[order] for name, column in rows.items()}
    kept = (rows["day"] <= county.people.last_day[rows["person"]]) & (rows["day"] <= county.window.end)
    who, day, mean = rows["person"][kept], rows["day"][kept], mean[order][kept]
    discharge = rows.get("discharge", np.zeros(len(kept), dtype=bool))[kept]
    group = np.searchsorted(ages, (day - county.people.born[who]) / YEAR, side="right")
    team = np.zeros(len(who), dtype=np.int16)
    for number in range(len(ages) + 1):
        here = np.flatnonzero(group == number)
        team[here] = pick(dice, [row[1][number] for row in teams], len(here))
    many = np.array([row[2] for row in teams])[team]
    count = 1 + np.floor(lognormal(dice, np.maximum(mean * many - 0.5, 0.3), 0.9, len(who))).clip(0, 160).astype(
        np.int64
    )
    gap = np.array([row[3] for row in teams])[team] * lognormal(dice, 1.0, 0.4, len(who))
    begin = day + dice.exponential(5, len(who)) + 1
    of = np.repeat(np.arange(len(who)), count)
    turn = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    when = (begin[of] + (turn + 0.6 * dice.random(len(of))) * gap[of]).astype(np.int32)
    when = np.where(chances(dice, 0.75, len(when)), to_working_day(when), when).astype(np.int32)
    real = np.flatnonzero((when <= county.people.last_day[who[of]]) & (when <= county.window.end))
    real = real[np.lexsort((of[real], when[real]))]
    of, when = of[real], when[real]
    final = day.copy()
    np.maximum.at(final, of, when)
    return Caseload(who, day, team, discharge, of, when, final)


def write_community(extracts: Extracts, known: Known, county: County) -> Records:
    """csds_mpi, csds_referrals, csds_contacts, csds_spells."""
    dice, settings = stream(known.seed, "community"), read("services")["community"]
    rows, teams = county.referrals.take(), settings["teams"]
    age = (rows["day"] - known.people.born[rows["person"]]) / YEAR
    mean = by_band("community", "contacts")[np.clip(age // 5, 0, 19).astype(int)]
    cases = make_caseload(dice, county, rows, teams, (18, 65, 80), mean)
    index = _index(known, "community", "C", cases)
    provider = read("places")["providers"]["community"][0]
    extracts.write(
        "csds_mpi",
        index.frame.select(
            pl.lit(provider).alias("provider_code"),
            local_patient_identifier="id",
            nhs_number="number",
            nhs_number_status_indicator="status",
            person_family_name="family",
            person_given_name="given",
            person_stated_gender="gender",
            person_birth_date="born",
            address_line_1="address",
            postcode="postcode",
            gp_practice_code="practice",
        ),
    )
    _write_community_referrals(extracts, dice, county, cases, index, provider)
    _write_community_contacts(extracts, dice, cases, index, provider)
    beds.write_community_stays(extracts, known, county, index, provider)
    return index


def _write_community_referrals(
    extracts: Extracts, dice: Dice, county: County, cases: Caseload, index: Records, provider: str
) -> None:
    settings, size = read("services")["community"], len(cases.person)
    sources = [code for code, _ in settings["sources"]] + [settings["after_discharge_source"]]
    source = np.where(
        cases.discharge, len(sources) - 1, pick(dice, [weight for _, weight in settings["sources"]], size)
    )
    teams = settings["teams"]
    extracts.write(
        "csds_referrals",
        pl.DataFrame(
            {
                "unique_service_request_identifier": keys("SR", size),
                "provider_code": word([provider], np.zeros(size, dtype=int)),
                "local_patient_identifier": index.id_of(cases.person, cases.day),
                "referral_request_received_date": dates(cases.day),
                "referral_request_received_time": _clock(dice, size),
                "source_of_referral_for_community": word(sources, source),
                "primary_reason_for_referral_community_care": word([row[6] for row in teams], cases.team),
                "priority_type_code": _weighted(dice, settings["priority"], size),
                "team_type_code": word([row[0] for row in teams], cases.team),
                "service_discharge_date": dates(_closed(dice, county, cases)),
            }
        ),
    )


def _write_community_contacts(extracts: Extracts, dice: Dice, cases: Caseload, index: Records, provider: str) -> None:
    settings, size = read("services")["community"], len(cases.of)
    who, team, teams = cases.person[cases.of], cases.team[cases.of], settings["teams"]
    minutes = np.array([row[4] for row in teams])[team] * lognormal(dice, 1.0, 0.35, size)
    places = sorted({row[5] for row in teams} | {"D01"})
    place = np.array([places.index(row[5]) for row in teams])[team]
    extracts.write(
        "csds_contacts",
        pl.DataFrame(
            {
                "unique_care_contact_identifier": keys("CC", size),
                "unique_service_request_identifier": keys("SR", len(cases.person)).gather(cases.of),
                "provider_code": word([provider], np.zeros(size, dtype=int)),
                "local_patient_identifier": index.id_of(who, cases.contact_day),
                "care_contact_date": dates(cases.contact_day),
                "care_contact_time": _clock(dice, size),
                "attendance_status": _weighted(dice, settings["attendance"], size),
                "care_contact_duration": pl.Series((minutes / 5).astype(np.int64) * 5 + 5),
                "activity_location_type_code": word(places, place),
                "consultation_mechanism": _weighted(dice, settings["mechanism"], size),
            }
        ),
    )


def write_mental_health(extracts: Extracts, known: Known, county: County) -> Records:
    """mhsds_mpi, mhsds_referrals, mhsds_contacts, mhsds_spells, mhsds_delays."""
    dice, settings = stream(known.seed, "mental health"), read("services")["mental_health"]
    rows, teams = county.mental_referrals.take(), settings["teams"]
    mean = np.full(len(rows["day"]), rate("mental_health", "contacts"))
    cases = make_caseload(dice, county, rows, teams, (18, 65), mean)
    stays = county.mental_stays.take()
    index = _index(known, "mental_health", "M", cases, stays["person"], stays["day"])
    provider = read("places")["providers"]["mental_health"][0]
    extracts.write(
        "mhsds_mpi",
        index.frame.select(
            pl.lit(provider).alias("OrgIDProv"),
            LocalPatientId="id",
            NHSNumber="number",
            NHSNumberStatus="status",
            PersonFamilyName="family",
            PersonGivenName="given",
            Gender="gender",
            PersonBirthDate="born",
            AddressLine1="address",
            Postcode="postcode",
            GMPCodeReg="practice",
        ),
    )
    size = len(cases.person)
    extracts.write(
        "mhsds_referrals",
        pl.DataFrame(
            {
                "UniqServReqID": keys("MR", size),
                "OrgIDProv": word([provider], np.zeros(size, dtype=int)),
                "LocalPatientId": index.id_of(cases.person, cases.day),
                "ReferralRequestReceivedDate": dates(cases.day),
                "SourceOfReferralMH": _weighted(dice, settings["sources"], size),
                "ClinRespPriorityType": _weighted(dice, settings["priority"], size),
                "PrimReasonReferralMH": word([row[4] for row in teams], cases.team),
                "ServTeamTypeRefToMH": word([row[0] for row in teams], cases.team),
                "ServDischDate": dates(_closed(dice, county, cases)),
            }
        ),
    )
    size = len(cases.of)
    extracts.write(
        "mhsds_contacts",
        pl.DataFrame(
            {
                "UniqCareContID": keys("MC", size),
                "UniqServReqID": keys("MR", len(cases.person)).gather(cases.of),
                "OrgIDProv": word([provider], np.zeros(size, dtype=int)),
                "LocalPatientId": index.id_of(cases.person[cases.of], cases.contact_day),
                "CareContDate": dates(cases.contact_day),
                "ConsMechanismMH": _weighted(dice, settings["mechanism"], size),
                "AttendOrDNACode": _weighted(dice, settings["attendance"], size),
            }
        ),
    )
    told = _write_mental_stays(extracts, county, stays, index, provider)
    beds.write_mental_delays(extracts, known, county, index, provider, told)
    county.occupied.append(Occupied(provider, "mental health", told[1], told[2]))
    return index


def _write_mental_stays(
    extracts: Extracts, county: County, stays: dict[str, Array], index: Records, provider: str
) -> tuple[Array, Array, Array]:
    """The stays; gives back whose they were, and their first and last day."""
    order = np.lexsort((stays["day"], stays["person"]))
    who, day, leave = stays["person"][order], stays["day"][order], stays["leave"][order]
    # somebody already in a bed is not admitted again
    overlaps = np.zeros(len(who), dtype=bool)
    overlaps[1:] = (who[1:] == who[:-1]) & (day[1:] <= leave[:-1])
    who, day, leave = who[~overlaps], day[~overlaps], leave[~overlaps]
    leave = np.minimum(leave, county.people.death_day[who])
    order = np.lexsort((who, day))
    who, day, leave = who[order], day[order], leave[order]
    extracts.write(
        "mhsds_spells",
        pl.DataFrame(
            {
                "UniqHospProvSpellID": keys("MS", len(who)),
                "OrgIDProv": word([provider], np.zeros(len(who), dtype=int)),
                "LocalPatientId": index.id_of(who, day),
                "StartDateHospProvSpell": dates(day),
                "DischDateHospProvSpell": dates(np.where(leave > county.window.end, NEVER, leave)),
            }
        ),
    )
    return who, day, leave


def _index(known: Known, source: str, letter: str, cases: Caseload, *more: Array) -> Records:
    who, day = np.append(cases.person, more[0] if more else []), np.append(cases.day, more[1] if more else [])
    first, last = seen_between(who.astype(np.int64), day.astype(np.int32), len(known.people))
    np.maximum.at(last, cases.person, cases.last_contact)
    people = np.flatnonzero(last > -NEVER)
    return make_records(known, source, letter, people, first[people], last[people])


def _closed(dice: Dice, county: County, cases: Caseload) -> Array:
    """The day a referral was closed: a while after the last contact, or the day of death; NEVER while it is open."""
    closed = cases.last_contact + 3 + dice.exponential(12, len(cases.person)).astype(np.int32)
    closed = np.minimum(closed, county.people.death_day[cases.person])
    return np.where(closed > county.window.end, NEVER, closed)


def _weighted(dice: Dice, choices: list[list[Any]], size: int) -> pl.Series:
    return word([code for code, _ in choices], pick(dice, [weight for _, weight in choices], size))


def _clock(dice: Dice, size: int) -> pl.Series:
    """HH:MM, most of it in office hours."""
    minutes = (dice.normal(12.7, 2.4, size) * 60).clip(0, 1439).astype(np.int64) // 5 * 5
    times = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(1440)]
    return word(times, minutes)
