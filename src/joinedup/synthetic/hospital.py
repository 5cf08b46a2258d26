"""What the acute hospitals send: patients, episodes, emergency attendances, outpatients and delays."""

import numpy as np
import polars as pl

from joinedup.synthetic import stays
from joinedup.synthetic.diagnoses import diagnose, diagnosis_lists
from joinedup.synthetic.dice import Array, Dice, chances, lognormal, pick, stream
from joinedup.synthetic.log import chosen
from joinedup.synthetic.records import NO_PRACTICE, Known, Records, make_records
from joinedup.synthetic.settings import rate, read
from joinedup.synthetic.state import County, Occupied
from joinedup.synthetic.window import NEVER, dates, to_working_day
from joinedup.synthetic.writing import Extracts, keys, word

TRUSTS = ("acute", "acute_other")
MANAGEMENT = ["EM", "DC", "EL", "NE", "NE", "RDA"]


class Hospitals:
    """Two trusts; each person goes to one of them, and each trust numbers its own patients: ids repeat between them."""

    def __init__(self, known: Known, county: County) -> None:
        self.known, self.county = known, county
        self.dice = stream(known.seed, "hospital")
        self.codes = [read("places")["providers"][trust][0] for trust in TRUSTS]
        home = known.homes.postcode[0]
        border = known.places.district_of_area[known.places.area_of_postcode[np.maximum(home, 0)]]
        share = np.where(border == 2, 0.22, np.where(border >= 4, 0.5, 0.03))
        self.trust = chances(self.dice, share, len(known.people)).astype(np.int8)
        self.attendances = county.attendances.take()
        self.appointments = county.appointments.take()
        self.indexes = self._indexes()

    def _indexes(self) -> list[Records]:
        rows = self.county.stays.rows
        who = np.concatenate([rows["person"], self.attendances["person"], self.appointments["person"]])
        day = np.concatenate([rows["admit"], self.attendances["day"], self.appointments["day"]])
        first, last = seen_between(who, day, len(self.known.people))
        return [
            make_records(self.known, "acute", letter, people, first[people], last[people])
            for trust, letter in enumerate(("H", "H"))
            for people in [np.flatnonzero((last > -NEVER) & (self.trust == trust))]
        ]

    def patient_ids(self, who: Array, day: Array) -> pl.Series:
        """The patient's id at the trust the person goes to."""
        ids = self.indexes[0].id_of(np.where(self.trust[who] == 0, who, 0), day)
        return ids.zip_with(
            pl.Series(self.trust[who] == 0), self.indexes[1].id_of(np.where(self.trust[who] == 1, who, 0), day)
        )

    def provider(self, who: Array) -> pl.Series:
        """The trust's code."""
        return word(self.codes, self.trust[who])


def seen_between(who: Array, day: Array, people: int) -> tuple[Array, Array]:
    """First and last day on which each person was seen; NEVER and -NEVER for those who were not."""
    first, last = np.full(people, NEVER, dtype=np.int32), np.full(people, -NEVER, dtype=np.int32)
    np.minimum.at(first, who, day)
    np.maximum.at(last, who, day)
    return first, last


def write_hospital(extracts: Extracts, hospitals: Hospitals) -> None:
    """The acute tables, one after the other; the logs are used up."""
    _write_patients(extracts, hospitals)
    spells = _spells(hospitals)
    _write_episodes(extracts, hospitals, spells)
    for trust, code in enumerate(hospitals.codes):
        ours = hospitals.trust[spells["person"]] == trust
        hospitals.county.occupied.append(Occupied(code, "acute", spells["admit"][ours], spells["leave"][ours]))
    _write_delays(extracts, hospitals, spells)
    _write_attendances(extracts, hospitals, spells)
    _write_appointments(extracts, hospitals)


def _write_patients(extracts: Extracts, hospitals: Hospitals) -> None:
    parts = [
        pl.DataFrame(
            {
                "LOCAL_PATIENT_ID": index.frame["id"],
                "NHS_NO": index.frame["number"],
                "NHS_NO_STATUS": index.frame["status"],
                "FAMILY_NAME": index.frame["family"],
                "GIVEN_NAME": index.frame["given"],
                "OTHER_GIVEN_NAME": index.frame["middle"],
                "GENDER": index.frame["gender"],
                "DATE_OF_BIRTH": index.frame["born"],
                "ADDRESS_LINE1": index.frame["address"],
                "POSTCODE": index.frame["postcode"],
                "GP_PRACTICE_CODE": index.frame["practice"],
            }
        ).select(pl.lit(code).alias("PROVIDER_CODE"), pl.all())
        for code, index in zip(hospitals.codes, hospitals.indexes, strict=True)
    ]
    extracts.write("acute_patients", pl.concat(parts))


