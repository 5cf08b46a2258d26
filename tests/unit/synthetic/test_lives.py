"""People live one life: nothing before birth or after death, no two beds at once, one thing after another."""

from collections.abc import Callable

import polars as pl
import pytest

EventsOf = Callable[[str], pl.DataFrame]
DAYS = {
    "apc_episodes": "Episode_Start_Date",
    "ecds_attendances": "Der_EC_Arrival_Date_Time",
    "opa_appointments": "Appointment_Date",
    "acute_delays": "Delay_Start_Date",
    "csds_referrals": "referral_request_received_date",
    "csds_contacts": "care_contact_date",
    "mhsds_referrals": "ReferralRequestReceivedDate",
    "mhsds_contacts": "CareContDate",
    "mhsds_spells": "StartDateHospProvSpell",
    "mhsds_delays": "StartDateDelayDisch",
    "csds_spells": "start_date_hospital_provider_spell",
    "cld_events": "Event_Start_Date",
}


@pytest.mark.parametrize("table", sorted(DAYS))
def test_nothing_happens_before_birth_or_after_death(events_of: EventsOf, table: str) -> None:
    rows = events_of(table)
    day = pl.col(DAYS[table]).cast(pl.Date)
    assert rows.filter(day < pl.col("born")).is_empty()
    assert rows.filter(day > pl.col("died")).is_empty()


def test_stays_end_after_they_begin_and_nobody_is_in_two_beds(events_of: EventsOf) -> None:
    stays = events_of("apc_episodes").filter(pl.col("Episode_Number") == 1)
    assert stays.filter(pl.col("Discharge_Date") < pl.col("Admission_Date")).is_empty()
    assert stays.filter(pl.col("Discharge_Ready_Date") > pl.col("Discharge_Date")).is_empty()
    assert stays.filter(pl.col("Discharge_Ready_Date") < pl.col("Admission_Date")).is_empty()
    assert stays.filter(pl.col("Discharge_Date") > pl.col("died")).is_empty()
    ordered = stays.sort("true_person", "Admission_Date")
    before = pl.col("Discharge_Date").shift(1).over("true_person")
    assert ordered.filter(pl.col("Admission_Date") < before).is_empty()


def test_episodes_follow_each_other_within_their_stay(tables: dict[str, pl.DataFrame]) -> None:
    episodes = tables["apc_episodes"].sort("APCS_Ident", "Episode_Number")
    previous = pl.col("Episode_End_Date").shift(1).over("APCS_Ident")
    assert episodes.filter(pl.col("Episode_Start_Date") != previous).is_empty()
    assert episodes.filter(pl.col("Episode_End_Date") > pl.col("Discharge_Date")).is_empty()
    last = episodes.filter(pl.col("APCS_Last_Ep_Ind") == "1")
    assert not last["APCS_Ident"].is_duplicated().any()
    assert (last["Episode_End_Date"] == last["Discharge_Date"]).all()


def test_whoever_died_in_hospital_was_there(big: dict[str, pl.DataFrame], events_of: EventsOf) -> None:
    died = events_of("apc_episodes").filter(pl.col("Discharge_Method") == "4")
    assert (died["Discharge_Date"] == died["died"]).all()
    registered = big["deaths"].filter(pl.col("PLACE_OF_DEATH") == "Hospital").height
    assert died["true_person"].n_unique() == registered


def test_delays_lie_between_the_ready_day_and_leaving(tables: dict[str, pl.DataFrame]) -> None:
    stays = tables["apc_episodes"].filter(pl.col("Episode_Number") == 1)
    delays = tables["acute_delays"].join(stays, on="APCS_Ident")
    assert delays.height == tables["acute_delays"].height
    assert delays.filter(pl.col("Delay_End_Date") > pl.col("Discharge_Date")).is_empty()
    assert delays.filter(pl.col("Delay_Start_Date") < pl.col("Discharge_Ready_Date")).is_empty()
    assert delays.filter(pl.col("Delay_End_Date") <= pl.col("Delay_Start_Date")).is_empty()


def test_care_events_end_after_they_begin(big: dict[str, pl.DataFrame]) -> None:
    assert big["cld_events"].filter(pl.col("Event_End_Date") < pl.col("Event_Start_Date")).is_empty()
    still_open = big["cld_events"].filter(pl.col("Event_End_Date").is_null())
    assert set(still_open["Event_Type"]) == {"Service"}


def test_contacts_follow_their_referral(tables: dict[str, pl.DataFrame]) -> None:
    contacts = tables["csds_contacts"].join(tables["csds_referrals"], on="unique_service_request_identifier")
    assert contacts.height == tables["csds_contacts"].height
    assert contacts.filter(pl.col("care_contact_date") < pl.col("referral_request_received_date")).is_empty()
    assert contacts.filter(pl.col("care_contact_date") > pl.col("service_discharge_date")).is_empty()


def test_registrations_of_one_person_do_not_overlap(big: dict[str, pl.DataFrame]) -> None:
    rows = big["gp_register"].sort("NHS_NO", "REGISTRATION_START_DATE")
    assert rows.filter(pl.col("REGISTRATION_END_DATE") < pl.col("REGISTRATION_START_DATE")).is_empty()
    before = pl.col("REGISTRATION_END_DATE").shift(1).over("NHS_NO")
    first = pl.col("NHS_NO").shift(1).over("NHS_NO").is_null()
    overlaps = rows.filter(~first & (before.is_null() | (before >= pl.col("REGISTRATION_START_DATE"))))
    assert overlaps.is_empty()
    assert rows["NHS_NO"].n_unique() == 40_000


def test_every_person_on_the_register_has_a_known_practice_and_most_a_known_postcode(
    tables: dict[str, pl.DataFrame],
) -> None:
    practices = tables["organisations"].filter(pl.col("ROLE") == "practice")["ODS_CODE"]
    assert tables["gp_register"]["GP_PRACTICE_CODE"].is_in(practices.implode()).all()
    known = tables["gp_register"]["POSTCODE"].is_in(tables["postcodes"]["POSTCODE"].implode())
    assert known.all()


def test_every_organisation_has_its_parent(tables: dict[str, pl.DataFrame]) -> None:
    organisations = tables["organisations"]
    parents = organisations["PARENT_CODE"].drop_nulls()
    assert parents.is_in(organisations["ODS_CODE"].implode()).all()
    roles = dict(organisations.group_by("ROLE").len().iter_rows())
    assert roles["practice"] == 8
    assert roles["district"] == 5
    assert {"network", "locality", "icb", "council", "acute", "community", "mental health"} <= roles.keys()
