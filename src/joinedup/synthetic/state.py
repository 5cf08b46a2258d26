"""The county as the months find it and leave it: who is where, who is ill, and what has happened so far."""

from dataclasses import dataclass, field

import numpy as np

from joinedup.synthetic.dice import Array, Dice
from joinedup.synthetic.health import Health
from joinedup.synthetic.homes import Homes
from joinedup.synthetic.log import Log
from joinedup.synthetic.people import People
from joinedup.synthetic.places import Places
from joinedup.synthetic.schemes import Scheme
from joinedup.synthetic.window import NEVER, Window


@dataclass(frozen=True)
class Month:
    """A month of the window: its number from 0, first and last day, and who is in reach at some time of it."""

    number: int
    first: int
    last: int
    here: Array


@dataclass
class Stays:
    """Hospital stays so far, the day each person is next free to be admitted, and this month's admissions to die.

    ``rows`` holds every stay once the three years are over.
    """

    free_from: Array
    log: Log = field(default_factory=lambda: Log(person="i4", admit="i4", leave="i4", kind="i1", delay="i2", fatal="?"))
    last: tuple[Array, Array] = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
    rows: dict[str, Array] = field(default_factory=dict)


@dataclass
class Care:
    """Social care: who is in a care home or has a package since when (NEVER: not), and what has happened so far.

    ``due``: the day somebody will move into a care home because reablement did not bring them home.
    """

    home_day: Array
    council_pays: Array
    nursing: Array
    package_day: Array
    due: Array
    requests: Log = field(default_factory=lambda: Log(person="i4", day="i4", route="i1"))
    reablement: Log = field(default_factory=lambda: Log(person="i4", day="i4", leave="i4"))
    packages: Log = field(default_factory=lambda: Log(person="i4", day="i4", end="i4"))


@dataclass(frozen=True)
class Occupied:
    """The stays in one hospital's beds of one kind: the day each began and the day it ended."""

    provider: str
    kind: str
    came: Array
    out: Array


@dataclass
class County:
    """All that the months read and change. ``ending``: who is in the last months of life."""

    people: People
    places: Places
    homes: Homes
    health: Health
    schemes: tuple[Scheme, ...]
    window: Window
    dice: Dice
    stays: Stays
    care: Care
    crisis: Array
    recent: Array
    ending: Array
    practice_effect: Array
    attendances: Log = field(default_factory=lambda: Log(person="i4", day="i4"))
    appointments: Log = field(default_factory=lambda: Log(person="i4", day="i4"))
    referrals: Log = field(default_factory=lambda: Log(person="i4", day="i4", discharge="?"))
    mental_referrals: Log = field(default_factory=lambda: Log(person="i4", day="i4"))
    mental_stays: Log = field(default_factory=lambda: Log(person="i4", day="i4", leave="i4"))
    occupied: list[Occupied] = field(default_factory=list)


def quiet_stays(people: int) -> Stays:
    """Nobody is in hospital."""
    return Stays(np.full(people, -NEVER, dtype=np.int32))


def quiet_care(people: int) -> Care:
    """Nobody has care."""
    never, no = np.full(people, NEVER, dtype=np.int32), np.zeros(people, dtype=bool)
    return Care(never.copy(), no.copy(), no.copy(), never.copy(), never.copy())
