"""Standing need: how many times the average of a person's age each person needs each kind of service."""

from dataclasses import dataclass

import numpy as np

from joinedup.synthetic.dice import Array
from joinedup.synthetic.health import Health
from joinedup.synthetic.people import People
from joinedup.synthetic.settings import rate


@dataclass(frozen=True)
class Need:
    """One entry a person; each kind of need averages one in an age band. ``age`` and ``bands`` are the day's."""

    bands: Array
    age: Array
    admission: Array
    urgent: Array
    planned: Array
    community: Array
    mental: Array
    care_home: Array
    death: Array


def need_on(people: People, health: Health, day: int, luck: Array) -> Need:
    """Everybody's need from ``day`` on. ``luck``: three rows of standard normal draws, what no cause explains."""
    bands, here = people.band_on(day), people.here_on(day)
    ill, frail, hidden = health.weigh("admission", day), health.frailty, health.hidden
    admission = admission_need(people, health, day, bands)
    mind = health.has("anxiety_depression", day) * 1.3 + health.has("psychosis_bipolar", day) * 2.4
    mind = mind + health.has("dementia", day) * 1.5 + health.has("alcohol_problems", day) * 1.0
    lost = 1.3 * health.has("dementia", day) + 0.5 * frail + 0.4 * health.has("falls_recorded", day)
    dying = health.weigh("death", day) + 0.35 * frail + rate("death", "poor") * health.poverty
    return Need(
        bands=bands,
        age=people.age_on(day),
        admission=admission,
        urgent=level(admission**0.75, bands, here),
        planned=level(np.exp(0.8 * ill + 0.4 * frail + 0.45 * hidden + 0.5 * luck[0]), bands, here),
        community=level(np.exp(0.7 * ill + 0.7 * frail + 0.4 * hidden + 0.3 * luck[1]), bands, here),
        mental=level(np.exp(mind + 0.06 * health.poverty + 0.7 * luck[2]), bands, here),
        care_home=level(np.exp(lost), bands, here),
        death=level(np.exp(dying), bands, here),
    )


def admission_need(people: People, health: Health, day: int, bands: Array) -> Array:
    """How many times the average of a person's age band each person needs emergency admission, standing causes only.

    Averages one over the people of each band, so that the county's rate by age is the one asked for.
    """
    log = rate("need", "illness_admission") * health.weigh("admission", day)
    log += rate("need", "frailty_admission") * health.frailty + rate("need", "hidden_admission") * health.hidden
    log += rate("need", "poor_admission") * health.poverty
    log -= (np.bincount(bands, log, 20) / np.maximum(np.bincount(bands, minlength=20), 1))[bands]
    most = rate("need", "most_from_average")
    need = np.exp(most * np.tanh(log / most)) * np.where(people.male == 1, rate("hospital", "emergency_male"), 1.0)
    return level(need, bands, people.here_on(day))


def level(need: Array, bands: Array, counted: Array) -> Array:
    """``need`` divided by its mean among the ``counted`` of each band."""
    total = np.bincount(bands[counted], need[counted], 20)
    mean = total / np.maximum(np.bincount(bands[counted], minlength=20), 1)
    return np.asarray(need / np.where(mean > 0, mean, 1.0)[bands])
