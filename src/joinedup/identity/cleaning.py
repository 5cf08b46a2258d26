"""From raw rows to comparable ones: names folded by dictionary, the rest by the macros."""

from collections.abc import Iterable

from joinedup.engine import Connection
from joinedup.identity.workroom import run

_EXTRA = {
    "address": "plain_text({t}.address_raw)",
    "house": "house_of({t}.address_raw)",
    "line_2": "plain_text({t}.line_2_raw)",
    "town": "plain_text({t}.town_raw)",
    "region": "plain_text({t}.region_raw)",
    "work": "plain_text({t}.work_raw)",
    "practice": "nullif(upper({t}.practice), '')",
    "phone": "phone_of({t}.phone_raw)",
    "mobile": "phone_of({t}.mobile_raw)",
    "email": "nullif(lower(trim({t}.email_raw)), '')",
}


IDS = "given_id, given_sound_id, given_start_id, family_id, family_sound_id, postcode_id"
"""What rows join by, as whole numbers."""


def fold_names(connection: Connection, columns: Iterable[str], *, kept: bool = False) -> None:
    """Writes identity.names: one row for each spelling in ``columns`` (queries for one column each).

    ``kept``: those of the register are in identity.known_names already. Each column is counted out by itself, while the
    engine has its file's own dictionary of values at hand.
    """
    spelled = " union all ".join(f"select distinct raw from ({column}) as t(raw)" for column in columns)
    new = "and raw not in (select raw from identity.known_names)" if kept else ""
    connection.execute(f"""
        create or replace table identity.spellings as
        select distinct raw from ({spelled}) where raw is not null {new}""")
    run(connection, "names")
    if kept:
        connection.execute("insert into identity.names from identity.known_names")


def clean(connection: Connection, table: str, rows: str, *, keep: str, names_only: bool = False) -> None:
    """Writes ``table``: every comparable column of ``rows`` (a query over raw columns), and the columns in ``keep``.

    ``names_only`` leaves out what only the scored step compares.
    """
    extras = "" if names_only else f", {_extras(connection, rows)}"
    connection.execute(f"""
        create or replace table {table} as
        select {keep}, t.number, coalesce(t.number::varchar, number_text_of(t.number_text)) as number_text,
               t.dob, t.gender, plain_text(t.other_raw) as other, t.postcode, {IDS},
               g.name as given, g.first_part as first_given, g.known, g.roots,
               f.name as family, f.first_part as family_first, f.last_part as family_last, f.known as former{extras}
        from ({rows}) as t
        left join identity.names as g on g.raw = t.given_raw
        left join identity.names as f on f.raw = t.family_raw""")


def with_ids(rows: str) -> str:
    """SQL: ``rows`` (a query over raw columns), and what the rules join by as whole numbers; 0 is no date of birth."""
    return f"""
        select t.* replace (nullif(t.dob, 0) as dob),
               g.name_id as given_id, g.sound_id as given_sound_id, g.start_id as given_start_id,
               f.name_id as family_id, f.sound_id as family_sound_id,
               id_of(t.postcode) as postcode_id
        from ({rows}) as t
        left join identity.names as g on g.raw = t.given_raw
        left join identity.names as f on f.raw = t.family_raw"""


def _extras(connection: Connection, rows: str) -> str:
    have = {row[0] for row in connection.execute(f"describe {rows}").fetchall()}
    return ", ".join(
        f"{made.format(t='t') if _source(made) in have else 'null::varchar'} as {name}" for name, made in _EXTRA.items()
    )


def _source(made: str) -> str:
    return made.split("{t}.")[1].split(")", maxsplit=1)[0].split(",", maxsplit=1)[0]
