"""One call makes the county: people are placed, live three years, and each service sends what it holds."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.progress import Tell, silent
from joinedup.synthetic import beds, community, deaths, hospital, reference, register, social_care, truth
from joinedup.synthetic.dice import Array, stream
from joinedup.synthetic.faults import NONE, Faults
from joinedup.synthetic.health import make_health
from joinedup.synthetic.homes import make_homes
from joinedup.synthetic.months import live
from joinedup.synthetic.numbers import nhs_numbers
from joinedup.synthetic.people import REGISTERED, make_people
from joinedup.synthetic.places import make_places
from joinedup.synthetic.records import Known, Records, lacking_numbers
from joinedup.synthetic.schemes import make_schemes
from joinedup.synthetic.settings import read
from joinedup.synthetic.state import County
from joinedup.synthetic.window import Window, date_of, window_before
from joinedup.synthetic.writing import Extracts

FEWEST = 200
STEPS = 9


class CountyError(JoinedUpError):
    """The county asked for cannot be made."""

    code = "synthetic.county"


@dataclass(frozen=True)
class CountyReport:
    """What was written: where, for whom, for which days, and rows by table."""

    folder: Path
    people: int
    seed: int
    first_day: dt.date
    last_day: dt.date
    rows: Mapping[str, int]

    @property
    def events(self) -> int:
        """Rows of everything that happened: all tables but the indexes and the reference tables."""
        return sum(rows for table, rows in self.rows.items() if table not in _NOT_EVENTS)


_NOT_EVENTS = {
    "gp_register", "gp_conditions", "acute_patients", "csds_mpi", "mhsds_mpi", "cld_clients",
    "organisations", "postcodes", "populations", "beds",
}  # fmt: skip


def write_county(
    folder: Path | str,
    people: int,
    seed: int,
    *,
    tell: Tell = silent,
    files: str = "parquet",
    today: dt.date | None = None,
    faults: Faults = NONE,
) -> CountyReport:
    """Writes a made-up county of ``people`` on the register into ``folder``.

    ``folder/extracts`` gets one file for each contract, as ``files`` ("parquet" or "csv"); ``folder/truth`` gets what
    is really so. The extracts cover the three years that end with the month before ``today`` (default: the real
    today). The same ``people``, ``seed`` and ``today`` give the same bytes. ``faults`` asks for extracts that arrive
    wrong. Raises CountyError for fewer than 200 people.
    """
    if people < FEWEST:
        raise CountyError(f"{people} people are too few for families and practices.", f"Ask for {FEWEST} or more.")
    folder = Path(folder)
    window = window_before(today or dt.datetime.now(tz=dt.UTC).date())
    extracts = Extracts(folder / "extracts", files, window, faults)
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    known, county = _make(people, seed, window, tell)
    _write_reference(extracts, known, county)
    tell("Writing extracts", 1, STEPS)
    sources = _write_sources(extracts, known, county, tell)
    truth.write_identities(folder / "truth", known, sources)
    truth.write_people(folder / "truth", known, county.health, county)
    truth.write_effects(folder / "truth", county.schemes, known, window, seed)
    tell("Writing extracts", STEPS, STEPS)
    rows = MappingProxyType(dict(sorted(extracts.rows.items())))
    return CountyReport(folder, people, seed, date_of(window.start), date_of(window.end), rows)


def _make(people: int, seed: int, window: Window, tell: Tell) -> tuple[Known, County]:
    tell("Placing people", 0, 3)
    places = make_places(people, seed)
    everybody = make_people(people, window, seed)
    tell("Placing people", 1, 3)
    homes = make_homes(everybody, places, window, seed)
    tell("Placing people", 2, 3)
    postcode = homes.postcode[0]
    decile = np.where(postcode >= 0, places.decile_of_area[places.area_of_postcode[np.maximum(postcode, 0)]], 3)
    health = make_health(everybody, decile, window, seed)
    known = Known(everybody, places, homes, _numbers(everybody.kind, seed), seed)
    tell("Placing people", 3, 3)
    schemes = make_schemes(len(places.practice_codes), window, seed)
    return known, live(everybody, places, homes, health, schemes, window, seed, tell)


def _numbers(kind: Array, seed: int) -> Array:
    dice = stream(seed, "numbers")
    numbers = nhs_numbers(dice, len(kind))
    numbers[(kind != REGISTERED) & lacking_numbers(dice, kind)] = 0
    return numbers


def _write_reference(extracts: Extracts, known: Known, county: County) -> None:
    reference.write_organisations(extracts, known.places)
    reference.write_postcodes(extracts, known.places)
    reference.write_populations(extracts, known.people, known.homes, known.places, county.window)


def _write_sources(extracts: Extracts, known: Known, county: County, tell: Tell) -> list[tuple[str, str, Records]]:
    """Each source in turn, so that no more than one is held at a time; gives the indexes for truth."""
    register.write_register(extracts, known, county.window)
    register.write_conditions(extracts, known, county.health)
    tell("Writing extracts", 3, STEPS)
    hospitals = hospital.Hospitals(known, county)
    hospital.write_hospital(extracts, hospitals)
    tell("Writing extracts", 5, STEPS)
    sources = [("acute", code, index) for code, index in zip(hospitals.codes, hospitals.indexes, strict=True)]
    codes = {key: code for key, (code, _) in read("places")["providers"].items()}
    index = community.write_community(extracts, known, county)
    sources.append(("community", codes["community"], index))
    tell("Writing extracts", 6, STEPS)
    index = community.write_mental_health(extracts, known, county)
    sources.append(("mental_health", codes["mental_health"], index))
    tell("Writing extracts", 7, STEPS)
    index = social_care.write_social_care(extracts, known, county)
    sources.append(("social_care", read("places")["county"]["council"], index))
    tell("Writing extracts", 8, STEPS)
    beds.write_beds(extracts, county)
    sources.append(("deaths", "", deaths.write_deaths(extracts, known, county)))
    return sources
