"""Which pairs are worth comparing: rules that each survive a different mistake."""

from collections.abc import Collection
from dataclasses import dataclass

from joinedup.engine import Connection
from joinedup.identity.workroom import count

CROWD = 200
"""A value shared by more rows of the register than this finds nobody; rarer rules find those people."""
HANDFUL = 6
"""So few namesakes that names with another birth date and postcode may be worth a look."""
SMALL = 100_000
"""Up to this many rows a whole date of birth, or a pair of names, is rare enough to be a rule of its own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find candidates: what it survives, the fields it needs, and SQL that must be equal on both sides.

    ``keys`` are written with ``{t}`` for the table; where the two sides differ, the record's and the register's SQL.
    """

    survives: str
    needs: tuple[str, ...]
    keys: tuple[str | tuple[str, str], ...]
    crowd: int | None = None  # the keys may be shared by a crowd: the most rows of the register that still count
    small: bool = False  # only worth it on a small register
    whole: bool = False  # only where the register is cleaned in full: the quick form of it has no such columns
    only: str = ""  # SQL: the records it is for


_DOB, _SOUND, _POSTCODE, _YEAR = "{t}.dob", "{t}.family_sound_id", "{t}.postcode_id", "year_of({t}.dob)"
_NAMES = ("{t}.family_id", "{t}.given_id")
_GIVEN_3, _GIVEN_SOUND = "{t}.given_start_id", "{t}.given_sound_id"
_SWAPPED_DAY = ("year_of({t}.dob) * 10000 + day_of({t}.dob) * 100 + month_of({t}.dob)", "{t}.dob")
_CROSSED = (("{t}.family_id", "{t}.given_id"), ("{t}.given_id", "{t}.family_id"))
_CROSSED_SOUNDS = (
    ("{t}.family_sound_id", "{t}.given_sound_id"),
    ("{t}.given_sound_id", "{t}.family_sound_id"),
)
_STREET = "left(replace({t}.address, ' ', ''), 10)"

RULES = (
    Rule("everything but the number being wrong", ("number",), ("{t}.number",)),
    Rule("a slip in the family name, a move", ("dob", "family"), (_DOB, _SOUND)),
    Rule("another family name, a move", ("dob", "given"), (_DOB, _GIVEN_3)),
    Rule("day and month the other way round", ("dob", "family"), (_SWAPPED_DAY, _SOUND)),
    Rule("a wrong day or month, slips, a move", ("dob", "family", "given"), (_YEAR, _SOUND, _GIVEN_SOUND), crowd=CROWD),
    Rule("a wrong year, a move", ("dob", "family", "given"), ("{t}.dob % 10000", *_NAMES)),
    Rule("a wrong date of birth, another family name", ("postcode", "given"), (_POSTCODE, _GIVEN_3)),
    Rule("both names wrong, and a day or month", ("postcode", "dob"), (_POSTCODE, _YEAR)),
    Rule("names the other way round", ("dob", "family", "given"), (_YEAR, *_CROSSED)),
    Rule("no date of birth", ("family", "given"), _NAMES, crowd=CROWD, only="r.dob is null or r.dob % 100 = 0"),
    Rule("a wrong date of birth, a move", ("family", "given"), _NAMES, crowd=HANDFUL, small=True),
    Rule("a wrong date of birth, a move", ("family", "given"), _NAMES, crowd=CROWD, whole=True),
    Rule("a number of another kind", ("number",), ("{t}.number_text",), crowd=CROWD, whole=True),
    Rule("a wrong date of birth, another given name", ("postcode", "family"), (_POSTCODE, _SOUND), CROWD, True),
    Rule("everything but the date of birth wrong", ("dob",), (_DOB,), crowd=CROWD, small=True),
    Rule("a wrong date of birth, slips, a move", ("family", "given"), (_SOUND, _GIVEN_SOUND), CROWD, True),
    Rule("names and date wrong", ("phone",), ("coalesce({t}.mobile, {t}.phone)",), crowd=CROWD, whole=True),
    Rule("names and date wrong", ("email",), ("{t}.email",), crowd=CROWD, whole=True),
    Rule("names and date wrong", ("address",), ("{t}.address",), crowd=CROWD, whole=True),
    Rule(
        "names crossed, a slip in each, a wrong date",
        ("family", "given"),
        (*_CROSSED_SOUNDS,),
        crowd=CROWD,
        whole=True,
    ),
    Rule(
        "both names and the number of the house wrong",
        ("postcode", "town"),
        (_POSTCODE, "{t}.town"),
        crowd=CROWD,
        whole=True,
    ),
    Rule("names, date and postcode wrong", ("address",), (_STREET,), crowd=CROWD, whole=True),
    Rule(
        "a wrong date and postcode, another family name",
        ("town", "given"),
        ("{t}.town", _GIVEN_3),
        crowd=CROWD,
        whole=True,
    ),
    Rule(
        "a wrong date and postcode, another given name",
        ("town", "family"),
        ("{t}.town", _SOUND),
        crowd=CROWD,
        whole=True,
    ),
    Rule("a wrong postcode, names crossed", ("dob", "town"), (_YEAR, "{t}.town"), crowd=CROWD, whole=True),
    Rule("a wrong date, no given name", ("family", "town"), ("{t}.family_id", "{t}.town"), crowd=CROWD, whole=True),
)


def find_pairs(
    connection: Connection, fields: Collection[str], *, records: str = "identity.records", whole: bool = False
) -> None:
    """Writes identity.pairs(rid, sid), each pair of ``records`` and identity.spine once.

    Skips rules whose fields are not there.
    """
    size = count(connection, "select count(*) from identity.spine")
    rules = [rule for rule in RULES if set(rule.needs) <= set(fields) and (whole or not rule.whole)]
    rules = [rule for rule in rules if size <= SMALL or not rule.small]
    found = " union all ".join(_pairs(rule, records) for rule in rules)
    found = found or "select 0::integer as rid, 0::integer as sid where false"
    connection.execute(f"create or replace table identity.pairs as select rid, sid from ({found}) group by rid, sid")


def _pairs(rule: Rule, asking: str) -> str:
    keys = [key if isinstance(key, tuple) else (key, key) for key in rule.keys]
    equal = " and ".join(f"{record.format(t='r')} = {row.format(t='s')}" for record, row in keys)
    records = f"(select * from {asking} as r where {rule.only})" if rule.only else asking
    rows = f"({_few(keys, equal, records, rule.crowd)})" if rule.crowd else "identity.spine"
    return f"select r.rid, s.sid from {records} as r join {rows} as s on {equal}"


def _few(keys: list[tuple[str, str]], equal: str, records: str, crowd: int) -> str:
    names = ", ".join(row.format(t="s") for _, row in keys)
    asked_for = f"select s.* from identity.spine as s semi join {records} as r on {equal}"
    return f"{asked_for} qualify count(*) over (partition by {names}) <= {crowd}"
