"""Reference tables: organisations, postcodes with their areas, and the resident population by area, sex and age."""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import polars as pl

from joinedup.synthetic.dice import Array
from joinedup.synthetic.homes import Homes
from joinedup.synthetic.people import People
from joinedup.synthetic.places import Places, area_codes, district_codes, locality_code, network_code, ward_codes
from joinedup.synthetic.settings import read
from joinedup.synthetic.window import Window, date_of, day_of
from joinedup.synthetic.writing import Extracts, word

OLDEST = 90  # the last age of the population table stands for 90 and over


def write_organisations(extracts: Extracts, places: Places) -> None:
    """organisations: practices in networks in localities in the board; council, districts, areas, providers, homes."""
    county, words = read("places")["county"], read("places")["words"]
    board, council = county["icb"], county["council"]
    rows: list[tuple[str, str, str, str | None]] = [
        (board, county["icb_name"], "icb", None),
        (council, county["council_name"], "council", None),
        (county["neighbour"], county["neighbour_name"], "council", None),
    ]
    districts = [district["name"] for district in read("places")["districts"]] + [county["neighbour_district_name"]]
    parents = [council] * (len(districts) - 1) + [county["neighbour"]]
    rows += [
        (code, name, "district", parent)
        for code, name, parent in zip(district_codes(), districts, parents, strict=True)
    ]
    localities = int(places.locality_of_network.max()) + 1
    rows += [(locality_code(n), f"{districts[n % 4]} locality", "locality", board) for n in range(localities)]
    first_practice = [
        int(np.flatnonzero(places.network_of_practice == n)[0]) for n in range(len(places.locality_of_network))
    ]
    rows += [
        (network_code(n), f"{places.practice_names[first].split()[0]} Network", "network", locality_code(int(locality)))
        for n, (first, locality) in enumerate(zip(first_practice, places.locality_of_network, strict=True))
    ]
    rows += [
        (code, name, "practice", network_code(int(network)))
        for code, name, network in zip(
            places.practice_codes, places.practice_names, places.network_of_practice, strict=True
        )
    ]
    roles = {"acute": "acute", "acute_other": "acute", "community": "community", "mental_health": "mental health"}
    rows += [(*read("places")["providers"][key], role, board) for key, role in roles.items()]
    rows += [(f"8ZZ{n + 1:02d}", name, "voluntary", council) for n, name in enumerate(words["voluntary"])]
    rows += [(f"VZ9{n + 1:03d}", name, "care home", None) for n, name in enumerate(places.care_home_names)]
    rows += _named_areas(places, districts)
    frame = pl.DataFrame(
        rows, schema=["ODS_CODE", "NAME", "ROLE", "PARENT_CODE"], orient="row", infer_schema_length=None
    )
    extracts.write(
        "organisations",
        frame.with_columns(OPEN_DATE=pl.lit(dt.date(2013, 4, 1)), CLOSE_DATE=pl.lit(None, dtype=pl.Date)),
    )


def _named_areas(places: Places, districts: list[str]) -> Iterator[tuple[str, str, str, str | None]]:
    """Wards, and neighbourhoods under the name of the network most of their people go to."""
    of = pl.DataFrame(
        {"ward": ward_codes(places), "group": _neighbourhoods(places), "district": places.district_of_area}
    )
    words = read("places")["words"]["street_first"].split()
    for n, (ward, district) in enumerate(of.select("ward", "district").unique().sort("ward").iter_rows()):
        turn, at = divmod(n, len(words))
        name = f"{words[at * 37 % len(words)]} {('', 'North', 'South', 'East', 'West')[turn % 5]}".strip()
        yield ward, name if turn < 5 else f"{name} {turn // 5 + 1}", "ward", district_codes()[district]
    for group, district in of.select("group", "district").unique().sort("group").iter_rows():
        network = int(np.flatnonzero(places.network_of_practice == int(group[4:]) - 1)[0])
        name = f"{places.practice_names[network].split()[0]}, {districts[district]}"
        yield group, name, "neighbourhood", district_codes()[district]


def write_postcodes(extracts: Extracts, places: Places) -> None:
    """postcodes: every postcode of the county and of the strip over the border."""
    county = read("places")["county"]
    area = places.area_of_postcode
    district = places.district_of_area[area]
    extracts.write(
        "postcodes",
        pl.DataFrame(
            {
                "POSTCODE": places.postcodes,
                "LSOA": area_codes(places).gather(area),
                "WARD": ward_codes(places).gather(area),
                "DISTRICT": word(district_codes(), district),
                "COUNCIL": word([county["council"], county["neighbour"]], district == len(district_codes()) - 1),
                "LSOA_GROUP": _neighbourhoods(places).gather(area),
                "IMD_DECILE": pl.Series(places.decile_of_area[area].astype(np.int64)),
            }
        ),
    )


def _neighbourhoods(places: Places) -> pl.Series:
    """The neighbourhood of each small area: those whose people mostly go to practices of one network, by district."""
    network = places.network_of_practice[places.practice_of_area]
    return pl.Series([f"NB{d + 1:02d}{n + 1:03d}" for d, n in zip(places.district_of_area, network, strict=True)])


def write_populations(extracts: Extracts, people: People, homes: Homes, places: Places, window: Window) -> None:
    """populations: residents on 30 June of each year (within the window), by small area, district and council."""
    frames = []
    for year in range(date_of(window.start).year, date_of(window.end).year + 1):
        day = min(max(day_of(dt.date(year, 6, 30)), window.start), window.end)
        here = np.flatnonzero((people.born <= day) & (people.joined <= day) & (people.last_day >= day))
        postcode = homes.postcode[homes.at(here, np.full(len(here), day)), here]
        here, postcode = here[postcode >= 0], postcode[postcode >= 0]
        area = places.area_of_postcode[postcode]
        inside = area < len(places.district_of_area) - places.outside_postcodes // _each(places)
        age = np.minimum(people.age_on(day)[here].astype(np.int64), OLDEST)
        frames.append(_counted(places, year, area[inside], people.male[here][inside], age[inside]))
    extracts.write("populations", pl.concat(frames))


def _each(places: Places) -> int:
    return int(np.count_nonzero(places.area_of_postcode == 0))


def _counted(places: Places, year: int, area: Array, male: Array, age: Array) -> pl.DataFrame:
    """Counts at three levels of area; ages that nobody has are left out only for small areas."""
    county = read("places")["county"]["council"]
    rows = pl.DataFrame(
        {
            "LSOA": area_codes(places).gather(area),
            "DISTRICT": word(district_codes(), places.district_of_area[area]),
            "COUNCIL": word([county], np.zeros(len(area), dtype=int)),
            "SEX": word(["2", "1"], male),
            "AGE": age,
        }
    )
    return pl.concat(
        rows.group_by(AREA_CODE=level, YEAR=pl.lit(year), SEX="SEX", AGE="AGE")
        .len("POPULATION")
        .sort("AREA_CODE", "SEX", "AGE")
        for level in ("LSOA", "DISTRICT", "COUNCIL")
    )
