"""One file beside itself: which of its records are of one person."""

from dataclasses import replace

import numpy as np

from joinedup.basics.progress import Tell
from joinedup.engine import Connection
from joinedup.identity import blocking, scoring
from joinedup.identity.cleaning import clean
from joinedup.identity.comparing import fields_in_hand
from joinedup.identity.fields import FIELDS
from joinedup.identity.model import Model
from joinedup.identity.workroom import count, run

ACCEPT = 0.3
"""A pair this likely may join two records. The model is shy: on two public sets all, and two in three, of the pairs
just above it were right."""
LIKELY = 0.2
ENOUGH = 0.34
"""Share of the pairs between two groups that must be LIKELY before they become one."""
MOST = 50.0


def group_within(connection: Connection, model: Model | None, tell: Tell) -> Model | None:
    """Reads identity.arrived and identity.register (the same rows); writes identity.placed, pointing at each group's
    first.

    Every pair is judged by itself, as a person may have any number of records; the pairs accepted are then followed
    from record to record, best first, and never join two different valid numbers.
    """
    tell("Looking for records of one person", 0, 2)
    connection.execute("""
        create table identity.placed
            (rid integer, person bigint, method varchar, rule varchar, score double, band varchar, outcome varchar)""")
    run(connection, "decisions_none")
    connection.execute("create table identity.clashing (number bigint)")
    connection.execute(
        "create table identity.open as select *, false as stands, false as contradicted from identity.arrived"
    )
    clean(connection, "identity.records", "select * from identity.open", keep="t.rid, t.stands, t.contradicted")
    clean(connection, "identity.rows", "select * from identity.register", keep="t.sid, t.person, t.reference")
    connection.execute("create view identity.spine as from identity.rows")
    blocking.find_pairs(connection, tuple(FIELDS), whole=True)
    connection.execute("delete from identity.pairs where rid <= sid")
    fields = (
        tuple(model.fields) if model else fields_in_hand(connection, tuple(FIELDS), "identity.records", "identity.rows")
    )
    records = count(connection, "select count(*) from identity.records")
    if not records:
        return model
    # each pair is looked at once, so each record has half the file beside it
    size = scoring.Size(records, max((records - 1) // 2, 1))
    scoring.count_register(connection, fields)
    scoring.compare_pairs(connection, fields, learning=model is None)
    used = model or scoring.learned(connection, fields, size, most=MOST)
    scoring.score(connection, used, size)
    tell("Grouping", 1, 2)
    _group(connection)
    return replace(used, accept=ACCEPT)


def _group(connection: Connection) -> None:
    found = connection.execute(f"""
        select rid, -person as sid, odds / (1 + odds) as score from identity.scored
        where odds / (1 + odds) >= {LIKELY} order by odds desc, rid, sid""").fetchnumpy()
    heads, weakest = followed(found["rid"].tolist(), found["sid"].tolist(), found["score"].tolist())
    rids = np.array(sorted(rid for rid, head in heads.items() if head != rid), dtype=np.int64)
    columns = {
        "rid": rids,
        "head": np.array([heads[rid] for rid in rids.tolist()], dtype=np.int64),
        "score": np.array([weakest[rid] for rid in rids.tolist()], dtype=np.float64),
    }
    connection.register("identity_grouped", columns)
    connection.execute(
        "insert into identity.placed select rid, -head, 'scored', 'scored', score, 'accept', '20' from identity_grouped"
    )
    connection.unregister("identity_grouped")


def followed(ones: list[int], others: list[int], scores: list[float]) -> tuple[dict[int, int], dict[int, float]]:
    """Each record's first of the group, and the score of the link that brought it in. Pairs come best first.

    A link joins two groups only when enough of the pairs between them are likely too, so that one odd record does not
    chain two families together.
    """
    groups: dict[int, list[int]] = {}
    beside: dict[int, set[int]] = {}
    weakest: dict[int, float] = {}
    for one, other in zip(ones, others, strict=True):
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    for one, other, score in zip(ones, others, scores, strict=True):
        if score < ACCEPT:
            break
        left, right = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        if left is right:
            continue
        small, large = sorted((left, right), key=len)
        inside = set(large)
        likely = sum(len(beside[record] & inside) for record in small)
        if likely < ENOUGH * len(small) * len(large):
            continue
        weakest.setdefault(one, score)
        weakest.setdefault(other, score)
        large.extend(small)
        for record in small:
            groups[record] = large
    return {record: min(group) for record, group in groups.items()}, weakest
