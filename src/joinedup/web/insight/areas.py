"""The areas a measure can be read for, with their names: from the builds that serve."""

from dataclasses import dataclass

from joinedup.engine import Connection

KINDS = {
    "county": "the whole county",
    "icb": "integrated care board",
    "council": "council",
    "district": "district",
    "locality": "locality",
    "network": "primary care network",
    "practice": "practice",
    "lsoa_group": "neighbourhood",
    "ward": "ward",
}
WHOLE = "county:all"

_AREAS = """
select distinct measured.area_kind, measured.area_code, coalesce(organisations.NAME, measured.area_code)
from (select distinct area_kind, area_code from measure_values where measure = $measure) as measured
left join organisations on organisations.ODS_CODE = measured.area_code
"""

_ORGANISATIONS = """
select kind, code, code
from (unpivot places on icb_code, council, district into name kind value code)
group by all
order by kind desc, count(*) desc, code
"""


@dataclass(frozen=True, slots=True)
class Area:
    """One area; ``id`` is what an address carries."""

    kind: str
    code: str
    name: str

    @property
    def id(self) -> str:
        """Kind and code."""
        return f"{self.kind}:{self.code}"


def areas_of(connection: Connection, measure: str) -> list[Area]:
    """The areas for which the measure has values, the largest kinds first."""
    order = list(KINDS)
    rows = connection.execute(_AREAS, {"measure": measure}).fetchall()
    areas = [Area(kind, code, "The whole county" if kind == "county" else name) for kind, code, name in rows]
    known = [area for area in areas if area.kind in KINDS]
    return sorted(known, key=lambda area: (order.index(area.kind), area.name))


def organisations_of(connection: Connection) -> list[Area]:
    """The board, councils and districts of the people linked, those of most places first; their names are codes."""
    rows = connection.execute(_ORGANISATIONS).fetchall()
    return [Area(kind.removesuffix("_code"), code, name) for kind, code, name in rows]
