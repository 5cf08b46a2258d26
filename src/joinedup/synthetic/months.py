"""Three years, month by month: need makes events and events make need. Everything that happens is decided here.

A month is drawn for everybody at once. Standing need (age, conditions, frailty, deprivation) is raised by a crisis that
comes and fades, by recent admissions, and in the last months of life; so past use foretells use, yet most of next year's
admissions befall people whom nobody could have named, and those who had most this year have less the next.
"""

from dataclasses import dataclass, field

import numpy as np

from joinedup.basics.progress import Tell
from joinedup.synthetic import care, stays
from joinedup.synthetic.care import Care
from joinedup.synthetic.dice import Array, Dice, befall, chances, happen, lognormal, stream
from joinedup.synthetic.health import Health, admission_need, level
from joinedup.synthetic.homes import Homes
from joinedup.synthetic.log import Log
from joinedup.synthetic.people import VISITOR, People
from joinedup.synthetic.places import Places
from joinedup.synthetic.schemes import Scheme
from joinedup.synthetic.settings import by_band, rate
from joinedup.synthetic.stays import Stays
from joinedup.synthetic.window import YEAR, Window, days_between, month_number, to_working_day

EVEN = (1.0,) * 7


@dataclass
class County:
    """All that the months read and change."""

    people: People
    places: Places
    homes: Homes
    health: Health
    schemes: tuple[Scheme, ...]
    window: Window
    dice: Dice
    stays: Stays
    care: Care
    crisis: Array = field(repr=False)
    recent: Array = field(repr=False)
    ending: Array = field(repr=False)  # who is in the last months of life
    practice_effect: Array = field(repr=False)
    attendances: Log = field(default_factory=lambda: Log(person="i4", day="i4"))
    appointments: Log = field(default_factory=lambda: Log(person="i4", day="i4"))
    referrals: Log = field(default_factory=lambda: Log(person="i4", day="i4", discharge="?"))
    mental_referrals: Log = field(default_factory=lambda: Log(person="i4", day="i4"))
    mental_stays: Log = field(default_factory=lambda: Log(person="i4", day="i4", leave="i4"))


@dataclass
class Need:
    """Standing need of the year, for each person; each averages one in an age band."""

    bands: Array
    age: Array
    admission: Array
    death: Array
    planned: Array
    community: Array
    mental: Array
    care_home: Array


def live(
    people: People,
    places: Places,
    homes: Homes,
    health: Health,
    schemes: tuple[Scheme, ...],
    window: Window,
    seed: int,
    tell: Tell,
) -> County:
    """Lives the three years; the county's logs, deaths and care-home moves are filled in."""
    dice, size = stream(seed, "months"), len(people)
    county = County(
        people, places, homes, health, schemes, window, dice, Stays.none(size), Care.none(size),
        crisis=np.zeros(size), recent=np.zeros(size), ending=np.zeros(size, dtype=bool),
        practice_effect=np.exp(dice.standard_normal(len(places.practice_codes)) * rate("need", "practice_spread")),
    )  # fmt: skip
    luck = stream(seed, "luck").standard_normal((3, size))
    need = _need(county, window.start, luck)
    _before(county, need)
    births = stays.births(dice, people, window)
    for number, (first, last) in enumerate(window.months):
        if number and number % 12 == 0:
            need = _need(county, first, luck)
        _month(county, need, births, number, first, last)
        tell("Living three years", number + 1, len(window.months))
    stays.end_with_death(county.stays, people)
    care.finish(county.care, people, window)
    return county


def _need(county: County, day: int, luck: Array) -> Need:
    people, health = county.people, county.health
    bands, age, here = people.band_on(day), people.age_on(day), people.born <= day
    ill = health.weigh("admission", day)
    dead = np.exp(health.weigh("death", day) + 0.35 * health.frailty + rate("death", "poor") * health.poverty)
    support = np.exp(0.55 * ill + 0.55 * health.frailty + 0.3 * luck[1])
    lost = np.exp(1.3 * health.has("dementia", day) + 0.5 * health.frailty + 0.4 * health.has("falls_recorded", day))
    mind = health.has("anxiety_depression", day) * 1.3 + health.has("psychosis_bipolar", day) * 2.4
    mind += health.has("dementia", day) * 1.5 + health.has("alcohol_problems", day) * 1.0
    return Need(
        bands=bands,
        age=age,
        admission=admission_need(people, health, day, bands),
        death=level(dead, bands, here),
        planned=level(np.exp(0.7 * ill + 0.75 * luck[0]), bands, here),
        community=level(support, bands, here),
        mental=level(np.exp(mind + 0.06 * health.poverty + 0.7 * luck[2]), bands, here),
        care_home=level(lost, bands, here),
    )


