"""Columns of few different values: sorted and written as numbers, read back as the text they are.

A text takes four times as long to write as its number in a list of the kind's values, and many times the room while
rows are sorted. So before the tables are made, the values of each kind are read once where they come from. What a file
says is the same either way. A kind of more values than a list of codes has (a nation's small areas, say) stays text.
"""

from collections.abc import Iterable, Mapping

from joinedup.engine import MOST_CODES, Connection, quoted
from joinedup.linked.table import LinkedTable

LOOKED_UP = 32  # values; on longer lists a cast by hash is quicker than a look along the list
VALUES = {
    "source": "select distinct source from person_links",
    "organisation": "select distinct organisation_code from person_links",
    "method": "select distinct method from person_links",
    "rule": "select distinct rule from person_links",
    "band": "select distinct band from person_links",
    "outcome": "select distinct outcome from person_links",
    "gender": "select GENDER from gp_register union select GENDER from acute_patients "
    "union select person_stated_gender from csds_mpi union select Gender from mhsds_mpi "
    "union select Gender from cld_clients union select GENDER from deaths",
    "number_status": "select '01' union select NHS_NO_STATUS from acute_patients "
    "union select nhs_number_status_indicator from csds_mpi union select NHSNumberStatus from mhsds_mpi",
    "ethnic_category": "select ETHNIC_CATEGORY from gp_register union select Ethnicity from cld_clients",
    "practice": "select distinct GP_PRACTICE_CODE from gp_register",
    "network": "select distinct network_code from practice_tree",
    "locality": "select distinct locality_code from practice_tree",
    "lsoa": "select distinct lsoa from areas",
    "ward": "select distinct ward from areas",
    "district": "select distinct district from areas",
    "council": "select distinct council from areas",
    "team": "select team_type_code from csds_referrals union select ServTeamTypeRefToMH from mhsds_referrals",
    "location": "select distinct activity_location_type_code from csds_contacts",
    "treatment_function": "select distinct Treatment_Function_Code from opa_appointments",
}
"""Kind → every value it can have, read from where the tables below have it from."""

KINDS = {
    "person_links": {
        "source": "source",
        "organisation_code": "organisation",
        "method": "method",
        "rule": "rule",
        "band": "band",
        "outcome": "outcome",
    },
    "persons": {
        "nhs_number_status": "number_status",
        "gender": "gender",
        "lsoa": "lsoa",
        "ward": "ward",
        "district": "district",
        "council": "council",
        "practice_code": "practice",
        "network_code": "network",
        "locality_code": "locality",
        "ethnic_category": "ethnic_category",
    },
    "appointments": {"provider_code": "organisation", "treatment_function": "treatment_function"},
    "contacts": {"source": "source", "provider_code": "organisation", "team_type": "team", "place": "location"},
}
"""Table → column → its kind: of the tables that take longest to write."""


def put_kinds(connection: Connection, tables: Iterable[str]) -> dict[str, list[str]]:
    """Makes a type of each kind that ``tables`` have and whose values are few; returns which, with their values."""
    wanted = {kind for table in tables for kind in KINDS.get(table, {}).values()}
    found = {kind: _put(connection, kind) for kind in VALUES if kind in wanted}
    return {kind: values for kind, values in found.items() if values}


def as_kinds(table: LinkedTable, made: Mapping[str, list[str]]) -> str:
    """The query of ``table``, with its columns of the kinds ``made`` as numbers."""
    kinds = {column: kind for column, kind in KINDS.get(table.name, {}).items() if kind in made}
    if not kinds:
        return table.query
    replaced = ", ".join(f"{_number(column, kind, made[kind])} as {column}" for column, kind in kinds.items())
    return table.in_order(f"select * replace ({replaced}) from (\n{table.rows}\n)")


def _number(column: str, kind: str, values: list[str]) -> str:
    """A text as its number. A short list is looked up by a function, which the engine asks once for each value that a
    file's dictionary has; a cast would be done for each row, and is quicker only where a list is long."""
    if len(values) > LOOKED_UP:
        return f"{column}::kind_{kind}"
    listed = f"[{', '.join(map(quoted, values))}]"
    return f"({listed}::kind_{kind}[])[list_position({listed}, {column})]"


def _put(connection: Connection, kind: str) -> list[str]:
    """The values of a kind, its type made; none where it has none, or more than a list of codes."""
    rows = connection.execute(
        f"select value from ({VALUES[kind]}) as found(value) where value is not null order by value "
        f"limit {MOST_CODES + 1}"
    ).fetchall()
    values = [value for (value,) in rows]
    if not 0 < len(values) <= MOST_CODES:
        return []
    connection.execute(f"drop type if exists kind_{kind}")
    connection.execute(f"create type kind_{kind} as enum ({', '.join(map(quoted, values))})")
    return values
