"""Measures as those may see them who see counts only: rounded, and broken down only as far as nothing small shows.

One decision for all of it, made when the measures are counted (``governance.breakdowns`` has the rule and why it
holds): which areas are shown by year, quarter and month. What is shown follows the rule of HES and ECDS for small
numbers: counts to the nearest 5, values and their intervals worked out from those; means stay as they
are. A proportion's cases that did not meet it are protected like those that did.

Measures that are parts of another (``Measure.part_of``) are shown for the whole county only, and only together: their
areas would otherwise be worked out from that other's. Of a measure within another (``Measure.within``), what the other
counts besides is protected like its own cases: one subtracts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from joinedup.engine import Connection
from joinedup.governance.breakdowns import Counts, Flags, Split, harmless, shown
from joinedup.measures.measure import Kind, Measure

KINDS = {
    "registered": ("county", "icb", "locality", "network", "practice"),
    "resident": ("county", "council", "district", "ward", "lsoa_group"),
}
"""Kinds of area that are shown. Of two areas that overlap, the one whose kind stands first is."""

Area = tuple[str, str]
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Counted:
    """Areas after those they belong to (``parents`` by place, -1 for the county); counts by measure, place and part."""

    areas: Numbers  # as ``units`` numbers them, by place
    parents: Sequence[int]
    n: Counts
    d: Counts
    there: Flags


def put_protected(connection: Connection, measures: Sequence[Measure]) -> None:
    """Leaves ``shown_sums`` with what is shown alone, rounded, and ``hidden`` with the places of the rest.

    To be called after ``put_sums`` with the same measures.
    """
    connection.execute(_sql("parts"))
    [(parts,)] = connection.execute("select count(*) from parts").fetchall()
    found = [np.empty((0, 3), np.intp)]
    every = _splits(connection)
    for basis, kinds in KINDS.items():
        counted = _counted(connection, basis, kinds, len(measures), parts)
        together = _together(measures, counted)
        numbers = {measure.id: number for number, measure in enumerate(measures)}
        for number, measure in enumerate(measures):
            counts, parents, allowed = _asked(measure, number, basis, counted, together)
            if measure.within in numbers:
                besides = counted.n[numbers[measure.within]] - counted.n[number]
                counts = np.concatenate([counts, besides[None]])
            known = shown(counts, parents, allowed, every.get(number, []))
            place, part = np.nonzero(known)
            found.append(np.stack([np.full_like(place, number), counted.areas[place], part], axis=1))
    _put_known(connection, np.concatenate(found))
    connection.execute(_sql("protected"))


def shown_query() -> str:
    """The analysts' SQL of ``measure_shown``, after ``put_protected``: what is hidden has a row without figures."""
    values = _sql("values").replace("from sums join", "from shown_sums as sums join")
    return _sql("shown").replace("values_of_sums", f"({values})")


def _asked(
    measure: Measure, number: int, basis: str, counted: Counted, together: Flags
) -> tuple[Counts, Sequence[int], Flags]:
    """The counts to protect, the tree, and what may be shown at all."""
    n, d, allowed = counted.n[number], counted.d[number], np.ones_like(together)
    counts = [n, d]
    if measure.kind is Kind.PROPORTION:
        counts.append(d - n)
    if measure.kind is Kind.RATE:
        allowed = counted.there[number]
        if basis == "resident":  # estimates are published, and need not add up
            counts, allowed = [n], allowed & harmless(d)
    if measure.part_of:
        allowed = allowed & together & (np.asarray(counted.parents) < 0)[:, None]
    return np.stack(counts), counted.parents, allowed


def _together(measures: Sequence[Measure], counted: Counted) -> Flags:
    """Where every measure that is a part of another is harmless, and what they leave of it."""
    numbers = {measure.id: number for number, measure in enumerate(measures)}
    flags = np.ones(counted.n.shape[1:], dtype=bool)
    left: dict[str, Counts] = {}
    for number, measure in enumerate(measures):
        if measure.part_of:
            flags &= harmless(counted.n[number])
        if measure.part_of in numbers:
            left[measure.part_of] = left.get(measure.part_of, counted.n[numbers[measure.part_of]]) - counted.n[number]
    for rest in left.values():
        flags &= harmless(rest)
    return flags


def _counted(connection: Connection, basis: str, kinds: Sequence[str], measures: int, parts: int) -> Counted:
    areas, parents = _tree(connection, basis, kinds)
    n, d = np.zeros((2, measures, len(areas), parts))
    there = np.zeros(n.shape, dtype=bool)
    numbers = _numbers(connection, basis, areas)
    rows = connection.execute("select measure, area, part, n, d from sums where basis = ?", [basis]).fetchnumpy()
    places = np.full(max(rows["area"].max(initial=0), numbers.max(initial=0)) + 1, -1)
    places[numbers] = np.arange(len(numbers))
    kept = places[rows["area"]] >= 0
    at = rows["measure"][kept], places[rows["area"][kept]], rows["part"][kept]
    n[at], d[at], there[at] = rows["n"][kept], rows["d"][kept], True
    return Counted(numbers, parents, n, d, there)


def _numbers(connection: Connection, basis: str, areas: Sequence[Area]) -> Numbers:
    rows = connection.execute("select distinct area_kind, area_code, area from units where basis = ?", [basis])
    numbers = {(kind, code): number for kind, code, number in rows.fetchall()}
    return np.array([numbers[area] for area in areas], np.intp)


def _tree(connection: Connection, basis: str, kinds: Sequence[str]) -> tuple[list[Area], list[int]]:
    """Areas of which any two lie one in the other or apart. Those that overlap another are never shown."""
    units: dict[Area, set[int]] = {}
    for unit, kind, code in connection.execute(
        "select unit, area_kind, area_code from units where basis = ? order by all", [basis]
    ).fetchall():
        units.setdefault((kind, code), set()).add(unit)
    kept: list[Area] = []
    for area in sorted(units, key=lambda area: (kinds.index(area[0]), area)):
        own = units[area]
        if all(own <= units[one] or own >= units[one] or own.isdisjoint(units[one]) for one in kept):
            kept.append(area)
    kept.sort(key=lambda area: -len(units[area]))
    return kept, [_parent(units, kept[:at], area) for at, area in enumerate(kept)]


def _parent(units: dict[Area, set[int]], larger: Sequence[Area], area: Area) -> int:
    """The place of the smallest area that holds this one; -1 for none."""
    return next((at for at in range(len(larger) - 1, -1, -1) if units[area] <= units[larger[at]]), -1)


def _splits(connection: Connection) -> dict[int, list[Split]]:
    """By measure: years one by one; a year's quarters; a quarter's months: those its extracts speak of."""
    rows = connection.execute(
        "select measure, whole, list(part order by part) from parts join measure_parts using (part) "
        "group by measure, whole, case when whole is null then part end order by measure, min(part)"
    ).fetchall()
    splits: dict[int, list[Split]] = {}
    for number, whole, parts in rows:
        splits.setdefault(number, []).append(Split(whole, np.array(parts, np.intp)))
    return splits


def _put_known(connection: Connection, found: Numbers) -> None:
    """Leaves ``known``: what may be shown, by the numbers of measure, area and part."""
    measure, area, part = (np.ascontiguousarray(column) for column in found.T)
    connection.register("shown_places", {"measure": measure, "area": area, "part": part})
    connection.execute("create or replace temp table known as from shown_places")
    connection.unregister("shown_places")


def _sql(name: str) -> str:
    return files("joinedup.measures").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