def _before(county: County, need: Need) -> None:
    """A year that nobody records, so that the first month finds crises, recent admissions and illness already under way."""
    dice, people = county.dice, county.people
    here = people.first_day <= county.window.start
    for _ in range(12):
        struck = happen(dice, _emergency_rates(county, need, county.window.start, plain=True) * here)
        _wear(county, need, struck, here)
    mortality = _mortality(people, need.bands) * need.death
    lasting = rate("death", "last_months") / 12
    county.ending = (
        chances(dice, np.minimum(mortality * (1 - rate("death", "sudden")) * lasting, 0.9), len(people)) & here
    )
    care.before(
        dice,
        county.care,
        people,
        county.homes,
        county.places,
        need.bands,
        need.care_home,
        need.community,
        county.window,
    )


def _month(county: County, need: Need, births: dict[str, Array], number: int, first: int, last: int) -> None:
    dice, people = county.dice, county.people
    here = (people.first_day <= last) & (people.last_day >= first)
    _deaths(county, need, here, first, last)
    struck = _in_reach(
        county, happen(dice, _emergency_rates(county, need, first) * here), first, last, "week_emergency"
    )
    planned = [
        (
            *_in_reach(
                county,
                happen(dice, _yearly("hospital", kind, need.bands) * need.planned * here),
                first,
                last,
                "week_planned",
            ),
            code,
        )
        for kind, code in (("day_case", stays.DAY_CASE), ("elective", stays.ELECTIVE))
    ]
    taken = stays.admit(dice, county.stays, people, struck, planned, births, need.age, first, last)
    county.recent *= rate("need", "recent_keeps")
    _wear(county, need, taken["person"], here)
    care.month(dice, county.care, people, county.homes, county.places, need.bands, need.care_home, need.community,
               county.crisis, county.recent, county.ending, taken, here, first, last)  # fmt: skip
    _elsewhere(county, need, taken, here, first, last)


def _emergency_rates(county: County, need: Need, day: int, *, plain: bool = False) -> Array:
    """Expected emergency admissions of each person in a month."""
    people = county.people
    rates = (
        by_band("hospital", "emergency")[need.bands] * np.array(rate("need", "band_correction"))[need.bands] / 12_000
    )
    rates = rates * need.admission * (1 + county.crisis) * (1 + county.recent)
    rates[county.ending] *= rate("need", "last_months")
    if plain:
        return np.asarray(rates)
    years = (day - county.window.start) / YEAR
    rates *= (
        rate("hospital", "seasons_emergency")[month_number(day) - 1] * (1 + rate("hospital", "trend_a_year")) ** years
    )
    homes = county.homes
    practice = homes.practice[
        homes.at(np.arange(len(people)), np.full(len(people), day), known=True), np.arange(len(people))
    ]
    rates *= np.where(practice >= 0, county.practice_effect[practice], 1.0)
    for scheme in county.schemes:
        scheme.multiply(rates, practice, people.age_on(day), day)
    return np.asarray(rates)


def _wear(county: County, need: Need, struck: Array, here: Array) -> None:
    """Crises fade and begin; an admission leaves its mark."""
    dice = county.dice
    county.crisis *= rate("need", "crisis_keeps")
    begins = befall(dice, np.minimum(rate("need", "crisis_a_month") * np.sqrt(need.admission) * here, 0.5))
    county.crisis[begins] += lognormal(dice, rate("need", "crisis_size"), 0.7, len(begins))
    np.add.at(county.recent, struck, rate("need", "recent_adds"))


