"""One runner of benches/identity.py: places every record of a county, and writes which number it found, and a score."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from joinedup.engine import Connection, connect, quoted
from joinedup.identity import Kept, link_people, read_model, save_model
from joinedup.identity.sources import SOURCES, Source

KEY = b"a key for a benchmark alone"
TABLES = ("gp_register", *(source.table for source in SOURCES))


def one(name: str, county: Path, out: Path, *, numbers: bool) -> None:
    """Runs ``name`` over the county's extracts; prints its times as JSON."""
    if name in COMPARED:
        print(json.dumps(_splink(county, out, numbers, compared=COMPARED[name])))
    else:
        print(json.dumps(_joinedup(county, out, numbers, saved=name == "saved")))


def _open(connection: Connection, county: Path, numbers: bool) -> None:
    held = {source.table: source.number for source in SOURCES}
    for table in TABLES:
        path = next((county / "extracts").glob(f"{table}.*"))
        hidden = f"replace (null::varchar as {held[table]})" if not numbers and table in held else ""
        connection.execute(f"create view {table} as select * {hidden} from {quoted(path)}")


def _joinedup(county: Path, out: Path, numbers: bool, *, saved: bool) -> dict[str, float]:
    kept = out.with_suffix(".model.json")
    register = Kept(out.with_suffix(".register"), _mark(county)) if saved else None
    with connect() as connection:
        _open(connection, county, numbers)
        if saved and not kept.exists():
            save_model(link_people(connection, key=KEY, kept=register).model, kept)
        placed: list[float] = []
        began = time.perf_counter()
        used = time.process_time()

        def tell(step: str, done: int, of: int) -> None:  # noqa: ARG001
            if step == "Placed":
                placed.extend((time.perf_counter() - began, time.process_time() - used))

        model = read_model(kept) if saved else None
        link_people(connection, key=KEY, model=model, tell=tell, kept=register)
        whole, whole_cpu = time.perf_counter() - began, time.process_time() - used
        connection.execute(f"""
            copy (
                select l.source, l.organisation_code, l.source_person_id,
                       coalesce(g.held, r.candidate_nhs_number) as number,
                       case when g.held is not null then coalesce(l.score, 1) else r.score end as score,
                       g.held is not null as accepted
                from person_links as l
                left join (select person_id, min(source_person_id) as held from person_links
                           where source = 'gp' group by 1) as g using (person_id)
                left join review_pairs as r on r.source = l.source
                     and r.organisation_code = l.organisation_code and r.source_person_id = l.source_person_id
                where l.source <> 'gp'
            ) to {quoted(out)} (format parquet)""")
    return {"seconds": placed[0], "cpu": placed[1], "whole_seconds": whole, "whole_cpu": whole_cpu}


def _mark(county: Path) -> str:
    """Says which register it is, as the ledger of what arrived does in a workspace."""
    path = next((county / "extracts").glob("gp_register.*"))
    return f"{path.resolve()} {path.stat().st_size} {path.stat().st_mtime_ns}"


def _ready_made() -> list[Any]:
    """The comparisons that Splink brings for names, dates and postcodes."""
    import splink.comparison_library as cl  # noqa: PLC0415 - only its runner may bring the peer

    return [
        cl.NameComparison("given").configure(term_frequency_adjustments=True),
        cl.NameComparison("family").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode"),
        cl.LevenshteinAtThresholds("address", [2, 5]),
        cl.ExactMatch("gender"),
    ]


