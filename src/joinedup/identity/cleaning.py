"""From raw rows to comparable ones: names folded by dictionary, the rest by the macros."""

from joinedup.engine import Connection
from joinedup.identity.workroom import run

_EXTRA = {
    "address": "plain_text({t}.address_raw)",
    "house": "nullif(regexp_extract({t}.address_raw, '[0-9]+[A-Za-z]?'), '')",
    "line_2": "plain_text({t}.line_2_raw)",
    "town": "plain_text({t}.town_raw)",
    "region": "plain_text({t}.region_raw)",
    "work": "plain_text({t}.work_raw)",
    "other": "plain_text({t}.other_raw)",
    "gender": "gender_of({t}.gender_raw)",
    "practice": "nullif(upper({t}.practice), '')",
    "phone": "phone_of({t}.phone_raw)",
    "mobile": "phone_of({t}.mobile_raw)",
    "email": "nullif(lower(trim({t}.email_raw)), '')",
}

_OF_THE_RULES = ("other", "gender")


def fold_names(connection: Connection) -> None:
    """Writes identity.names: one row for each spelling met in the register or among the records still open."""
    connection.execute("""
        create or replace table identity.spellings as
        select distinct raw from (
            select family_raw as raw from identity.register union all select given_raw from identity.register
            union all select family_raw from identity.open union all select given_raw from identity.open)
        where raw is not null""")
    run(connection, "names")


def clean(connection: Connection, table: str, rows: str, *, keep: str, names_only: bool = False) -> None:
    """Writes ``table``: every comparable column of ``rows`` (a query over raw columns), and the columns in ``keep``.

    ``names_only`` leaves out what only the scored step compares; see add_the_rest.
    """
    wanted = [name for name in _EXTRA if name in _OF_THE_RULES or not names_only]
    extras = _extras(connection, rows, wanted)
    connection.execute(f"""
        create or replace table {table} as
        select {keep}, t.number, coalesce(t.number::varchar, number_text_of(t.number_text)) as number_text,
               nullif(t.dob, 0) as dob,
               g.name as given, g.first_part as first_given, g.known, g.roots, g.sound as given_sound,
               f.name as family, f.first_part as family_first, f.last_part as family_last, f.known as former,
               f.sound as family_sound, postcode_of(t.postcode_raw) as postcode, {extras}
        from ({rows}) as t
        left join identity.names as g on g.raw = t.given_raw
        left join identity.names as f on f.raw = t.family_raw""")


def add_the_rest(connection: Connection) -> None:
    """Gives identity.records, by now only those no rule placed, the columns that names_only left out."""
    wanted = [name for name in _EXTRA if name not in _OF_THE_RULES]
    extras = _extras(connection, "select * from identity.arrived", wanted)
    connection.execute(f"""
        create or replace table identity.records as
        select r.*, {extras} from identity.records as r join identity.arrived as t on t.rid = r.rid""")


def _extras(connection: Connection, rows: str, wanted: list[str]) -> str:
    have = {row[0] for row in connection.execute(f"describe {rows}").fetchall()}
    return ", ".join(
        f"{_EXTRA[name].format(t='t') if _source(_EXTRA[name]) in have else 'null::varchar'} as {name}"
        for name in wanted
    )


def clean_for_blocking(connection: Connection) -> None:
    """Writes identity.spine: of every row of the register, only what finds candidates."""
    connection.execute("""
        create or replace table identity.spine as
        select t.sid, t.person, t.number, t.dob, f.name as family, f.sound as family_sound, f.first_part as
        family_first, f.last_part as family_last, g.name as given, g.sound as given_sound, postcode_of(t.postcode_raw)
        as postcode, gender_of(t.gender_raw) as gender from identity.register as t left join identity.names as g on
        g.raw = t.given_raw left join identity.names as f on f.raw = t.family_raw""")


def _source(made: str) -> str:
    return made.split("{t}.")[1].split(")", maxsplit=1)[0].split(",", maxsplit=1)[0]
