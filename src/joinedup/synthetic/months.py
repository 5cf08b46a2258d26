"""Three years, month by month: need makes events and events make need. Everything that happens is decided here.

A month is drawn for everybody at once. Standing need (age, conditions, frailty, deprivation) is raised by a crisis that
comes and fades, by recent admissions, and in the last months of life; so past use foretells use, yet most of next
year's admissions befall people whom nobody could have named, and those who had most this year have less the next.
"""

import numpy as np

from joinedup.basics.progress import Tell
from joinedup.synthetic import care, stays
from joinedup.synthetic.dice import Array, befall, chances, happen, lognormal, stream
from joinedup.synthetic.health import Health
from joinedup.synthetic.homes import Homes
from joinedup.synthetic.need import Need, need_on
from joinedup.synthetic.people import VISITOR, People
from joinedup.synthetic.places import Places
from joinedup.synthetic.schemes import Scheme
from joinedup.synthetic.settings import by_band, rate
from joinedup.synthetic.state import County, Month, quiet_care, quiet_stays
from joinedup.synthetic.window import YEAR, Window, days_between, month_number

EVEN = (1.0,) * 7
_IN_CRISIS = 2.0  # a crisis larger than this brings death nearer


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
    effect = np.exp(dice.standard_normal(len(places.practice_codes)) * rate("need", "practice_spread"))
    nobody = np.zeros(size)
    county = County(
        people, places, homes, health, schemes, window, dice, quiet_stays(size), quiet_care(size),
        nobody.copy(), nobody.copy(), np.zeros(size, dtype=bool), effect,
    )  # fmt: skip
    luck = stream(seed, "luck").standard_normal((3, size))
    need = need_on(people, health, window.start, luck)
    _before(county, need)
    births = stays.births(dice, people, window)
    for number, (first, last) in enumerate(window.months):
        if number and number % 12 == 0:
            need = need_on(people, health, first, luck)
        month = Month(number, first, last, (people.first_day <= last) & (people.last_day >= first))
        _live_month(county, need, births, month)
        tell("Living three years", number + 1, len(window.months))
    stays.end_with_death(county.stays, people)
    care.finish(county.care)
    return county


def _before(county: County, need: Need) -> None:
    """A year that nobody records: the first month finds crises, recent admissions and illness already under way."""
    dice, people, window = county.dice, county.people, county.window
    month = Month(-1, window.start, window.start, people.first_day <= window.start)
    for _ in range(12):
        struck = happen(dice, np.minimum(_standing_rates(county, need), rate("need", "most_a_month")) * month.here)
        _wear(county, need, struck, month)
    mortality = _mortality(people, need.bands) * need.death * (1 - rate("death", "sudden"))
    county.ending = chances(dice, np.minimum(mortality * rate("death", "last_months") / 12, 0.9), len(people))
    county.ending &= month.here
    care.before(county, need, month)


def _live_month(county: County, need: Need, births: dict[str, Array], month: Month) -> None:
    _deaths(county, need, month)
    struck = _in_reach(county, happen(county.dice, _emergency_rates(county, need, month)), month, "week_emergency")
    planned = [
        (*_in_reach(county, happen(county.dice, _monthly(kind, need, month)), month, "week_planned"), code)
        for kind, code in (("day_case", stays.DAY_CASE), ("elective", stays.ELECTIVE))
    ]
    urgent = stays.admit(county, struck, planned, births, need.age, month)
    _wear(county, need, urgent["person"], month)
    taken = {name: column[~urgent["spared"]] for name, column in urgent.items()}
    care.month(county, need, taken, month)
    _hospital_visits(county, need, month)
    _community(county, need, taken, month)
    _mental_health(county, need, month)


def _standing_rates(county: County, need: Need) -> Array:
    """Expected emergency admissions of each person in a month, before seasons, trend and practices."""
    yearly = by_band("hospital", "emergency") * np.array(rate("need", "band_correction"))
    rates = (yearly / 12_000)[need.bands] * need.admission * (1 + county.crisis) * (1 + county.recent)
    rates[county.ending] *= rate("need", "last_months")
    return np.asarray(rates)


def _emergency_rates(county: County, need: Need, month: Month) -> Array:
    """Expected emergency admissions of each person in this month."""
    rates, day = _standing_rates(county, need), month.first
    years = (day - (county.window.start + county.window.end) / 2) / YEAR
    rates *= rate("hospital", "seasons_emergency")[month_number(day) - 1]
    rates *= (1 + rate("hospital", "trend_a_year")) ** years
    everybody = np.arange(len(rates))
    practice = county.homes.practice[county.homes.at(everybody, np.full(len(rates), day), known=True), everybody]
    rates *= np.where(practice >= 0, county.practice_effect[practice], 1.0)
    return np.asarray(np.minimum(rates, rate("need", "most_a_month")) * month.here)


