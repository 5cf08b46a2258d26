"""A stand-alone batch trace: a request file, a register file, a response file, in the PDS MESH columns."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.progress import Tell, silent
from joinedup.engine import Connection, connect, quoted, quoted_name
from joinedup.identity.cleaning import fold_names, with_ids
from joinedup.identity.fields import FIELDS
from joinedup.identity.layout import TraceFileError, columns_of, delimiter_of
from joinedup.identity.model import Model
from joinedup.identity.placing import ACCEPT_IN_A_BATCH, Plan, place
from joinedup.identity.within import group_within
from joinedup.identity.workroom import count, run, workroom

_WORDS = {
    "number": "number_text",
    "family": "family_raw",
    "given": "given_raw",
    "other": "other_raw",
    "gender": "gender_raw",
    "postcode": "postcode_raw",
    "practice": "practice",
    "phone": "phone_raw",
    "mobile": "mobile_raw",
    "email": "email_raw",
    "work": "work_raw",
    "line_2": "line_2_raw",
    "death": "death_raw",
    "line_4": "line_4_raw",
    "line_5": "line_5_raw",
}


@dataclass(frozen=True, slots=True)
class TraceReport:
    """What a trace found: counts by outcome code and by step, and the model it used."""

    asked: int
    matched: int
    for_review: int
    outcomes: dict[str, int]
    methods: dict[str, int]
    model: Model | None


def trace(
    request: Path,
    spine: Path,
    out: Path,
    *,
    model: Model | None = None,
    tell: Tell = silent,
) -> TraceReport:
    """Traces every row of ``request`` against ``spine`` and writes ``out``, one row a request row, in its order.

    Columns are those of a PDS MESH file, or common other names of them; any may be missing. What
    agreement is worth is learnt from the two files unless ``model`` is given. A file traced against itself is
    searched for records of one person instead (see dedupe). Raises TraceFileError.
    """
    if Path(request).resolve() == Path(spine).resolve():
        return dedupe(request, out, model=model, tell=tell)
    with connect() as connection, workroom(connection):
        _load(connection, Path(spine), "identity.loaded_register", "sid")
        _load(connection, Path(request), "identity.loaded_request", "rid")
        _shape(connection)
        used = place(connection, Plan(tuple(FIELDS), model=model, wide=True, least=ACCEPT_IN_A_BATCH), tell)
        run(connection, "response")
        _write(connection, Path(out))
        return _report(connection, used)


def dedupe(path: Path, out: Path, *, model: Model | None = None, tell: Tell = silent) -> TraceReport:
    """Finds the records of one person within one file.

    Writes a response row for each record; MATCHED_REFERENCE is the first record, in the file's order, of the person's
    group, and the confidence is that of the weakest link the record needs. A record alone in its group has no match.
    """
    with connect() as connection, workroom(connection):
        _load(connection, Path(path), "identity.loaded_register", "sid")
        connection.execute(
            "create table identity.loaded_request as select sid as rid, * exclude (sid) from identity.loaded_register"
        )
        _shape(connection)
        connection.execute("update identity.register set person = -sid")
        used = group_within(connection, model, tell)
        run(connection, "response")
        _write(connection, Path(out))
        return _report(connection, used)


def _load(connection: Connection, path: Path, table: str, row: str) -> None:
    columns = columns_of(path)
    picked = ", ".join(f"nullif(trim({quoted_name(column)}), '') as {word}" for word, column in columns.items())
    read = (
        f"read_csv({quoted(path)}, header = true, all_varchar = true, delim = {quoted(delimiter_of(path))}, "
        "quote = '\"', escape = '\"', null_padding = true, strict_mode = false, parallel = false)"
    )
    try:
        connection.execute(
            f"create table {table} as select (row_number() over ())::integer as {row}, {picked} from {read}"
        )
    except Exception as error:  # the engine's own words may hold a person's data, so they are not passed on
        raise TraceFileError(
            f"{path.name} cannot be read as CSV.", "Save it as CSV, UTF-8, with one header row, and try again."
        ) from error


def _shape(connection: Connection) -> None:
    sides = (("register", "sid"), ("request", "rid"))
    for side, row in sides:
        have = {found[0] for found in connection.execute(f"describe identity.loaded_{side}").fetchall()}
        connection.execute(
            f"create table identity.raw_{side} as select {_columns(have, row)} from identity.loaded_{side}"
        )
    names = (f"select {name} from identity.raw_{side}" for side, _ in sides for name in ("family_raw", "given_raw"))
    fold_names(connection, names)
    connection.execute("create table identity.register as " + with_ids("from identity.raw_register"))
    connection.execute(
        "create table identity.arrived as " + with_ids("select *, null::varchar as status from identity.raw_request")
    )


def _columns(have: set[str], row: str) -> str:
    def of(word: str) -> str:
        return word if word in have else "null::varchar"

    taken = [f"{of(word)} as {name}" for word, name in _WORDS.items()]
    house = f"concat_ws(' ', {of('number_of_house')}, {of('address')})"
    town, region = f"coalesce({of('town')}, {of('line_3')})", f"coalesce({of('region')}, {of('line_4')})"
    dob = f"coalesce({of('dob')}, {_date_of_parts(*(of(f'birth_{part}') for part in ('year', 'month', 'day')))})"
    full = of("full_name")
    names = {
        # one word that is known to be a first name is not a family name as well: it would speak for a person twice
        "family_raw": f"coalesce({of('family')}, case when {full} like '% %' or {of('given')} is null then "
        f"regexp_extract({full}, '(\\S+)$', 1) end)",
        "given_raw": f"coalesce({of('given')}, regexp_extract({full}, '^(.+)\\s+\\S+$', 1))",
    }
    taken = [
        f"nullif({names[name]}, '') as {name}" if (name := text.rsplit(" as ", 1)[1]) in names else text
        for text in taken
    ]
    taken += [
        f"{of('reference')} as reference",
        f"day_number_of_text({dob}) as dob",
        f"{dob} as dob_raw",
        f"nullif({house}, '') as address_raw",
        f"postcode_of({of('postcode')}) as postcode",
        f"gender_of({of('gender')}) as gender",
        f"{town} as town_raw",
        f"{region} as region_raw",
        f"nhs_number_of({of('number')}) as number",
        f"coalesce(nhs_number_of({of('number')}), -{row}) as person" if row == "sid" else "0 as unused",
    ]
    return f"{row}, " + ", ".join(taken)


def _date_of_parts(year: str, month: str, day: str) -> str:
    """SQL: the text of a date that comes in three columns, as far as it is known; null without a year."""
    year, month, day = (f"nullif(regexp_extract({part}, '^[0-9]+'), '')" for part in (year, month, day))
    return f"{year} || coalesce('-' || {month} || coalesce('-' || {day}, ''), '')"


def _write(connection: Connection, out: Path) -> None:
    with tempfile.TemporaryDirectory(dir=out.resolve().parent) as folder:
        beside = Path(folder) / "response.csv"
        connection.execute(
            f"copy (select * exclude (rid) from identity.response order by rid) to {quoted(beside)} (header)"
        )
        beside.replace(out)


def _report(connection: Connection, model: Model | None) -> TraceReport:
    def by(column: str) -> dict[str, int]:
        found = connection.execute(f"select {column}, count(*) from identity.response group by 1 order by 1").fetchall()
        return {str(row[0]): int(row[1]) for row in found}

    matched = count(connection, "select count(*) from identity.placed where band = 'accept'")
    review = count(connection, "select count(*) from identity.placed where band = 'review'")
    asked = count(connection, "select count(*) from identity.arrived")
    return TraceReport(asked, matched, review, by('"ERROR_SUCCESS_CODE"'), by('"MATCHED_ALGORITHM_INDICATOR"'), model)
