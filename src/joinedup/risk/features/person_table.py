"""One row for each registered person, with what was known of them on an index date: one SQL pass a linked table."""

import datetime as dt
from functools import cache
from importlib.resources import files

from joinedup.engine import Connection

# One file each, beside this one, in the order of its columns in the person table.
PERSON_TABLES = (
    "spells",
    "attendances",
    "appointments",
    "contacts",
    "mental_health_spells",
    "referrals",
    "care_packages",
    "care_events",
    "delays",
    "conditions",
)


def prepare(connection: Connection) -> None:
    """Numbers the specialties, teams and conditions; once for a connection, after the linked tables are open."""
    connection.execute(_sql("bits.sql"))


def person_table(connection: Connection, on: dt.date, name: str = "person_table") -> str:
    """Makes the temporary table ``name``: everyone registered and alive on ``on``, with what had happened before it.

    Nothing dated on or after ``on`` is counted, and what ends later (a stay, a care package, a registration, a life)
    is taken as not ended. Counts are whole numbers; ``*_cost_*`` is pounds; ``age`` is completed years, -1 when not
    known; ``imd_decile`` is 0 when not known. Returns ``name``.
    """
    connection.execute(f"set variable index_date = date '{on.isoformat()}'")
    connection.execute(_sql("windows.sql"))
    connection.execute(f"create or replace temp table population as {_sql('features/population.sql')}")
    connection.execute(f'create or replace temp table "{name}" as {_joined(connection)}')
    return name


def condition_names(connection: Connection) -> dict[str, int]:
    """Condition → its bit in ``condition_bits``."""
    return dict(connection.execute("select condition, bit from condition_bits order by bit").fetchall())


def _joined(connection: Connection) -> str:
    parts = ",\n".join(f"by_{table} as ({_sql(f'features/{table}.sql')})" for table in PERSON_TABLES)
    columns = ", ".join(f"coalesce(columns(by_{table}.* exclude person_id), 0)" for table in PERSON_TABLES)
    joins = "\n".join(f"left join by_{table} using (person_id)" for table in PERSON_TABLES)
    return f"with {parts}\nselect population.*, {columns}\nfrom population\n{joins}"  # noqa: S608 - our own files


@cache
def _sql(path: str) -> str:
    return files("joinedup.risk").joinpath(path).read_text(encoding="utf-8")
