"""How who-is-who grows with the register: a tenth of a county, the county, and several of it side by side.

    python benches/identity_growth.py --county FOLDER                 (0.1, 1 and 10 times a county of 500,000 people)
    python benches/identity_growth.py --county FOLDER --times 0.1 1 4

A county is made in FOLDER when it is not there. A copy of it has other NHS Numbers, birth dates and postcode areas and
the same names, as names do not become rarer in a larger place. Each run is a process of its own: seconds until every
record is placed, processor seconds, largest memory, and the share of records placed.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import duckdb
import processes
from identity_county import county

from joinedup.engine import quoted
from joinedup.identity.sources import SOURCES, SPINE, Source

HERE = Path(__file__).resolve().parent
REGISTER = Source(
    *("gp", SPINE, "''", "NHS_NO", "NHS_NO", "FAMILY_NAME", "GIVEN_NAME", "GENDER", "DATE_OF_BIRTH"),
    *("ADDRESS_LINE1", "POSTCODE"),
)
LINE = "{:>12} {:>12} {:>10} {:>10} {:>10} {:>10} {:>12}"


def main() -> int:
    """Prints a line a size and one JSON object at the end."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--county", type=Path, required=True)
    asked.add_argument("--people", type=int, default=500_000)
    asked.add_argument("--times", type=float, nargs="+", default=[0.1, 1, 10])
    given = asked.parse_args()
    whole = county(given.county, given.people, 1)
    print(LINE.format("register", "records", "placed s", "cpu s", "whole s", "peak MB", "placed"))
    figures = []
    for times in given.times:
        with tempfile.TemporaryDirectory() as folder:
            figures.append(_run(whole, Path(folder), times))
        row = figures[-1]
        shown = [f"{row[name]:,}" for name in ("register", "records")]
        shown += [f"{row[name]:.1f}" for name in ("seconds", "cpu", "whole_seconds", "peak_mb")]
        print(LINE.format(*shown, f"{row['placed']:.2%}"), flush=True)
    print(json.dumps(figures))
    return 0


def _run(whole: Path, folder: Path, times: float) -> dict[str, float]:
    counts = _write(whole, folder, times)
    out = folder / "found.parquet"
    done = processes.run([sys.executable, str(HERE / "identity_peers.py"), "joinedup", str(folder), str(out), "with"])
    if done.exit_status:
        raise SystemExit(done.problems[-2000:])
    said = json.loads(done.output.splitlines()[-1])
    with duckdb.connect() as connection:
        placed = connection.execute(f"select avg(coalesce(accepted, false)::int) from {quoted(out)}").fetchone()[0]
    return {"times": times, **counts, **said, "peak_mb": done.peak_mb, "placed": placed}


def _write(whole: Path, folder: Path, times: float) -> dict[str, int]:
    """The extracts of so many times the county; counts of people on the register and of records."""
    (folder / "extracts").mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"set temp_directory = {quoted(folder / 'spill')}")
        for source in (REGISTER, *SOURCES):
            path = next((whole / "extracts").glob(f"{source.table}.*"))
            connection.execute(f"create table {source.table} as select * from {_read(path)}")
        truth = quoted(whole / "truth" / "identities.parquet")
        connection.execute(
            "create table few as select source, organisation_code || '|' || source_person_id as id "
            f"from {truth} where true_person % 1000 < {round(times * 1000)}"
        )
        _numbers(connection, max(1, round(times)))
        for source in (REGISTER, *SOURCES):
            to = folder / "extracts" / f"{source.table}.parquet"
            connection.execute(f"copy ({_rows(source, times)}) to {quoted(to)} (format parquet)")
            connection.execute(f"drop table {source.table}")
        held = f"read_parquet({quoted(folder / 'extracts' / f'{SPINE}.parquet')})"
        people = connection.execute(f"select count(distinct NHS_NO) from {held}").fetchone()[0]
        files = ", ".join(quoted(folder / "extracts" / f"{source.table}.parquet") for source in SOURCES)
        records = connection.execute(f"select sum(num_rows) from parquet_file_metadata([{files}])").fetchone()[0]
    return {"register": people, "records": int(records)}


def _read(path: Path) -> str:
    return f"read_csv({quoted(path)}, header = true, all_varchar = true)" if ".csv" in path.name else quoted(path)


def _numbers(connection: duckdb.DuckDBPyConnection, copies: int) -> None:
    """new_number(number, copy, made): for every valid number of the county, one that nobody else has, in each copy."""
    held = " union ".join(f"select {one.number}::varchar as number from {one.table}" for one in (REGISTER, *SOURCES))
    digits = " + ".join(f"(n // {10 ** (8 - place)} % 10) * {10 - place}" for place in range(9))
    connection.execute(
        "create table held as select number, row_number() over (order by number) - 1 as at "
        f"from ({held}) where length(number) = 10 and number similar to '[0-9]+'"
    )
    wanted = round(connection.execute("select count(*) from held").fetchone()[0] * copies * 1.12) + 100
    connection.execute(f"""
        create table new_number as
        with made as (select n, 11 - ({digits}) % 11 as digit from range(900000000, {900_000_000 + wanted}) as r(n)),
        whole as (select row_number() over (order by n) - 1 as at, n * 10 + digit % 11 as made
                  from made where digit <> 10)
        select number, copy, made::varchar as made
        from held cross join range({copies}) as c(copy) join whole on whole.at = held.at * {copies} + copy""")


def _rows(source: Source, times: float) -> str:
    """A source's rows, so many times. Part of a county is part of its people, by the truth about them."""
    number, dob, postcode = source.number, source.dob, source.postcode
    known = (
        f"coalesce({source.organisation}, '') || '|' || t.{source.person}"
        if source is not REGISTER
        else "'|' || t.NHS_NO"
    )
    some = f"where {known} in (select id from few where source = '{source.name}')" if times < 1 else ""
    own = f'"{source.person}"'
    named = f"replace ({own}::varchar || '-' || copy as {own}, " if source is not REGISTER else "replace ("
    return f"""
        select * exclude (copy, made, old) {named}coalesce(made, old) as {number},
               (try_cast({dob} as date) + (copy * 97)::integer) as {dob},
               regexp_replace({postcode}, '^[A-Z]+', 'Q' || chr(65 + copy::integer)) as {postcode})
        from (select t.*, c.copy, n.made, t.{number}::varchar as old
              from {source.table} as t cross join range({max(1, round(times))}) as c(copy)
              left join new_number as n on n.number = t.{number}::varchar and n.copy = c.copy {some})"""


if __name__ == "__main__":
    raise SystemExit(main())
