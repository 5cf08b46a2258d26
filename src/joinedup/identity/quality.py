"""How good the links are: rates by source and by group, numbers in doubt, why records stayed alone, links by step."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from joinedup.engine import Connection
from joinedup.identity.sources import SOURCES
from joinedup.identity.workroom import exists, run, workroom


@dataclass(frozen=True, slots=True)
class Rate:
    """Records of one group of one source, how many found a person on the register, and their share (None of
    nothing)."""

    source: str
    kind: str  # all, age, sex, ethnicity, deprivation (fifths of areas, 1 the most deprived)
    group: str
    records: int
    matched: int

    @property
    def share(self) -> float | None:
        """Matched of all, 0 to 1."""
        return self.matched / self.records if self.records else None


@dataclass(frozen=True, slots=True)
class Step:
    """Links made by one step, and the share of them that the model expects to be wrong, 0 to 1."""

    method: str
    links: int
    expected_wrong: float


@dataclass(frozen=True, slots=True)
class LinkQuality:
    """``numbers``: records by what became of the number they carry. ``unmatched``: records alone, by rule and outcome.

    ``steps``: accepted links by the step that made them. A link by a set rule is expected to be wrong as often as its
    rule says; what people decided and what the national service traced, never.
    """

    rates: tuple[Rate, ...]
    numbers: Mapping[str, int]
    unmatched: Mapping[str, int]
    steps: tuple[Step, ...]

    @property
    def false_matches(self) -> float | None:
        """The share of all accepted links that the model expects to be wrong; None without links."""
        links = sum(step.links for step in self.steps)
        return sum(step.links * step.expected_wrong for step in self.steps) / links if links else None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "LinkQuality":
        """Back from JSON."""
        rates = tuple(Rate(**rate) for rate in stored["rates"])
        return cls(rates, stored["numbers"], stored["unmatched"], tuple(Step(**step) for step in stored["steps"]))


def link_quality(connection: Connection) -> LinkQuality:
    """Reads ``person_links`` and the intake views; counts only, nothing about anybody."""
    with workroom(connection):
        selects = " union all ".join(_face(source.name) for source in SOURCES)
        nowhere = "(select null::varchar as postcode, null::integer as imd_decile where false)"
        postcodes = "postcodes" if exists(connection, "postcodes") else nowhere
        run(connection, "quality_faces", selects=selects, postcodes=postcodes)
        run(connection, "quality_rates")
        rates = connection.execute("from identity.rates order by source, kind, grouping").fetchall()
        run(connection, "quality_numbers")
        numbers = connection.execute("from identity.number_fates order by 1").fetchall()
        alone = connection.execute(
            "select rule || ' (' || outcome || ')', count(*) from person_links "
            "where method = 'unmatched' group by 1 order by 2 desc, 1"
        ).fetchall()
        steps = connection.execute(
            "select method, count(*), avg(1 - score) from person_links "
            "where band = 'accept' and method not in ('register', 'unmatched') group by 1 order by 1"
        ).fetchall()
    return LinkQuality(
        tuple(Rate(*row) for row in rates),
        {str(fate): int(records) for fate, records in numbers},
        {str(why): int(records) for why, records in alone},
        tuple(Step(str(method), int(links), float(wrong or 0.0)) for method, links, wrong in steps),
    )


_ETHNIC = {"social_care": "Ethnicity"}


def _face(name: str) -> str:
    """One source as quality_faces.sql takes it; only some sources say an ethnic category in their list of people."""
    source = next(source for source in SOURCES if source.name == name)
    ethnic = f'"{_ETHNIC[name]}"' if name in _ETHNIC else "null::varchar"
    return f"""
        select '{name}' as source, coalesce({source.organisation}, '') as organisation_code,
               {source.person}::varchar as source_person_id, {source.number} as number_text, {source.gender} as gender,
               {source.dob} as born, {ethnic} as ethnicity, {str(name in _ETHNIC).lower()} as says_ethnicity,
               {source.postcode} as postcode
        from {source.table}"""
