"""Adult social care: requests, support at home, reablement after hospital, permanent places in care homes."""

import numpy as np

from joinedup.synthetic.dice import Array, Dice, befall, chances, happen, lognormal
from joinedup.synthetic.homes import into_care_home
from joinedup.synthetic.need import Need
from joinedup.synthetic.people import REGISTERED
from joinedup.synthetic.settings import by_band, rate
from joinedup.synthetic.state import Care, County, Month
from joinedup.synthetic.window import NEVER

COMMUNITY, HOSPITAL = 0, 1  # where a request comes from


def before(county: County, need: Need, month: Month) -> None:
    """Who lives in a care home, or has support at home, when the window opens."""
    dice, start = county.dice, county.window.start
    here = month.here & (county.people.kind == REGISTERED)
    cared = by_band("social_care", "care_home_before")[need.bands] * need.care_home
    who = befall(dice, np.minimum(cared, 0.8) * here)
    since = np.minimum(start - 1 - dice.exponential(650, len(who)).astype(np.int32), start - 1)
    _move_in(county, who, np.maximum(since, county.homes.since[:3, who].min(axis=0) + 1))
    helped = np.minimum(by_band("social_care", "community_before")[need.bands] / 1000 * need.community, 0.8)
    who = befall(dice, helped * here * (county.care.home_day == NEVER))
    county.care.package_day[who] = start - 1 - dice.exponential(500, len(who)).astype(np.int32)


def month(county: County, need: Need, taken: dict[str, Array], now: Month) -> None:
    """One month: reablement after hospital, requests, packages that begin and end, moves into care homes."""
    outside = now.here & (county.care.home_day == NEVER)
    _reable(county, need, taken, outside)
    asks, day = _requests(county, need, outside, now)
    _packages(county, asks, day, now)
    _into_homes(county, need, outside, now)


def finish(care: Care) -> None:
    """Packages still running at the end are written down as such."""
    running = np.flatnonzero(care.package_day < NEVER)
    care.packages.add(person=running, day=care.package_day[running], end=np.full(len(running), NEVER))


def reablement_length(dice: Dice, size: int) -> Array:
    """Days of reablement: mostly up to six weeks."""
    return np.asarray(lognormal(dice, rate("social_care", "reablement_days"), 0.4, size).clip(4, 84).astype(np.int32))


def _reable(county: County, need: Need, taken: dict[str, Array], outside: Array) -> None:
    """Reablement begins within days of leaving; for some it ends in a care home. Few of the dying are offered it."""
    dice, care, who, leave = county.dice, county.care, taken["person"], taken["leave"]
    share = np.array(rate("social_care", "reablement"))[need.bands[who]] * np.where(leave > taken["admit"], 1.25, 0.25)
    offered = chances(dice, share * np.where(county.ending[who], 0.9, 1.0), len(who)) & outside[who]
    who, one = np.unique(who[offered], return_index=True)
    leave = leave[offered][one]
    start = leave + dice.choice([0, 0, 1, 1, 1, 2, 3], len(who))
    care.reablement.add(person=who, day=start, leave=leave)
    lost = chances(dice, rate("social_care", "loses_home"), len(who))
    due = start[lost] + dice.integers(25, 90, int(lost.sum()))
    care.due[who[lost]] = np.minimum(care.due[who[lost]], due)


def _requests(county: County, need: Need, outside: Array, now: Month) -> tuple[Array, Array]:
    dice, people = county.dice, county.people
    yearly = by_band("social_care", "request") * rate("social_care", "request_correction")
    asks = happen(dice, (yearly / 12_000)[need.bands] * need.community * (1 + 0.25 * county.crisis) * outside)
    day = dice.integers(now.first, now.last + 1, len(asks))
    real = (day >= people.first_day[asks]) & (day <= people.last_day[asks])
    asks, day = asks[real], day[real]
    route = np.where(chances(dice, 0.22, len(asks)), HOSPITAL, COMMUNITY)
    county.care.requests.add(person=asks, day=day, route=route)
    return asks, day


def _packages(county: County, asks: Array, day: Array, now: Month) -> None:
    """Long-term support at home begins some weeks after a request and ends with a move, a death or otherwise."""
    dice, care, last = county.dice, county.care, county.people.last_day
    granted = chances(dice, rate("social_care", "package_after_request"), len(asks)) & (care.package_day[asks] == NEVER)
    who, one = np.unique(asks[granted], return_index=True)
    care.package_day[who] = day[granted][one] + dice.integers(5, 40, len(who))
    ends = chances(dice, rate("social_care", "leaves_package_a_month"), len(last)) | (care.home_day < NEVER)
    stops = (care.package_day < now.first) & ends | (care.package_day < NEVER) & (last <= now.last)
    who = np.flatnonzero(stops)
    end = np.minimum(np.minimum(dice.integers(now.first, now.last + 1, len(who)), care.home_day[who]), last[who])
    real = end >= care.package_day[who]
    care.packages.add(person=who[real], day=care.package_day[who[real]], end=end[real])
    care.package_day[who] = NEVER


def _into_homes(county: County, need: Need, outside: Array, now: Month) -> None:
    dice, care, people = county.dice, county.care, county.people
    pressed = (1 + 0.4 * county.crisis) * (1 + 0.5 * county.recent) * np.where(county.ending, 3.0, 1.0)
    yearly = by_band("social_care", "care_home") * rate("social_care", "care_home_correction")
    hazard = (yearly / 12_000)[need.bands] / rate("social_care", "paid_by_council") * need.care_home * pressed * outside
    moves = np.union1d(befall(dice, np.minimum(hazard, 0.5)), np.flatnonzero(outside & (care.due <= now.last)))
    drawn = dice.integers(now.first, now.last + 1, len(moves))
    day = np.where(care.due[moves] <= now.last, np.maximum(care.due[moves], now.first), drawn)
    real = (day >= people.first_day[moves]) & (day < people.last_day[moves]) & (people.kind[moves] == REGISTERED)
    _move_in(county, moves[real], day[real])


def _move_in(county: County, who: Array, day: Array) -> None:
    dice, care = county.dice, county.care
    care.home_day[who] = day
    care.council_pays[who] = chances(dice, rate("social_care", "paid_by_council"), len(who))
    care.nursing[who] = chances(dice, rate("social_care", "nursing"), len(who))
    into_care_home(dice, county.homes, county.places, who, day)
