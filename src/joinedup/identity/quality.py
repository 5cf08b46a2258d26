"""How good the links are: rates by source and by group, numbers in doubt, why records stayed alone."""

from dataclasses import dataclass

from joinedup.engine import Connection
from joinedup.identity.sources import SOURCES
from joinedup.identity.workroom import exists, run, workroom


@dataclass(frozen=True, slots=True)
class Rate:
    """Records of one group of one source, how many found a person on the register, and their share (None of
    nothing)."""

    source: str
    kind: str  # all, month, age, sex, ethnicity, deprivation
    group: str
    records: int
    matched: int

    @property
    def share(self) -> float | None:
        """Matched of all, 0 to 1."""
        return self.matched / self.records if self.records else None


@dataclass(frozen=True, slots=True)
class LinkQuality:
    """``numbers``: records by what became of the number they carry. ``unmatched``: records alone, by rule and outcome.

    ``false_matches``: the share of accepted links expected to be wrong, by the model's account of the scored ones;
    links by a set rule are counted at the score their rule carries.
    """

    rates: tuple[Rate, ...]
    numbers: dict[str, int]
    unmatched: dict[str, int]
    false_matches: float | None


def link_quality(connection: Connection) -> LinkQuality:
    """Reads ``person_links`` and the intake views; counts only, nothing about anybody."""
    with workroom(connection):
        selects = " union all ".join(_faces(connection, source.name) for source in SOURCES)
        connection.execute(f"create table identity.faces as {selects}")
        run(connection, "quality_rates")
        rates = connection.execute("from identity.rates order by source, kind, grouping").fetchall()
        run(connection, "quality_numbers")
        numbers = connection.execute("from identity.number_fates order by 1").fetchall()
        alone = connection.execute(
            "select rule || ' (' || outcome || ')', count(*) from person_links "
            "where method = 'unmatched' group by 1 order by 2 desc, 1"
        ).fetchall()
        wrong = connection.execute(
            "select avg(1 - score) from person_links where band = 'accept' and method not in ('register', 'unmatched')"
        ).fetchone()
    return LinkQuality(
        tuple(Rate(*row) for row in rates),
        {str(fate): int(records) for fate, records in numbers},
        {str(why): int(records) for why, records in alone},
        float(wrong[0]) if wrong and wrong[0] is not None else None,
    )


_ETHNIC = {"social_care": "Ethnicity"}
_MONTH = {"deaths": "DATE_OF_DEATH"}


def _faces(connection: Connection, name: str) -> str:
    source = next(source for source in SOURCES if source.name == name)
    ethnic = f'"{_ETHNIC[name]}"' if name in _ETHNIC else "null::varchar"
    month = f"strftime({_MONTH[name]}, '%Y-%m')" if name in _MONTH else "null::varchar"
    places = exists(connection, "postcodes")
    decile = "null::integer" if not places else _decile(source.postcode)
    return f"""
        select '{name}' as source, coalesce({source.organisation}, '') as organisation_code,
               {source.person}::varchar as source_person_id, {source.number} as number_text, {source.gender} as gender,
               {source.dob} as born, {ethnic} as ethnicity, {month} as month, {decile}::integer as decile
        from {source.table}"""


def _decile(postcode: str) -> str:
    return (
        "(select any_value(p.imd_decile) from postcodes as p "
        f"where replace(p.postcode, ' ', '') = replace({postcode}, ' ', ''))"
    )