def _spells(hospitals: Hospitals) -> dict[str, Array]:
    """Every stay in order of admission, with its cause, route in and way out as numbers."""
    county, dice, window = hospitals.county, hospitals.dice, hospitals.county.window
    rows = county.stays.rows
    inside = np.flatnonzero((rows["admit"] >= window.start) & (rows["admit"] <= window.end))
    rows = chosen(rows, inside[np.lexsort((rows["person"][inside], rows["admit"][inside]))])
    age = (rows["admit"] - county.people.born[rows["person"]]) / 365.25
    rows |= diagnose(dice, county.health, rows, age)
    size = len(age)
    rows["age"] = age
    rows["open"] = (rows["leave"] > window.end) & ~(
        (rows["leave"] == county.people.death_day[rows["person"]]) & (rows["leave"] <= window.end)
    )
    rows["department"] = (rows["kind"] == stays.EMERGENCY) & chances(dice, rate("hospital", "via_department"), size)
    regular = (rows["kind"] == stays.DAY_CASE) & chances(dice, rate("hospital", "regular_share"), size)
    rows["managed"] = np.where(regular, 5, rows["kind"])
    return rows


def _write_episodes(extracts: Extracts, hospitals: Hospitals, spells: dict[str, Array]) -> None:
    dice, size = hospitals.dice, len(spells["person"])
    nights = spells["leave"] - spells["admit"]
    extra = np.minimum(dice.poisson(nights / rate("stay", "episode_after_nights") * 0.28), np.minimum(nights, 6))
    extra = np.where(spells["kind"] == stays.DAY_CASE, 0, extra)
    spell = np.repeat(np.arange(size), extra + 1)
    number = np.arange(len(spell)) - np.repeat(np.cumsum(extra + 1) - extra - 1, extra + 1)
    starts = spells["admit"][spell] + number * nights[spell] // (extra[spell] + 1)
    final = number == extra[spell]
    ends = np.where(final, spells["leave"][spell], np.append(starts[1:], 0))
    window_end = hospitals.county.window.end
    seen = starts <= window_end
    spell, number, starts, ends, final = (column[seen] for column in (spell, number, starts, ends, final))
    whole = _spell_columns(hospitals, spells)
    ends = np.where(ends > window_end, NEVER, ends)
    frame = whole.select(pl.all().gather(spell)).with_columns(
        APCE_Ident=keys("CE", len(spell)),
        Episode_Number=pl.Series(number + 1),
        APCS_Last_Ep_Ind=word(["2", "1"], final & (ends < NEVER)),
        Episode_Start_Date=dates(starts),
        Episode_End_Date=dates(ends),
    )
    extracts.write("apc_episodes", frame)


def _spell_columns(hospitals: Hospitals, spells: dict[str, Array]) -> pl.DataFrame:
    who, is_open = spells["person"], spells["open"]
    homes, places = hospitals.known.homes, hospitals.known.places
    practice = homes.practice[homes.at(who, spells["admit"], known=True), who]
    everything, codes = diagnosis_lists(hospitals.dice, hospitals.county.health, spells)
    ready = np.where(
        (spells["leave"] > spells["admit"]) & ~spells["fatal"] & ~is_open, spells["leave"] - spells["delay"], NEVER
    )
    spells["ready"] = ready
    return pl.DataFrame(
        {
            "APCS_Ident": keys("CS", len(who)),
            "Provider_Code": hospitals.provider(who),
            "Local_Patient_ID": hospitals.patient_ids(who, spells["admit"]),
            "Admission_Date": dates(spells["admit"]),
            "Discharge_Date": dates(np.where(is_open, NEVER, spells["leave"])),
            "Admission_Method": _admission_method(hospitals.dice, spells),
            "Discharge_Method": word(["1", "4", "8", "2"], _way_out(hospitals.dice, spells)),
            "Discharge_Destination": _destination(hospitals, spells),
            "Discharge_Ready_Date": dates(ready),
            "Treatment_Function_Code": codes["function"],
            "Der_Primary_Diagnosis_Code": codes["primary"],
            "Der_Diagnosis_All": everything,
            "Der_Procedure_All": codes["procedure"],
            "Der_Management_Type": word(MANAGEMENT, spells["managed"]),
            "GP_Practice_Code": places.practice_codes.gather(np.maximum(practice, 0)).set(
                pl.Series(practice < 0), NO_PRACTICE
            ),
            "HRG_Code": codes["group"],
        }
    )


