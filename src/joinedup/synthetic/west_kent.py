"""How a county's use of services by age compares with what West Kent spent by age in 2011/12."""

from pathlib import Path

import polars as pl

from joinedup.synthetic.settings import read

SERVICES = (
    "attendance", "emergency", "maternity", "outpatient", "day_case", "elective", "mental_health", "community",
)  # fmt: skip
_ACUTE = ["Provider_Code", "Local_Patient_ID"]


def spend_by_age(folder: Path) -> pl.DataFrame:
    """Share of spend by service and age band, of the county written (as Parquet) into ``folder`` and of West Kent.

    Columns: service, band (0 to 19), county and west_kent (shares of all eight services' spend, each adding up to one).
    The county's activity is priced with the indicative prices of rates.toml; age is that in the middle of the window.
    """
    people = _bands(folder)
    counted = pl.concat(
        rows.join(people, left_on=keys, right_on=["organisation_code", "source_person_id"])
        .group_by("band")
        .agg(county=pl.col("pounds").cast(pl.Float64).sum())
        .select(pl.lit(service).alias("service"), "band", "county")
        for service, rows, keys in _activity(folder)
    )
    printed = read("west_kent")
    theirs = pl.DataFrame(
        [(service, band, float(pounds)) for service in SERVICES for band, pounds in enumerate(printed[service])],
        schema={"service": pl.String, "band": pl.Int64, "west_kent": pl.Float64},
        orient="row",
    )
    both = theirs.join(counted, on=["service", "band"], how="left", maintain_order="left").fill_null(0)
    shares = (pl.col(name) / pl.col(name).sum() for name in ("county", "west_kent"))
    return both.select("service", "band", *shares)


def distance(shares: pl.DataFrame) -> float:
    """Half the sum of absolute differences of the shares by age band: nought when alike, one when nothing is shared."""
    by_band = shares.group_by("band").agg(pl.col("county").sum(), pl.col("west_kent").sum())
    return float((by_band["county"] - by_band["west_kent"]).abs().sum()) / 2


def _bands(folder: Path) -> pl.DataFrame:
    """Age band of the person behind each source's id."""
    people = pl.read_parquet(folder / "truth" / "people.parquet")
    middle = pl.date(1970, 1, 1) + (pl.col("last_day").max().to_physical() - 548) * pl.duration(days=1)
    years = ((middle - pl.col("born")).dt.total_days() / 365.25).clip(0)
    bands = people.select("true_person", band=(years // 5).clip(0, 19).cast(pl.Int64))
    return (
        pl.read_parquet(folder / "truth" / "identities.parquet").join(bands, on="true_person").drop("source", "slips")
    )


def _activity(folder: Path) -> list[tuple[str, pl.DataFrame, list[str]]]:
    """Service, rows with a column ``pounds``, and the columns that name the person."""
    prices = read("rates")["indicative_prices"]
    tables = {path.stem: path for path in (folder / "extracts").glob("*.parquet")}
    stays = pl.read_parquet(tables["apc_episodes"]).filter(pl.col("Episode_Number") == 1)
    nights = (pl.col("Discharge_Date") - pl.col("Admission_Date")).dt.total_days().fill_null(8).clip(0, 120)
    kinds = {
        "emergency": pl.col("Der_Management_Type") == "EM",
        "maternity": pl.col("Admission_Method") == "31",
        "day_case": pl.col("Der_Management_Type").is_in(["DC", "RDA"]),
        "elective": pl.col("Der_Management_Type") == "EL",
    }
    found = [
        (
            kind,
            stays.filter(chosen).select(*_ACUTE, pounds=prices[kind] + nights * prices.get(f"{kind}_night", 0)),
            _ACUTE,
        )
        for kind, chosen in kinds.items()
    ]
    others = (
        ("attendance", "ecds_attendances", ["Der_Provider_Code", "Local_Patient_ID"], "attendance"),
        ("outpatient", "opa_appointments", _ACUTE, "outpatient"),
        ("mental_health", "mhsds_contacts", ["OrgIDProv", "LocalPatientId"], "mental_health_contact"),
        ("community", "csds_contacts", ["provider_code", "local_patient_identifier"], "community_contact"),
    )
    for service, table, keys, price in others:
        found.append((service, pl.read_parquet(tables[table], columns=keys).with_columns(pounds=prices[price]), keys))
    return found
