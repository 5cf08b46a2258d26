"""The cases of a measure are counted again only when something they are counted from has changed.

A build keeps what every measure came to by practice or ward and month (``unit_months``) and by year and part of the
population (``unit_cuts``). The next build takes over the measures whose query, code lists, days and linked tables are
the same. Populations, intervals and what may be shown are worked out afresh for those measures alone whose cases,
people or places changed, and for those protected together with one of them; the rows of the others are taken over.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from joinedup.engine import Build, Connection, Draft, quoted
from joinedup.linked import code, mark_of
from joinedup.measures.measure import Measure

_ALWAYS = ("whereabouts", "places", "persons")  # where and as what a person counts
_ORDER = {
    "measure_values": "measure, basis, area_kind, area_code, period_kind, period_start",
    "measure_shown": "measure, basis, area_kind, area_code, period_kind, period_start",
    "measure_cuts": "measure, basis, dimension, category, area_kind, area_code, period_start",
    "measure_standardised": "measure, area_kind, area_code, period_start",
    "unit_months": "all",
    "unit_cuts": "all",
}
KEPT = {
    "unit_months": "basis, measure, month, unit, n, d, sq",
    "unit_cuts": "measure, starts, unit, n, d, sq, dimension, code",
}
_TYPES = {
    "basis": "varchar",
    "measure": "varchar",
    "dimension": "varchar",
    "n": "double",
    "d": "double",
    "sq": "double",
}


def marks_of(measures: Iterable[Measure], spans: Mapping[str, object], linked: Build) -> dict[str, str]:
    """Measure → mark of all it is counted from; none for a linked build that does not say what it was made from."""
    tables = {name: told.get("made_from") for name, told in linked.manifest["tables"].items()}
    found = {}
    for measure in measures:
        words = set(re.findall(r"\w+", measure.query))
        read = [name for name in tables if name in words or name in _ALWAYS]
        if all(tables[name] for name in read):
            told = [f"{name} {tables[name]}" for name in sorted(read)]
            found[measure.id] = mark_of(code("joinedup.measures"), repr(measure), repr(spans[measure.id]), *told)
    return found


def figures_marks(
    measures: Collection[Measure], marks: Mapping[str, str], months: tuple[int, int], linked: Build
) -> dict[str, str]:
    """Measure → mark of all its figures and what is shown of them. Measures protected together have one between them.

    None for a measure without a mark of its cases, or when the estimates of residents have none.
    """
    told = linked.manifest["tables"].get("populations", {}).get("made_from")
    if not told:
        return {}
    parts = {measure.id for measure in measures if measure.part_of}
    group = sorted(parts | {measure.part_of for measure in measures if measure.part_of})
    together = mark_of(*(f"{name} {marks.get(name)}" for name in group))
    rest = (code("joinedup.measures", "joinedup.governance"), repr(months), told)
    unknown = {name for name in group if name in {one.id for one in measures} and name not in marks}
    return {
        name: mark_of(mark, *rest, together if name in group else "")
        for name, mark in marks.items()
        if not (name in group and unknown)
    }


def settled(before: Build | None, marks: Mapping[str, str], tables: Collection[str]) -> frozenset[str]:
    """The measures whose rows in ``tables`` of ``before`` are those that would be worked out again."""
    if before is None or not set(tables) <= set(before.tables):
        return frozenset()
    told = before.about.get("figures_made_from", {})
    return frozenset(name for name, mark in marks.items() if told.get(name) == mark)


def write(
    connection: Connection, draft: Draft, table: str, query: str, before: Build | None, settled: Collection[str]
) -> None:
    """Writes a table of figures: the rows of ``query``, and those of the measures that are ``settled``."""
    if before is not None and settled:
        among = ", ".join(map(quoted, sorted(settled)))
        old = f"from read_parquet({quoted(before.table(table))}) where measure in ({among})"
        query = f"from (from ({query}) union all by name {old}) order by {_ORDER[table]}"
    draft.write(connection, table, query)


def unchanged(before: Build | None, marks: Mapping[str, str], tables: Collection[str]) -> frozenset[str]:
    """The measures that ``before`` counted from the same; none when it kept not all of ``tables``."""
    if before is None or not set(tables) <= set(before.tables):
        return frozenset()
    told = before.about.get("made_from", {})
    return frozenset(name for name, mark in marks.items() if told.get(name) == mark)


def put_kept(connection: Connection, before: Build | None, measures: Collection[str]) -> None:
    """Leaves the views ``kept_months`` and ``kept_cuts``: the rows of ``measures`` in ``before``."""
    for table, names in KEPT.items():
        kept = f"kept_{table.removeprefix('unit_')}"
        if before is not None and measures and table in before.tables:
            among = ", ".join(map(quoted, sorted(measures)))
            rows = f"select {names} from read_parquet({quoted(before.table(table))}) where measure in ({among})"
        else:
            columns = ", ".join(f"null::{_TYPES.get(name, 'integer')} as {name}" for name in names.split(", "))
            rows = f"select {columns} where false"
        connection.execute(f"create or replace view {kept} as {rows}")


def keep_query(table: str) -> str:
    """One of the tables that the next build may take over, for ``write``."""
    names = KEPT[table].replace("measure", "asked.id as measure")
    return f"select {names} from {table} join asked using (measure) order by all"
