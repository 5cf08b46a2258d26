"""The pipeline's peers: ten counts in Polars and in pandas, and the whole path by Splink, pandas and scikit-learn.

The whole path reads the same accepted extracts as Parquet and ends in the same things: who is who, linked tables on the
disk, the person table on two dates, ten monthly counts by practice, everyone ranked. It is written as a good analyst
writes it: columns chosen, one merge a table, no loops over rows. It does less than JoinedUp where that is simpler: no
leftover people, no history of places, no residents, no intervals, nothing judged on a later year.
"""

# ruff: noqa: PLC0415 - each runner imports what it uses, so that start-up is its own

import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import Any, Protocol


class Linked(Protocol):
    """Where linked tables lie: a build of JoinedUp, or the peer's own folder."""

    def table(self, name: str) -> Path:
        """The Parquet file of one table."""


class Folder:
    """The peer's own linked tables."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def table(self, name: str) -> Path:
        """The Parquet file of one table."""
        return self.root / f"{name}.parquet"


def whole(county: Path, out: Path, fitted: dt.date, now: dt.date) -> dict[str, Any]:
    """From ``county``/extracts/*.parquet to a ranked list in ``out``; seconds and processor seconds by step."""
    out.mkdir()
    linked, steps = Folder(out), {}
    began, used = time.perf_counter(), time.process_time()

    def done(step: str) -> None:
        steps[step] = round(time.perf_counter() - began, 2), round(time.process_time() - used, 2)

    from identity_peers import one

    one("splink", county, out / "links.parquet", numbers=True)
    done("linked by splink")
    _write_linked(county / "extracts", out)
    done("tables by pandas")
    ranked = _ranked(linked, fitted, now)
    ranked.to_parquet(out / "ranked.parquet", compression="zstd")
    done("ranked by scikit-learn")
    rows = in_pandas(linked)
    done("ten measures by pandas")
    return {"steps": steps, "seconds": steps["ten measures by pandas"], "people": len(ranked), "measure_rows": rows}


def _write_linked(extracts: Path, out: Path) -> None:  # noqa: PLR0915 - written as a script is
    import numpy as np
    import pandas as pd

    def read(table: str, **names: str) -> pd.DataFrame:
        return pd.read_parquet(extracts / f"{table}.parquet", columns=list(names)).rename(columns=names)

    found = pd.read_parquet(out / "links.parquet").query("score >= 0")
    found = found.assign(person_id=found["number"].astype("int64"))

    def of(source: str, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows whose id has a person."""
        known = found.loc[found["source"] == source, ["organisation_code", "source_person_id", "person_id"]]
        names = {"organisation_code": "provider_code", "source_person_id": "id"}
        keys = ["provider_code", "id"] if source != "deaths" else ["id"]
        known = known.rename(columns=names)[[*keys, "person_id"]]
        return frame.merge(known, on=keys).drop(columns="id")

    def write(name: str, frame: pd.DataFrame) -> None:
        frame.sort_values("person_id").to_parquet(out / f"{name}.parquet", compression="zstd", index=False)

    register = read(
        "gp_register", NHS_NO="person_id", GENDER="gender", DATE_OF_BIRTH="date_of_birth",
        DATE_OF_DEATH="date_of_death", POSTCODE="POSTCODE", ETHNIC_CATEGORY="ethnic_category",
        GP_PRACTICE_CODE="practice_code", REGISTRATION_START_DATE="started_on", REGISTRATION_END_DATE="ended_on",
    )  # fmt: skip
    register["person_id"] = register["person_id"].str.replace(r"\D", "", regex=True).astype("int64")
    write("registrations", register[["person_id", "practice_code", "started_on", "ended_on"]])
    areas = read(
        "postcodes", POSTCODE="POSTCODE", LSOA="lsoa", WARD="ward", DISTRICT="district", IMD_DECILE="imd_decile"
    )
    latest = register.sort_values("started_on").drop_duplicates("person_id", keep="last")
    write("persons", latest.merge(areas, on="POSTCODE", how="left").assign(on_register=True))
    spells = of("acute", read(
        "apc_episodes", APCS_Ident="spell_id", Provider_Code="provider_code", Local_Patient_ID="id",
        Episode_Number="n", Admission_Date="admitted_on", Discharge_Date="discharged_on",
        Admission_Method="admission_method", Treatment_Function_Code="treatment_function",
        Der_Primary_Diagnosis_Code="primary_diagnosis", Der_Diagnosis_All="diagnoses",
    ))  # fmt: skip
    many = spells.duplicated(["provider_code", "spell_id"], keep=False)
    together = spells[many].sort_values("n").groupby(["provider_code", "spell_id"], as_index=False).agg(
        {
            **dict.fromkeys(("person_id", "admission_method", "treatment_function", "primary_diagnosis"), "first"),
            "admitted_on": "min", "discharged_on": "max", "diagnoses": lambda told: "|".join(told.dropna()),
        }
    )  # fmt: skip
    spells = pd.concat([spells[~many].drop(columns="n"), together])
    spells["emergency"] = spells["admission_method"].str.startswith("2")
    spells["non_elective"] = ~spells["admission_method"].isin(["11", "12", "13"])
    spells["general_and_acute"] = ~spells["treatment_function"].isin(["501", "560", "700", "710", "711", "712"])
    nights = (pd.to_datetime(spells["discharged_on"]) - pd.to_datetime(spells["admitted_on"])).dt.days
    spells["length_of_stay"] = nights
    spells["cost"] = np.select([spells["emergency"], nights.fillna(0) == 0], [2231.0, 750.0], 3500.0)
    write("spells", spells)
    visits = of("acute", read(
        "ecds_attendances", EC_Ident="attendance_id", Der_Provider_Code="provider_code", Local_Patient_ID="id",
        EC_Department_Type="department_type", Der_EC_Arrival_Date_Time="arrived_at",
        Der_EC_Departure_Date_Time="departed_at", EC_Decision_To_Admit_Time_Since_Arrival="decided",
    ))  # fmt: skip
    visits["minutes"] = (visits["departed_at"] - visits["arrived_at"]).dt.total_seconds() // 60
    visits["admitted"] = visits.pop("decided").notna()
    visits["cost"] = np.where(visits["department_type"] == "01", 180.0, 70.0)
    write("attendances", visits)
    clinics = of("acute", read(
        "opa_appointments", OPA_Ident="appointment_id", Provider_Code="provider_code", Local_Patient_ID="id",
        Appointment_Date="on_date", Attendance_Status="status", First_Attendance="first",
        Treatment_Function_Code="treatment_function",
    ))  # fmt: skip
    clinics["attended"] = clinics.pop("status").isin(["5", "6"])
    clinics["first"] = clinics["first"].isin(["1", "3"])
    clinics["cost"] = np.where(clinics["attended"], np.where(clinics["first"], 160.0, 110.0), 0.0)
    write("appointments", clinics.drop(columns="appointment_id"))
    community = of("community", read(
        "csds_contacts", unique_care_contact_identifier="contact_id", unique_service_request_identifier="referral_id",
        provider_code="provider_code", local_patient_identifier="id", care_contact_date="on_date",
        attendance_status="status",
    )).merge(
        read("csds_referrals", unique_service_request_identifier="referral_id", team_type_code="team_type"),
        on="referral_id", how="left",
    ).assign(source="community")  # fmt: skip
    mental = of("mental_health", read(
        "mhsds_contacts", UniqCareContID="contact_id", UniqServReqID="referral_id", OrgIDProv="provider_code",
        LocalPatientId="id", CareContDate="on_date", AttendOrDNACode="status",
    )).merge(
        read("mhsds_referrals", UniqServReqID="referral_id", ServTeamTypeRefToMH="team_type"),
        on="referral_id", how="left",
    ).assign(source="mental_health")  # fmt: skip
    contacts = pd.concat([community, mental])
    contacts["attended"] = contacts.pop("status").isin(["5", "6"])
    contacts["cost"] = np.where(contacts["attended"], 60.0, 0.0)
    write("contacts", contacts.drop(columns=["contact_id", "referral_id"]))
    write("mental_health_spells", of("mental_health", read(
        "mhsds_spells", UniqHospProvSpellID="spell_id", OrgIDProv="provider_code", LocalPatientId="id",
        StartDateHospProvSpell="admitted_on", DischDateHospProvSpell="discharged_on",
    )))  # fmt: skip
    services = of("social_care", read(
        "cld_events", LA_Code="provider_code", LA_Person_Unique_Identifier="id", Event_Type="kind",
        Service_Type="service_type", Service_Component="service_component", Event_Start_Date="started_on",
        Event_End_Date="ended_on", Reporting_Period_End_Date="told", Unit_Cost="weekly_cost",
    )).query("kind == 'Service'").sort_values("told")  # fmt: skip
    same = ["person_id", "started_on", "service_type", "service_component"]
    write("care_packages", services.drop_duplicates(same, keep="last"))
    conditions = read("gp_conditions", NHS_NO="person_id", CONDITION="condition", DIAGNOSIS_DATE="diagnosed_on")
    conditions["person_id"] = conditions["person_id"].str.replace(r"\D", "", regex=True).astype("int64")
    write("conditions", conditions)
    write("deaths", of("deaths", read("deaths", DEATH_RECORD_ID="id", DATE_OF_DEATH="died_on", PLACE_OF_DEATH="place")))
    delays = of("acute", read(
        "acute_delays", Provider_Code="provider_code", Local_Patient_ID="id", Delay_Start_Date="started_on",
        Delay_End_Date="ended_on",
    ))  # fmt: skip
    delays["days"] = (pd.to_datetime(delays["ended_on"]) - pd.to_datetime(delays["started_on"])).dt.days + 1
    write("delays", delays)


def _ranked(linked: Linked, fitted: dt.date, now: dt.date) -> Any:
    import numpy as np
    import pandas as pd
    from risk_peers import pandas_table
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    before, today = pandas_table(linked, fitted), pandas_table(linked, now)
    today = today.reindex(columns=before.columns, fill_value=0)
    spells = pd.read_parquet(linked.table("spells"), columns=["person_id", "admitted_on", "emergency"])
    on = pd.to_datetime(spells["admitted_on"])
    after = spells[
        spells["emergency"] & (on >= pd.Timestamp(fitted)) & (on < pd.Timestamp(fitted) + pd.Timedelta("365D"))
    ]
    happened = before.index.isin(after["person_id"])
    model = make_pipeline(StandardScaler(), LogisticRegression(solver="newton-cholesky"))
    model.fit(np.log1p(before.clip(lower=0)), happened)
    chance = model.predict_proba(np.log1p(today.clip(lower=0)))[:, 1]
    return pd.DataFrame({"person_id": today.index, "score": chance}).sort_values("score", ascending=False)


def in_polars(linked: Linked) -> int:
    """Counts and denominators only: by practice as last known, by month; no residents, periods or intervals."""
    import polars as pl

    persons = pl.scan_parquet(linked.table("persons")).select("person_id", "practice_code", "date_of_birth")
    spells = pl.scan_parquet(linked.table("spells"))

    def monthly(frame: pl.LazyFrame, day: str, oldest: int = 0, amount: pl.Expr | None = None) -> pl.LazyFrame:
        found = frame.join(persons, on="person_id")
        if oldest:
            found = found.filter(pl.col("date_of_birth").dt.offset_by(f"{oldest}y") <= pl.col(day))
        counted = (amount if amount is not None else pl.len()).alias("n")
        return found.group_by("practice_code", pl.col(day).dt.truncate("1mo").alias("month")).agg(counted)

    emergency = spells.filter("emergency")
    alive = spells.filter(pl.col("non_elective") & (pl.col("length_of_stay") >= 1))
    visits = pl.scan_parquet(linked.table("attendances")).with_columns(on=pl.col("arrived_at").dt.date())
    packages = pl.scan_parquet(linked.table("care_packages"))
    frames = [
        monthly(spells.filter(pl.col("non_elective") & pl.col("general_and_acute")), "admitted_on"),
        monthly(emergency, "admitted_on", 65),
        monthly(emergency, "admitted_on", 75),
        monthly(emergency.filter(pl.col("length_of_stay") < 2), "admitted_on"),
        monthly(pl.scan_parquet(linked.table("delays")), "started_on", 18, pl.col("days").sum()),
        monthly(packages.filter(pl.col("service_type").str.contains("Residential|Nursing")), "started_on", 65),
        monthly(visits, "on"),
        monthly(visits, "on", 0, (pl.col("minutes") < 240).sum()),
        monthly(alive, "discharged_on", 0, (pl.col("discharged_on").dt.weekday() >= 6).sum()),
        monthly(
            pl.scan_parquet(linked.table("deaths")), "died_on", 0, pl.col("place").is_in(["Home", "Care home"]).sum()
        ),
    ]
    return sum(len(frame) for frame in pl.collect_all(frames))


def in_pandas(linked: Linked) -> int:
    """The same counts, one table at a time."""
    import pandas as pd

    persons = pd.read_parquet(linked.table("persons"), columns=["person_id", "practice_code", "date_of_birth"])
    persons["date_of_birth"] = pd.to_datetime(persons["date_of_birth"])

    def read(table: str, columns: list[str], day: str) -> "pd.DataFrame":
        found = pd.read_parquet(linked.table(table), columns=["person_id", *columns]).merge(persons, on="person_id")
        found[day] = pd.to_datetime(found[day])
        found["month"] = found[day].dt.to_period("M")
        return found

    def monthly(found: "pd.DataFrame", day: str, oldest: int = 0) -> int:
        if oldest:
            found = found[found["date_of_birth"] + pd.DateOffset(years=oldest) <= found[day]]
        return len(found.groupby(["practice_code", "month"]).size())

    flags = ["emergency", "non_elective", "general_and_acute", "length_of_stay"]
    spells = read("spells", ["admitted_on", *flags], "admitted_on")
    ended = read("spells", ["discharged_on", *flags], "discharged_on")
    visits = read("attendances", ["arrived_at", "minutes"], "arrived_at")
    delays = read("delays", ["started_on", "days"], "started_on")
    packages = read("care_packages", ["started_on", "service_type"], "started_on")
    deaths = read("deaths", ["died_on", "place"], "died_on")
    emergency = spells[spells["emergency"]]
    return sum(
        (
            monthly(spells[spells["non_elective"] & spells["general_and_acute"]], "admitted_on"),
            monthly(emergency, "admitted_on", 65),
            monthly(emergency, "admitted_on", 75),
            monthly(emergency[emergency["length_of_stay"] < 2], "admitted_on"),
            monthly(delays, "started_on", 18),
            monthly(packages[packages["service_type"].str.contains("Residential|Nursing")], "started_on", 65),
            monthly(visits, "arrived_at"),
            monthly(visits[visits["minutes"] < 240], "arrived_at"),
            monthly(ended[ended["non_elective"] & (ended["length_of_stay"] >= 1)], "discharged_on"),
            monthly(deaths[deaths["place"].isin(["Home", "Care home"])], "died_on"),
        )
    )


if __name__ == "__main__":
    days = [dt.date.fromisoformat(given) for given in sys.argv[3:5]]
    print(json.dumps(whole(Path(sys.argv[1]), Path(sys.argv[2]), *days)))
