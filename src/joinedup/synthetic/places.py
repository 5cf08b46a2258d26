"""The ground of the county: districts, small areas, postcodes, streets; practices and their groups; care homes."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from joinedup.synthetic.dice import Array, Dice, chances, pick, stream
from joinedup.synthetic.settings import read

_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
NO_FIXED_ABODE, ABROAD = -2, -3  # in place of a postcode's number
SPECIAL_POSTCODES = {NO_FIXED_ABODE: "ZZ99 3VZ", ABROAD: "ZZ99 3CZ"}


@dataclass(frozen=True)
class Places:
    """Postcodes are numbered from 0; small areas, practices, networks, localities and care homes likewise.

    ``care_home_postcode``: where each care home stands. ``practice_of_area``: the practice most of an area go to.
    """

    postcodes: pl.Series
    streets: pl.Series
    area_of_postcode: Array
    outside_postcodes: int  # so many postcodes at the end lie over the border
    district_of_area: Array
    decile_of_area: Array
    practice_of_area: Array
    practice_codes: pl.Series
    practice_names: list[str]
    network_of_practice: Array
    locality_of_network: Array
    care_home_postcode: Array
    care_home_names: pl.Series

    @property
    def inside_postcodes(self) -> int:
        """How many postcodes lie in the county; they come first."""
        return len(self.postcodes) - self.outside_postcodes

    def postcode_text(self, postcode: Array) -> pl.Series:
        """Postcodes as written; ZZ99 codes for people without a fixed abode or from abroad; empty where -1."""
        known = self.postcodes.gather(np.maximum(postcode, 0))
        for number, text in SPECIAL_POSTCODES.items():
            known = known.set(pl.Series(postcode == number), text)
        return known.set(pl.Series(postcode == -1), None)

    def address_lines(self, postcode: Array, number: Array) -> pl.Series:
        """First line of an address: house number and street, or the care home's name where ``number`` is negative."""
        street = self.streets.gather(np.maximum(postcode, 0))
        house = (pl.Series(np.maximum(number, 0)).cast(pl.String) + " ").rename("") + street
        home = self.care_home_names.gather(np.clip(-number - 1, 0, len(self.care_home_names) - 1)) + ", " + street
        lines = house.zip_with(pl.Series(number >= 0), home)
        return lines.set(pl.Series(postcode < -1), "NO FIXED ABODE").set(pl.Series(postcode == -1), None)


