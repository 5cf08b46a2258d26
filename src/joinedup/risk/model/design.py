"""From the person table to the model's numbers: logs of counts, bends in age, and standard deviations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.risk.dates import YEAR
from joinedup.risk.features import FURTHEST, Needed, Numbers, People
from joinedup.risk.groups import GROUPS, Group

Matrix = NDArray[np.float32]
CONDITIONS = "conditions"  # the group of all condition flags and their number
NEARLY = 0.9  # of a window: a source that begins a few weeks late still teaches it
RAREST = 30  # a column that is not nought for fewer people than this says nothing that can be trusted


@dataclass(frozen=True, slots=True)
class Term:
    """One number of the model: the group it belongs to, and how it is made of a person-table column."""

    name: str
    group: str
    column: str
    made: Callable[[Numbers], Numbers]


@dataclass(frozen=True)
class Design:
    """The terms in use, and the mean and standard deviation that each had on the fitting date."""

    terms: tuple[Term, ...]
    means: NDArray[np.float64]
    spreads: NDArray[np.float64]

    def matrix(self, people: People) -> Matrix:
        """people × terms, each as standard deviations from the fitting year's mean."""
        made = np.empty((len(people), len(self.terms)), dtype=np.float32, order="F")
        for place, term in enumerate(self.terms):
            values, which = _told(people.column(term.column))
            said = np.asarray(term.made(values)).astype(np.float32)
            said -= np.float32(self.means[place])
            said /= np.float32(self.spreads[place])
            np.take(said, which, out=made[:, place], mode="clip")
        return made


def designed(people: People, look_back: Mapping[str, int]) -> Design:
    """The design for a fitting year: ``look_back`` is table → days its history reaches before the fitting date."""
    terms, means, spreads = [], [], []
    for term in _every_term(people, look_back):
        told, which = _told(people.column(term.column))
        values, times = np.asarray(term.made(told), dtype=np.float64), np.bincount(which, minlength=len(told))
        mean = float(times @ values) / len(people)
        spread = float(np.sqrt(times @ (values - mean) ** 2 / len(people)))
        if spread > 0 and times[values != 0].sum() >= RAREST:
            terms.append(term)
            means.append(mean)
            spreads.append(spread)
    return Design(tuple(terms), np.array(means), np.array(spreads))


def needed(look_back: Mapping[str, int]) -> Needed:
    """The columns of the model, and no further back than it learns from."""
    columns = {column for group in GROUPS for column in _seen(group, _reach(group, look_back))}
    # a window of a year or less saves next to nothing when it is cut off
    reach = {
        table: FURTHEST if days >= NEARLY * FURTHEST else max(YEAR.days, days) for table, days in look_back.items()
    }
    return Needed(frozenset(columns | {"conditions", "condition_bits"}), reach, ("ethnic_group",))


def redesigned(people: People, look_back: Mapping[str, int], told: Iterable[tuple[str, float, float]]) -> Design:
    """The design again from the names, means and spreads of its terms; ``people`` and ``look_back`` as they were."""
    every = {term.name: term for term in _every_term(people, look_back)}
    names, means, spreads = zip(*told, strict=True)
    return Design(tuple(every[name] for name in names), np.array(means), np.array(spreads))


def looked_at(people: People, look_back: Mapping[str, int]) -> Iterable[tuple[str, Numbers]]:
    """Every column that a design for these people would be made from, with its name."""
    columns = {term.column for term in _every_term(people, look_back)}
    for name in sorted(name for name in columns if not name.startswith("has:")):
        yield name, people.column(name)
    yield f"bits of {dict(people.conditions)}", people.column("condition_bits")


def _every_term(people: People, look_back: Mapping[str, int]) -> Iterable[Term]:
    for group in GROUPS:
        if group.id == "age":
            yield from _age_terms(people)
        else:
            yield from _terms(group, _reach(group, look_back))
    yield Term("number of long-term conditions", CONDITIONS, "conditions", np.log1p)
    for condition in people.conditions:
        yield Term(f"has:{condition}", CONDITIONS, f"has:{condition}", _as_it_is)


def _told(column: Numbers) -> tuple[Numbers, Numbers]:
    """Every value a column may hold, and which of them each person has: worked out once for a value, not for a person.

    A column of the model holds small whole numbers, each of them many times.
    """
    low, high = min(int(column.min(initial=0)), 0), int(column.max(initial=0))
    return np.arange(low, high + 1).astype(column.dtype), column - low if low else column


def _reach(group: Group, look_back: Mapping[str, int]) -> int:
    return look_back.get(group.table, 0) if group.table != "persons" else 0


def _seen(group: Group, look_back: int) -> Iterable[str]:
    return (column for column in group.columns if NEARLY * _window(column) <= look_back)


def _terms(group: Group, look_back: int) -> Iterable[Term]:
    for column in _seen(group, look_back):
        if column == "emergency_nearness":
            yield Term(column, group.id, column, _nearness(look_back))
        elif column == "imd_decile":
            yield Term("deprivation", group.id, column, _deprivation)
        else:
            yield Term(column, group.id, column, np.log1p)


def _age_terms(people: People) -> Iterable[Term]:
    known = people.column("age")[people.column("age") >= 0]
    usual = int(np.median(known)) if len(known) else 40
    yield Term("age under 5", "age", "age", lambda age: np.maximum(5 - _filled(age, usual), 0))
    yield Term("age", "age", "age", lambda age: _filled(age, usual) / 10)
    for knot in (50, 65, 75, 85):
        yield Term(f"age over {knot}", "age", "age", _over(knot, usual))


def _over(knot: int, usual: int) -> Callable[[Numbers], Numbers]:
    return lambda age: np.maximum(_filled(age, usual) - knot, 0) / 10


def _filled(age: Numbers, usual: int) -> Numbers:
    return np.where(age < 0, usual, age).astype(np.float32)


def _nearness(look_back: int) -> Callable[[Numbers], Numbers]:
    """How near the last emergency admission is: 1 yesterday, 0 when further back than the model could learn from."""
    reach = min(look_back, 730)
    return lambda nearness: np.maximum(nearness.astype(np.float32) - (730 - reach), 0) / (reach + 1)


def _deprivation(decile: Numbers) -> Numbers:
    return np.where(decile == 0, 0, 5.5 - decile.astype(np.float32))


def _as_it_is(flag: Numbers) -> Numbers:
    return flag


def _window(column: str) -> int:
    """The days a column looks back, the number at its end; a source that reaches back less cannot teach it."""
    last = column.rpartition("_")[2]
    return int(last) if last.isdigit() else 0
