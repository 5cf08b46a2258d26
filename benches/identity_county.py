"""The county of benches/identity.py: made once, and 380,000 of its records drawn, the same ones every time.

A draw takes the ids whose MD5 comes first, so no generator's seed is in it; a source with fewer records gives all it
has. The register and the truth about people stay whole.
"""

import sys
from pathlib import Path

import duckdb
import processes

from joinedup.engine import quoted
from joinedup.identity.sources import SOURCES as OF_PEOPLE
from joinedup.identity.sources import SPINE, Source

DRAWN = {"acute": 240_000, "community": 80_000, "social_care": 30_000, "mental_health": 20_000, "deaths": 10_000}
"""Records by source for 500,000 people: 380,000 in all."""
REGISTERED = 500_000


def county(folder: Path, people: int, seed: int) -> Path:
    """The folder of the whole county, made when it is not there."""
    if not (folder / "truth").exists():
        code = (
            "import sys; from joinedup.synthetic import write_county; "
            "write_county(sys.argv[1], people=int(sys.argv[2]), seed=int(sys.argv[3]))"
        )
        made = processes.run([sys.executable, "-c", code, str(folder), str(people), str(seed)])
        if made.exit_status:
            raise SystemExit(made.problems)
    return folder


def drawn(county: Path, people: int) -> Path:
    """The folder of the records drawn from the county, in proportion to its people; made when it is not there."""
    folder = county / "drawn"
    if not (folder / "truth").exists():
        with duckdb.connect() as connection:
            _draw(connection, county, folder, people / REGISTERED)
    return folder


def _draw(connection: duckdb.DuckDBPyConnection, county: Path, folder: Path, share: float) -> None:
    (folder / "extracts").mkdir(parents=True, exist_ok=True)
    _copy(connection, f"from {_extract(county, SPINE)}", folder / "extracts" / f"{SPINE}.parquet")
    for source in OF_PEOPLE:
        rows = _first(source, _extract(county, source.table), round(DRAWN[source.name] * share))
        _copy(connection, rows, folder / "extracts" / f"{source.table}.parquet")
    kept = " union all ".join(_ids(source, folder) for source in OF_PEOPLE)
    (folder / "truth").mkdir()
    truth = quoted(county / "truth" / "identities.parquet")
    _copy(
        connection,
        f"from {truth} as t where source = 'gp' or exists (from ({kept}) as k where k.source = t.source "
        "and k.organisation_code = t.organisation_code and k.source_person_id = t.source_person_id)",
        folder / "truth" / "identities.parquet",
    )
    _copy(connection, f"from {quoted(county / 'truth' / 'people.parquet')}", folder / "truth" / "people.parquet")


def _first(source: Source, rows: str, most: int) -> str:
    place = f"md5({source.organisation} || '|' || \"{source.person}\"::varchar)"
    return f"select * exclude (place) from (select *, {place} as place from {rows}) order by place limit {most}"


def _ids(source: Source, folder: Path) -> str:
    return (
        f"select '{source.name}' as source, coalesce({source.organisation}, '') as organisation_code, "
        f'"{source.person}"::varchar as source_person_id from {_extract(folder, source.table)}'
    )


def _extract(folder: Path, table: str) -> str:
    return quoted(next((folder / "extracts").glob(f"{table}.*")))


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, to: Path) -> None:
    connection.execute(f"copy ({rows}) to {quoted(to)} (format parquet)")