def make_places(people: int, seed: int) -> Places:
    """A county large enough for so many people."""
    dice, areas = stream(seed, "places"), read("people")["areas"]
    inside = max(12, round(people / areas["people_in_small_area"]))
    outside = max(2, round(inside * 0.04))
    district = _districts(inside)
    each = max(6, round(areas["people_in_small_area"] / areas["people_in_postcode"]))
    postcodes, area_of_postcode = _postcodes(dice, district, outside, each)
    practices = max(areas["practices_at_least"], round(people / areas["people_in_practice"]))
    district = np.append(district, np.full(outside, len(read("places")["districts"])))
    practice_of_area = _nearest_practice(district[:inside], practices)
    networks = max(2, round(practices / areas["practices_in_network"]))
    network_of_practice = np.arange(practices) * networks // practices
    locality_of_network = np.arange(networks) * min(areas["localities"], networks) // networks
    homes = max(4, people // 4000)
    return Places(
        postcodes=postcodes,
        streets=_streets(dice, len(postcodes)),
        area_of_postcode=area_of_postcode,
        outside_postcodes=outside * each,
        district_of_area=district,
        decile_of_area=_deciles(dice, district),
        practice_of_area=np.append(practice_of_area, dice.integers(0, practices, outside)),
        practice_codes=pl.Series([f"Z99{number + 1:03d}" for number in range(practices)]),
        practice_names=_practice_names(dice, practices),
        network_of_practice=network_of_practice,
        locality_of_network=locality_of_network,
        care_home_postcode=dice.integers(0, inside * each, homes).astype(np.int32),
        care_home_names=_care_home_names(dice, homes),
    )


def area_codes(places: Places) -> pl.Series:
    """Codes of small areas: shaped like E01…, from a range that is not issued."""
    return pl.Series([f"E0199{number + 1:04d}" for number in range(len(places.district_of_area))])


def ward_codes(places: Places) -> pl.Series:
    """The ward of each small area: about five areas to a ward, within one district."""
    rank = (
        pl.Series(places.district_of_area).cast(pl.Int64) * 10_000
        + pl.Series(np.arange(len(places.district_of_area))) // 5
    )
    return pl.Series([f"E0599{number:04d}" for number in rank.rank("dense")])


def district_codes() -> list[str]:
    """Codes of the districts, the neighbour's last."""
    known = read("places")
    return [f"E0799{number + 1:04d}" for number in range(len(known["districts"]))] + [
        known["county"]["neighbour_district"]
    ]


def network_code(number: int) -> str:
    """A network's code, shaped like U…"""
    return f"U99{number + 1:03d}"


def locality_code(number: int) -> str:
    """A locality's code."""
    return f"LOC{number + 1:02d}"


def _districts(areas: int) -> Array:
    shares = [district["share"] for district in read("places")["districts"]]
    most = np.floor(np.cumsum(shares) / np.sum(shares) * areas + 1e-9)
    return np.asarray(np.searchsorted(most, np.arange(areas), side="right").clip(0, len(shares) - 1))


def _deciles(dice: Dice, district: Array) -> Array:
    lean = np.array([d["deprivation"] for d in read("places")["districts"]] + [0.0])
    score = lean[district] + dice.standard_normal(len(district)) * 0.9
    rank = (score.argsort().argsort() + 0.5) / len(score)
    return np.asarray(np.clip(10 - np.floor(rank * 10), 1, 10).astype(np.int8))


def _postcodes(dice: Dice, district: Array, outside: int, each: int) -> tuple[pl.Series, Array]:
    known = read("places")["county"]
    text: list[str] = []
    for letters, areas in ((known["postcode_area"], len(district)), (known["neighbour_postcode_area"], outside)):
        codes = np.sort(dice.choice(4000 * max(1, -(-areas * each // 1500)), areas * each, replace=False))
        text += [_postcode(letters, int(code)) for code in codes]
    return pl.Series(text), np.repeat(np.arange(len(district) + outside), each).astype(np.int32)


def _postcode(letters: str, code: int) -> str:
    district, inward = divmod(code, 4000)
    digit, pair = divmod(inward, 400)
    return f"{letters}{district + 1} {digit}{_INWARD[pair // 20]}{_INWARD[pair % 20]}"


def _streets(dice: Dice, size: int) -> pl.Series:
    words = read("places")["words"]
    first, last = words["street_first"].split(), words["street_last"].split()
    ends = pick(dice, 1 / (np.arange(len(last)) + 2.0), size)
    return pl.Series([f"{first[a]} {last[b]}" for a, b in zip(dice.integers(0, len(first), size), ends, strict=True)])


def _nearest_practice(district: Array, practices: int) -> Array:
    return (np.arange(len(district)) * practices // len(district)).astype(np.int16)


def _practice_names(dice: Dice, practices: int) -> list[str]:
    words = read("places")["words"]
    first = words["practice_first"].split()
    order = dice.permutation(len(first))
    return [
        f"{first[order[n % len(first)]]} {words['practice_last'][(n + n // len(first)) % len(words['practice_last'])]}"
        for n in range(practices)
    ]


def _care_home_names(dice: Dice, homes: int) -> pl.Series:
    words = read("places")["words"]
    first, last = words["practice_first"].split(), words["care_home_last"]
    picks = zip(dice.integers(0, len(first), homes), dice.integers(0, len(last), homes), strict=True)
    return pl.Series([f"{first[a]} {last[b]}" for a, b in picks])


def practice_for(dice: Dice, places: Places, postcode: Array) -> Array:
    """The practice a household at each postcode joins: mostly the area's own, else one nearby."""
    usual = places.practice_of_area[places.area_of_postcode[postcode]].astype(np.int32)
    near = (usual + dice.choice([-1, 1], len(postcode))) % len(places.practice_codes)
    return np.where(chances(dice, 0.72, len(postcode)), usual, near).astype(np.int16)
