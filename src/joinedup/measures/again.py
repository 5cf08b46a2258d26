"""The cases of a measure are counted again only when something they are counted from has changed.

A build keeps what every measure came to by practice or ward and month (``unit_months``) and by year and part of the
population (``unit_cuts``). The next build takes over the measures whose query, code lists, days and linked tables are
the same. Populations, intervals and what may be shown are worked out afresh each time.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from joinedup.engine import Build, Connection, Draft, quoted
from joinedup.linked import code, mark_of
from joinedup.measures.measure import Measure

_ALWAYS = ("whereabouts", "places", "persons")  # where and as what a person counts
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


def unchanged(before: Build | None, marks: Mapping[str, str], tables: Collection[str]) -> frozenset[str]:
    """The measures that ``before`` counted from the same; none when it kept not all of ``tables``."""
    if before is None or not set(tables) <= set(before.tables):
        return frozenset()
    told = before.about.get("made_from", {})
    return frozenset(name for name, mark in marks.items() if told.get(name) == mark)


def put_kept(connection: Connection, before: Build | None, measures: Collection[str]) -> None:
    """Leaves the temporary views ``kept_months`` and ``kept_cuts``: the rows of ``measures`` in ``before``."""
    for table, names in KEPT.items():
        kept = f"kept_{table.removeprefix('unit_')}"
        if before is not None and measures and table in before.tables:
            among = ", ".join(map(quoted, sorted(measures)))
            rows = f"select {names} from read_parquet({quoted(before.table(table))}) where measure in ({among})"
        else:
            columns = ", ".join(f"null::{_TYPES.get(name, 'integer')} as {name}" for name in names.split(", "))
            rows = f"select {columns} where false"
        connection.execute(f"create or replace temp view {kept} as {rows}")


def keep(connection: Connection, draft: Draft, table: str) -> None:
    """Writes one of the tables that the next build may take over."""
    names = KEPT[table].replace("measure", "asked.id as measure")
    draft.write(connection, table, f"select {names} from {table} join asked using (measure) order by all")