def _admission_method(dice: Dice, spells: dict[str, Array]) -> pl.Series:
    codes = ["21", "2A", "22", "23", "24", "2B", "2D", "11", "12", "13", "31", "82", "25"]
    size, kind = len(spells["kind"]), spells["kind"]
    method = np.where(
        spells["department"], pick(dice, [0.98, 0.02], size), 2 + pick(dice, [0.62, 0.08, 0.18, 0.07, 0.05], size)
    )
    planned = (kind == stays.DAY_CASE) | (kind == stays.ELECTIVE)
    method = np.where(planned, 7 + pick(dice, [0.62, 0.22, 0.16], size), method)
    method = np.where(kind == stays.MATERNITY, 10, method)
    return word(codes, np.where(kind == stays.BIRTH, 11, method))


def _way_out(dice: Dice, spells: dict[str, Array]) -> Array:
    """0 advice, 1 died, 2 still in, 3 self."""
    left = np.where(chances(dice, 0.012, len(spells["kind"])), 3, 0)
    return np.where(spells["open"], 2, np.where(spells["fatal"], 1, left))


def _destination(hospitals: Hospitals, spells: dict[str, Array]) -> pl.Series:
    codes = ["19", "79", "98", "85", "65", "51", "29", "88"]
    who, leave = spells["person"], spells["leave"]
    home_day = hospitals.county.care.home_day[who]
    cared = (home_day <= leave + 2) & (home_day >= spells["admit"])
    onward = pick(hospitals.dice, [0.965, 0, 0, 0.004, 0.001, 0.018, 0.01, 0.002], len(who))
    onward = np.where(spells["kind"] == stays.EMERGENCY, onward, 0)
    place = np.where(cared, np.where(hospitals.county.care.council_pays[who], 4, 3), onward)
    return word(codes, np.where(spells["open"], 2, np.where(spells["fatal"], 1, place)))


def _write_delays(extracts: Extracts, hospitals: Hospitals, spells: dict[str, Array]) -> None:
    """One period, or two for two reasons one after the other; days run from the ready date to the day of leaving."""
    dice, end = hospitals.dice, hospitals.county.window.end
    ready = spells["leave"] - spells["delay"]
    who = np.flatnonzero((spells["delay"] > 0) & (ready <= end))
    two = chances(dice, rate("stay", "second_reason"), len(who)) & (spells["delay"][who] > 3)
    middle = ready[who] + spells["delay"][who] // 2
    rows = np.append(who, who[two])
    start = np.append(ready[who], middle[two])
    stop = np.append(np.where(two, middle, spells["leave"][who]), spells["leave"][who][two])
    shown = start <= end
    rows, start, stop = rows[shown], start[shown], stop[shown]
    order = np.lexsort((start, rows))
    rows, start, stop = rows[order], start[order], np.where(stop > end, NEVER, stop)[order]
    reasons = read("services")["delays"]["reasons"]
    reason = pick(dice, [share for _, share, _ in reasons], len(rows))
    people = spells["person"][rows]
    extracts.write(
        "acute_delays",
        pl.DataFrame(
            {
                "Provider_Code": hospitals.provider(people),
                "Local_Patient_ID": hospitals.patient_ids(people, spells["admit"][rows]),
                "APCS_Ident": keys("CS", len(spells["person"])).gather(rows),
                "Delay_Start_Date": dates(start),
                "Delay_End_Date": dates(stop),
                "Delay_Reason_Code": word([code for code, _, _ in reasons], reason),
                "Attributable_Organisation": word([whose for _, _, whose in reasons], reason),
            }
        ),
    )