def _mortality(people: People, bands: Array) -> Array:
    """Deaths expected in a year, by age and sex."""
    return (
        np.where(people.male == 1, by_band("death", "male")[bands], by_band("death", "female")[bands])
        / 1000
        * rate("death", "correction")
    )


def _deaths(county: County, need: Need, here: Array, first: int, last: int) -> None:
    dice, people = county.dice, county.people
    hazard = _mortality(people, need.bands) * need.death / 12 * here
    hazard[county.care.home_day <= first] *= rate("death", "care_home")
    hazard *= np.where(county.crisis > 2, 1.5, 0.93)
    county.ending[befall(dice, np.minimum(hazard * (1 - rate("death", "sudden")), 0.5))] = True
    dying = np.where(county.ending, 1 / rate("death", "last_months"), hazard * rate("death", "sudden")) * here
    who = np.flatnonzero(dice.random(len(dying)) < dying)
    day = dice.integers(first, last + 1, len(who))
    dies = (day >= people.first_day[who]) & (day <= people.last_day[who]) & (day > people.born[who])
    who, day = who[dies], day[dies].astype(np.int32)
    people.death_day[who], people.last_day[who] = day, day
    county.stays.plan_last(dice, who, day)


def _elsewhere(county: County, need: Need, taken: dict[str, Array], here: Array, first: int, last: int) -> None:
    """Attendances that end at home, outpatients, community and mental health services."""
    dice, people, bands = county.dice, county.people, need.bands
    season = rate("hospital", "seasons_attendance")[month_number(first) - 1]
    urgent = np.exp(rate("hospital", "attendance_poor") * county.health.poverty) * np.sqrt(need.admission)
    urgent *= (1 + 0.35 * county.crisis) * np.where(people.kind == VISITOR, 5.0, 1.0)
    attends = happen(dice, _yearly("hospital", "attendance", bands) * urgent * season * here * 0.86)
    county.attendances.add(**_named(_in_reach(county, attends, first, last, "week_attendance")))
    sees = happen(dice, _yearly("hospital", "outpatient", bands) * need.planned * here)
    county.appointments.add(**_named(_in_reach(county, sees, first, last, "week_planned")))
    refers = happen(
        dice, _yearly("community", "referral", bands) * need.community * (1 + 0.4 * county.crisis) * here * 0.8
    )
    who, day = _in_reach(county, refers, first, last, None)
    county.referrals.add(person=who, day=day, discharge=False)
    home = (need.age[taken["person"]] >= 65) & chances(dice, rate("community", "after_discharge"), len(taken["person"]))
    county.referrals.add(person=taken["person"][home], day=taken["leave"][home], discharge=True)
    refers = happen(dice, _yearly("mental_health", "referral", bands) * need.mental * here)
    county.mental_referrals.add(**_named(_in_reach(county, refers, first, last, None)))
    psychosis, low = (county.health.has(name, first) for name in ("psychosis_bipolar", "anxiety_depression"))
    hazard = (
        psychosis * rate("mental_health", "stay_a_year") + low * (need.age > 16) * rate("mental_health", "stay_other")
    ) / 12
    who, day = _in_reach(county, befall(dice, hazard * here), first, last, None)
    nights = lognormal(dice, rate("mental_health", "nights"), 1.0, len(who)).astype(np.int32) + 1
    county.mental_stays.add(person=who, day=day, leave=day + nights)


def _yearly(section: str, kind: str, bands: Array) -> Array:
    """A yearly rate for 1,000 as the number expected of each person in a month."""
    return np.asarray((by_band(section, kind) / 12_000)[bands])


def _in_reach(county: County, who: Array, first: int, last: int, week: str | None) -> tuple[Array, Array]:
    """A day of the month for each event; events of days when the person was not here, or no longer alive, did not happen."""
    days = days_between(county.dice, first, last, rate("hospital", week) if week else EVEN, len(who))
    days = days if week != "week_planned" else np.where(to_working_day(days) > last, days, days)
    real = (days >= county.people.first_day[who]) & (days <= county.people.last_day[who])
    return who[real], days[real]


def _named(event: tuple[Array, Array]) -> dict[str, Array]:
    return {"person": event[0], "day": event[1]}