def _lean() -> list[Any]:
    """As few levels as still tell these records apart: half the work, for whoever has found that out."""
    import splink.comparison_library as cl  # noqa: PLC0415

    return [
        cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("family", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.JaroWinklerAtThresholds("postcode", [0.95]),
        cl.JaroWinklerAtThresholds("address", [0.92]),
        cl.ExactMatch("gender"),
    ]


COMPARED = {"splink": _ready_made, "splink_lean": _lean}


def _splink(county: Path, out: Path, numbers: bool, *, compared: Callable[[], list[Any]]) -> dict[str, float]:
    import duckdb  # noqa: PLC0415
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    connection = duckdb.connect()
    _open(connection, county, numbers)
    began, used = time.perf_counter(), time.process_time()
    connection.execute("create table spine as " + _clean("select * from (" + _register() + ")"))
    connection.execute("create table records as " + _clean(" union all ".join(_rows(source) for source in SOURCES)))
    comparisons = compared()
    rules = [
        block_on("dob", "family"),
        block_on("dob", "given"),
        block_on("postcode", "given"),
        block_on("dob", "postcode"),
        block_on("family", "given", "substr(dob, 1, 4)"),
    ]
    if numbers:
        comparisons.insert(0, cl.ExactMatch("number"))
        rules.insert(0, block_on("number"))
        sure, share = [block_on("number")], 0.9
    else:
        rules += [
            block_on("postcode", "family"),
            block_on("dob", "substr(family, 1, 3)"),
            block_on("dob", "substr(given, 1, 3)"),
            block_on("family", "given", "substr(dob, 6, 5)"),
        ]
        sure, share = [block_on("given", "family", "dob", "postcode")], 0.75
    settings = SettingsCreator(
        link_type="link_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules
    )
    api = DuckDBAPI(connection=connection)
    tables = [api.register(name, dataset_display_name=name) for name in ("records", "spine")]
    linker = Linker(tables, settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match(sure, recall=share)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7)  # Splink's advice while a model is being made
    for rule in (block_on("dob", "family"), block_on("postcode", "given")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    trained = time.perf_counter() - began
    found = linker.inference.predict(threshold_match_weight=-6).physical_name
    mine, theirs = (
        f"case when source_dataset_l = '{name}' then unique_id_l else unique_id_r end" for name in ("records", "spine")
    )
    connection.execute(
        f"create table best as select {mine} as id, arg_max({theirs}, match_weight) as row, "
        f"max(match_weight) as weight from {found} group by 1"
    )
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    connection.execute(f"""
        copy (select r.source, r.organisation_code, r.source_person_id, s.number as number, weight as score,
                true as accepted
              from best join records as r on r.unique_id = best.id join spine as s on s.unique_id = best.row)
        to {quoted(out)} (format parquet)""")
    return {"seconds": seconds, "cpu": cpu, "trained_seconds": trained}


def _rows(source: Source) -> str:
    return (
        f"select '{source.name}' as source, coalesce({source.organisation}, '') as organisation_code, "
        f'"{source.person}"::varchar as source_person_id, {source.number} as number, {source.family} as family, '
        f"{source.given} as given, {source.gender} as gender, {source.dob} as dob, {source.address} as address, "
        f"{source.postcode} as postcode from {source.table}"
    )


def _register() -> str:
    return (
        "select 'gp' as source, '' as organisation_code, NHS_NO as source_person_id, NHS_NO as number, "
        "FAMILY_NAME as family, GIVEN_NAME as given, GENDER as gender, DATE_OF_BIRTH as dob, "
        "ADDRESS_LINE1 as address, POSTCODE as postcode from gp_register qualify row_number() over "
        "(partition by NHS_NO order by REGISTRATION_START_DATE desc) = 1"
    )


def _clean(rows: str) -> str:
    return f"""
        select row_number() over () as unique_id, source, organisation_code, source_person_id,
               nullif(regexp_replace(number, '[^0-9]', '', 'g'), '') as number,
               nullif(regexp_replace(lower(strip_accents(family)), '[^a-z]', '', 'g'), '') as family,
               nullif(regexp_replace(lower(strip_accents(given)), '[^a-z]', '', 'g'), '') as given,
               gender, strftime(dob, '%Y-%m-%d') as dob, lower(address) as address,
               nullif(upper(replace(postcode, ' ', '')), '') as postcode
        from ({rows})"""


if __name__ == "__main__":
    one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), numbers=sys.argv[4] == "with")
