"""Records nobody on the register was found for: joined to one another, sparingly, and each group anchored to one
name."""

from collections.abc import Iterable

from joinedup.engine import Connection
from joinedup.identity.workroom import run


def join_leftovers(connection: Connection) -> None:
    """Writes identity.groups(rid, root, rule): leftovers of one person share ``root``, the first of them by id.

    Only exact agreement counts, and never across two different valid numbers, however long the chain between them.
    """
    run(connection, "leftover_pairs")
    pairs = connection.execute(
        "select low, high, rule, low_number, high_number from identity.leftover_pairs order by rule, low, high"
    ).fetchall()
    rows = [(place, root, rule) for place, (root, rule) in sorted(grouped(pairs).items())]
    connection.execute("create or replace table identity.groups (rid integer, root integer, rule varchar)")
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(
            "insert into identity.groups select l.rid, r.rid, g.rule from "
            "(select unnest(?::bigint[]) as place, unnest(?::bigint[]) as root, unnest(?::varchar[]) as rule) as g "
            "join identity.left as l on l.place = g.place join identity.left as r on r.place = g.root",
            columns,
        )


Pair = tuple[int, int, str, int | None, int | None]


def grouped(pairs: Iterable[Pair]) -> dict[int, tuple[int, str]]:
    """record → (smallest record of its group, the rule that joined it). Pairs come in the order in which they count.

    A pair that would bring two different numbers into one group is left out.
    """
    parents: dict[int, int] = {}
    numbers: dict[int, int | None] = {}
    rules: dict[int, str] = {}

    def root(of: int) -> int:
        while parents[of] != of:
            parents[of] = of = parents[parents[of]]
        return of

    for low, high, rule, low_number, high_number in pairs:
        for rid, number in ((low, low_number), (high, high_number)):
            parents.setdefault(rid, rid)
            numbers.setdefault(rid, number)
        one, other = sorted((root(low), root(high)))
        apart = numbers[one] is not None and numbers[other] is not None and numbers[one] != numbers[other]
        if one == other or apart:
            continue
        parents[other] = one
        numbers[one] = numbers[one] if numbers[one] is not None else numbers[other]
        rules.setdefault(low, rule)
        rules.setdefault(high, rule)
    return {rid: (root(rid), rule) for rid, rule in rules.items()}
