"""From patterns to one best person for each record, with the chance that it is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from joinedup.engine import Connection, together
from joinedup.identity.comparing import BITS, columns_of, compare, grouped, unpacked
from joinedup.identity.fields import FIELDS
from joinedup.identity.learning import KINDS, Patterns, learn, log_chances, priors
from joinedup.identity.model import Model, starting_model
from joinedup.identity.workroom import count, run

WITH_IDS = frozenset(("given", "family", "postcode"))
"""Fields whose values are joined by as whole numbers."""
DRAWN = 60_000
"""Pairs drawn at random for the chance of agreeing by accident."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many records ask, and among how many people."""

    records: int
    people: int


def count_register(connection: Connection, fields: Sequence[str]) -> None:
    """Writes identity.common_FIELD(value, n): how many rows of the register have each value of each counted field."""
    for name in _counted(fields):
        connection.execute(f"""
            create or replace table identity.common_{name} as
            select {_key(name)} as value, count(*) as n from identity.spine
            where {_key(name)} is not null group by {_key(name)}""")


def compare_pairs(connection: Connection, fields: Sequence[str], *, learning: bool) -> None:
    """Writes identity.compared and identity.frequencies, and identity.drawn_compared where a model is to be learnt.

    The pairs are compared in two halves, side by side with the rest, as each half keeps one processor busy.
    """
    halves = (f"(from identity.pairs where rid % 2 = {half})" for half in (0, 1))
    steps = [
        partial(compare, fields=fields, pairs=pairs, into=f"identity.compared_{half}")
        for half, pairs in enumerate(halves)
    ]
    drawing = [partial(_compare_drawn, fields=fields)] if learning else []
    together(connection, *drawing, *steps, partial(_count_values, fields=fields))
    connection.execute(
        "create or replace view identity.compared as from identity.compared_0 union all from identity.compared_1"
    )


def _compare_drawn(connection: Connection, fields: Sequence[str]) -> None:
    _draw(connection, fields)
    compare(connection, fields, pairs="identity.drawn", into="identity.drawn_compared")


def _counted(fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in fields if FIELDS[name].counted)


def _count_values(connection: Connection, fields: Sequence[str]) -> None:
    """Writes identity.frequencies: for each record, how common each of its counted values is on the register."""
    counted = _counted(fields)
    size = max(count(connection, "select count(*) from identity.spine"), 1)
    shared = "".join(f", {_frequency(name, size)}" for name in counted)
    joins = " ".join(
        f"left join identity.common_{name} as of_{name} on of_{name}.value = r.{_key(name)}" for name in counted
    )
    connection.execute(f"""
        create or replace table identity.frequencies as
        select r.rid{shared} from identity.records as r {joins}""")


def learned(connection: Connection, fields: Sequence[str], size: Size, *, most: float = 0.995) -> Model:
    """A model learnt from identity.compared and from pairs drawn at random (see compare_pairs)."""
    counted = _counted(fields)
    seen = _patterns(connection, "identity.compared", fields, size)
    drawn = _patterns(connection, "identity.drawn_compared", fields, size)
    # added as whole numbers: sums of fractions depend on the order in which they are added
    shares = (f"sum(({name} * 1e15)::hugeint) / 1e15 / count({name})" for name in counted)
    alike = connection.execute("select " + (", ".join(shares) or "1") + " from identity.frequencies").fetchone()
    means = {name: float(value) for name, value in zip(counted, alike or (), strict=False) if value}
    return learn(starting_model(tuple(fields), size.people), seen, drawn, means, most=most)


def score(connection: Connection, model: Model, size: Size) -> None:
    """Writes identity.scored(rid, person, odds, pattern): of each person a record was held against, the row that fits.

    Then identity.best(rid, person, pattern, score, odds, rivals, runner_up): the best person, and the chance that it is
    right, counting every rival and the chance that nobody on the register is.
    """
    patterns, _ = grouped(connection, "identity.compared")
    chances = np.exp(log_chances(model, unpacked(patterns, tuple(model.fields)))) * priors(model, size.people)[:, None]
    weights = {"pattern": patterns, **{kind: chances[row] for row, kind in enumerate(KINDS)}}
    connection.register("identity_weights", weights)
    counted = _counted(model.fields)
    own = _rarer(model, [name for name in counted if not FIELDS[name].of_a_place])
    place = _rarer(model, [name for name in counted if FIELDS[name].of_a_place])
    run(connection, "score", own=own, place=place)
    connection.unregister("identity_weights")


def _rarer(model: Model, counted: Sequence[str]) -> str:
    """SQL: how much rarer than usual are the values on which a pair agrees."""
    factors = [
        f"case when p.pattern >> {BITS * place} & 7 = 1 then coalesce(f.{name}, {alike}) / {alike} else 1 end"
        for place, name in enumerate(model.fields)
        if name in counted and (alike := model.fields[name].chance[0])
    ]
    return " * ".join(factors) or "1"


def _draw(connection: Connection, fields: Sequence[str]) -> None:
    """Draws from rows ordered by what is compared: the same pairs whatever the order in which rows arrive."""
    dice = np.random.default_rng(7)
    content = ", ".join(column for name in fields for column in columns_of(name))
    chosen = {}
    for table, column in (("records", "rid"), ("rows", "sid")):
        ordered = f"select {column} from identity.{table} order by hash({content}), {column}"
        held = connection.execute(ordered).fetchnumpy()[column]
        chosen[column] = held[dice.integers(0, len(held), DRAWN)] if len(held) else held
    connection.register("identity_drawn", chosen)
    connection.execute("create or replace table identity.drawn as select distinct rid, sid from identity_drawn")
    connection.unregister("identity_drawn")


def _patterns(connection: Connection, table: str, fields: Sequence[str], size: Size) -> Patterns:
    patterns, pairs = grouped(connection, table)
    return Patterns(unpacked(patterns, fields), pairs, size.records, size.people)


def _frequency(name: str, size: int) -> str:
    # One of those who share the value is most likely the person asked about: it is no coincidence.
    return f"case when r.{name} is not null then greatest(coalesce(of_{name}.n, 0) - 0.7, 0.3) / {size} end as {name}"


def _key(name: str) -> str:
    return f"{name}_id" if name in WITH_IDS else name