def _write_attendances(extracts: Extracts, hospitals: Hospitals, spells: dict[str, Array]) -> None:
    """Attendances that ended at home and those that led to a stay, by time of arrival."""
    dice, words = hospitals.dice, read("diagnoses")["department"]
    stay = np.flatnonzero(spells["department"])
    who = np.append(hospitals.attendances["person"], spells["person"][stay])
    day = np.append(hospitals.attendances["day"], spells["admit"][stay])
    admitted = np.arange(len(who)) >= len(hospitals.attendances["person"])
    minute = pick(dice, words["hours"], len(who)) * 60 + dice.integers(0, 60, len(who))
    order = np.lexsort((who, minute, day))
    who, day, minute, admitted = who[order], day[order], minute[order], admitted[order]
    size = len(who)
    age = (day - hospitals.known.people.born[who]) / 365.25
    wait = lognormal(dice, np.where(admitted, 255, 155), 0.45, size)
    rush = ~admitted & (wait > 240) & chances(dice, 0.7, size)
    wait = np.where(rush, 225 + dice.random(size) * 15, wait).clip(8, 2800)
    kinds = np.where(admitted, 0, pick(dice, [share for _, share in words["types"]], size))
    acuity = np.maximum(pick(dice, words["acuity_weights"], size) - admitted, 0)
    ambulance = chances(dice, np.clip(0.10 + 0.007 * age + 0.3 * admitted, 0, 0.92), size) & (kinds == 0)
    early = ~admitted & chances(dice, 0.028, size)
    arrival = pl.Series(day.astype(np.int64) * 1440 + minute) * 60_000_000
    place = word([words["home"], words["ward"]], admitted)
    extracts.write(
        "ecds_attendances",
        pl.DataFrame(
            {
                "EC_Ident": keys("EC", size),
                "Der_Provider_Code": hospitals.provider(who),
                "Local_Patient_ID": hospitals.patient_ids(who, day),
                "EC_Department_Type": word([code for code, _ in words["types"]], kinds),
                "Der_EC_Arrival_Date_Time": arrival.cast(pl.Datetime("us")),
                "Der_EC_Departure_Date_Time": (arrival + pl.Series(wait.astype(np.int64)) * 60_000_000).cast(
                    pl.Datetime("us")
                ),
                "EC_Initial_Assessment_Time_Since_Arrival": np.minimum(lognormal(dice, 16, 0.7, size), wait).astype(
                    np.int64
                ),
                "EC_Decision_To_Admit_Time_Since_Arrival": pl.Series((wait * 0.72).astype(np.int64)).set(
                    pl.Series(~admitted), None
                ),
                "EC_Arrival_Mode_SNOMED_CT": word([words["arrival_own"], words["arrival_ambulance"]], ambulance),
                "EC_Chief_Complaint_SNOMED_CT": word(
                    [code for code, _ in words["complaints"]],
                    pick(dice, [share for _, share in words["complaints"]], size),
                ),
                "EC_Acuity_SNOMED_CT": word(words["acuity"], acuity),
                "EC_Discharge_Status_SNOMED_CT": word([words["treated"], words["left_early"]], early),
                "Discharge_Destination_SNOMED_CT": place,
            }
        ),
    )


def _write_appointments(extracts: Extracts, hospitals: Hospitals) -> None:
    dice, rows = hospitals.dice, hospitals.appointments
    day = np.where(chances(dice, 0.93, len(rows["day"])), to_working_day(rows["day"]), rows["day"])
    reach = np.minimum(hospitals.known.people.last_day[rows["person"]], hospitals.county.window.end)
    kept = np.flatnonzero(day <= reach)
    kept = kept[np.lexsort((rows["person"][kept], day[kept]))]
    who, day = rows["person"][kept], day[kept].astype(np.int32)
    size = len(who)
    functions = read("diagnoses")["outpatient_functions"]
    # a person's clinics are mostly the same one or two
    usual = pick(
        stream(hospitals.known.seed, "clinics"), [weight for _, weight in functions], len(hospitals.known.people)
    )
    clinic = np.where(chances(dice, 0.55, size), usual[who], pick(dice, [weight for _, weight in functions], size))
    status = pick(dice, [0.87, 0.035, 0.068, 0.02, 0.007], size)
    extracts.write(
        "opa_appointments",
        pl.DataFrame(
            {
                "OPA_Ident": keys("OP", size),
                "Provider_Code": hospitals.provider(who),
                "Local_Patient_ID": hospitals.patient_ids(who, day),
                "Appointment_Date": dates(day),
                "Attendance_Status": word(["5", "6", "3", "2", "4"], status),
                "First_Attendance": word(["2", "1"], chances(dice, 0.31, size)),
                "Treatment_Function_Code": word([code for code, _ in functions], clinic),
            }
        ),
    )
