"""Candidate pairs to patterns: which step of each field a pair stands on, packed into one whole number."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from joinedup.engine import Connection
from joinedup.identity.fields import FIELDS

Steps = npt.NDArray[np.int64]
BITS = 3
"""Bits a field takes in a pattern: steps 0 to 7."""
_OF_A_ROW = {
    "given": ("given", "first_given", "known"),
    "family": ("family", "family_first", "family_last", "former"),
    "number": ("number_text",),
    "phone": ("phone", "mobile"),
}


def columns_of(field: str) -> tuple[str, ...]:
    """The columns a field is compared by; what is worked out from them is left out."""
    return _OF_A_ROW.get(field, (field,))


def fields_in_hand(connection: Connection, candidates: Sequence[str], records: str, rows: str) -> tuple[str, ...]:
    """The fields that both sides know anything about, in the order of fields.py."""
    counts = ", ".join(" + ".join(f"count({column})" for column in columns_of(name)) for name in candidates)
    sides = [connection.execute(f"select {counts} from {table}").fetchone() or () for table in (records, rows)]
    return tuple(name for name, *known in zip(candidates, *sides, strict=True) if all(known))


def compare(connection: Connection, fields: Sequence[str], *, pairs: str, into: str) -> None:
    """Writes ``into``(rid, sid, person, pattern) for ``pairs`` (SQL), from identity.records and identity.rows."""
    packed = " + ".join(f"({FIELDS[name].case})::bigint * {1 << (BITS * place)}" for place, name in enumerate(fields))
    connection.execute(f"""
        create or replace table {into} as
        select p.rid, p.sid, s.person, ({packed or "0"})::bigint as pattern
        from {pairs} as p
        join identity.records as r on r.rid = p.rid
        join identity.rows as s on s.sid = p.sid""")


def grouped(connection: Connection, table: str) -> tuple[Steps, Steps]:
    """Each pattern that occurs, and in how many pairs."""
    found = connection.execute(f"select pattern, count(*) as pairs from {table} group by pattern order by pattern")
    columns = found.fetchnumpy()
    return columns["pattern"].astype(np.int64), columns["pairs"].astype(np.int64)


def unpacked(patterns: Steps, fields: Sequence[str]) -> Steps:
    """The step of each field: one row a pattern, one column a field."""
    places = np.arange(len(fields), dtype=np.int64) * BITS
    return (patterns[:, None] >> places[None, :]) & 7