def _wear(county: County, need: Need, struck: Array, month: Month) -> None:
    """Crises fade and begin; an admission leaves its mark."""
    dice = county.dice
    county.crisis *= rate("need", "crisis_keeps")
    county.recent *= rate("need", "recent_keeps")
    begins = befall(dice, np.minimum(rate("need", "crisis_a_month") * np.sqrt(need.admission) * month.here, 0.5))
    county.crisis[begins] += lognormal(dice, rate("need", "crisis_size"), 0.7, len(begins))
    np.add.at(county.recent, struck, rate("need", "recent_adds"))
    np.minimum(
        county.recent, rate("need", "recent_most"), out=county.recent
    )  # else admissions would feed on themselves


def _mortality(people: People, bands: Array) -> Array:
    """Deaths expected in a year, by age and sex."""
    yearly = np.where(people.male == 1, by_band("death", "male")[bands], by_band("death", "female")[bands])
    return np.asarray(yearly / 1000 * rate("death", "correction"))


def _deaths(county: County, need: Need, month: Month) -> None:
    """Some begin to die; of those and, suddenly, of others some die. A death shortens the person's days in reach."""
    dice, people = county.dice, county.people
    hazard = _mortality(people, need.bands) * need.death / 12 * month.here
    hazard[county.care.home_day <= month.first] *= rate("death", "care_home")
    hazard *= np.where(county.crisis > _IN_CRISIS, 1.5, 0.93)
    county.ending[befall(dice, np.minimum(hazard * (1 - rate("death", "sudden")), 0.5))] = True
    dying = np.where(county.ending, 1 / rate("death", "last_months"), hazard * rate("death", "sudden")) * month.here
    who = np.flatnonzero(dice.random(len(dying)) < dying)
    day = dice.integers(month.first, month.last + 1, len(who))
    dies = (day >= people.first_day[who]) & (day <= people.last_day[who]) & (day > people.born[who])
    who, day = who[dies], day[dies].astype(np.int32)
    people.death_day[who], people.last_day[who] = day, day
    stays.plan_last(county, who, day, county.care.home_day[who] <= month.first)


def _hospital_visits(county: County, need: Need, month: Month) -> None:
    """Attendances that end at home, and outpatients."""
    people = county.people
    urgent = need.urgent * np.exp(rate("hospital", "attendance_poor") * county.health.poverty)
    urgent *= (1 + 0.25 * county.crisis) * np.where(people.kind == VISITOR, 5.0, 1.0)
    urgent *= rate("hospital", "seasons_attendance")[month_number(month.first) - 1]
    yearly = by_band("hospital", "attendance") * rate("hospital", "attendance_correction")
    attends = happen(county.dice, (yearly / 12_000)[need.bands] * urgent * month.here)
    who, day = _in_reach(county, attends, month, "week_attendance")
    county.attendances.add(person=who, day=day)
    who, day = _in_reach(county, happen(county.dice, _monthly("outpatient", need, month)), month, "week_planned")
    county.appointments.add(person=who, day=day)


def _community(county: County, need: Need, taken: dict[str, Array], month: Month) -> None:
    """Referrals from anybody, more in a crisis, and from the ward for some of 65 and over who go home."""
    pressed = need.community * (1 + 0.4 * county.crisis) * month.here
    yearly = by_band("community", "referral") * rate("community", "correction")
    who, day = _in_reach(county, happen(county.dice, (yearly / 12_000)[need.bands] * pressed), month, None)
    county.referrals.add(person=who, day=day, discharge=np.zeros(len(who), dtype=bool))
    offered = chances(county.dice, rate("community", "after_discharge"), len(taken["person"]))
    home = (need.age[taken["person"]] >= 65) & offered
    county.referrals.add(
        person=taken["person"][home], day=taken["leave"][home], discharge=np.ones(home.sum(), dtype=bool)
    )


def _mental_health(county: County, need: Need, month: Month) -> None:
    """Referrals, and stays in hospital of a few."""
    dice = county.dice
    yearly = by_band("mental_health", "referral")
    who, day = _in_reach(county, happen(dice, (yearly / 12_000)[need.bands] * need.mental * month.here), month, None)
    county.mental_referrals.add(person=who, day=day)
    severe, low = (county.health.has(name, month.first) for name in ("psychosis_bipolar", "anxiety_depression"))
    yearly = severe * rate("mental_health", "stay_a_year") + low * (need.age > 16) * rate("mental_health", "stay_other")
    who, day = _in_reach(county, befall(dice, yearly / 12 * month.here), month, None)
    nights = lognormal(dice, rate("mental_health", "nights"), 1.0, len(who)).astype(np.int32) + 1
    county.mental_stays.add(person=who, day=day, leave=day + nights)


def _monthly(kind: str, need: Need, month: Month) -> Array:
    """Expected planned hospital visits of one kind of each person in this month."""
    return np.asarray((by_band("hospital", kind) / 12_000)[need.bands] * need.planned * month.here)


def _in_reach(county: County, who: Array, month: Month, week: str | None) -> tuple[Array, Array]:
    """Persons and days of events; what falls on a day before a person came or after they left did not happen."""
    weights = np.asarray(rate("hospital", week) if week else EVEN)
    days = days_between(county.dice, month.first, month.last, weights, len(who))
    real = (days >= county.people.first_day[who]) & (days <= county.people.last_day[who])
    return who[real], days[real]
