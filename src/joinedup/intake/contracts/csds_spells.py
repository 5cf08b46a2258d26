"""Stays in community hospital beds: one row for each stay."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order

CONTRACT = Contract(
    table="csds_spells",
    source="community",
    title="Community hospital stays",
    grain="One row for each stay of one patient in a community hospital bed",
    standard="Community Services Data Set CYP501; column names from memory",
    key=("hospital_provider_spell_identifier",),
    person_key=("provider_code", "local_patient_identifier"),
    period_column="start_date_hospital_provider_spell",
    columns=(
        administrative("hospital_provider_spell_identifier", required=True),
        administrative("provider_code", Kind.CODE, required=True),
        identifier("local_patient_identifier", required=True),
        activity("start_date_hospital_provider_spell", Kind.DATE, required=True),
        activity("discharge_date_hospital_provider_spell", Kind.DATE),
        activity(
            "discharge_ready_date", Kind.DATE, lenient=True, disables="days waited in a community bed after being ready"
        ),
    ),
    rules=(
        in_order(
            "start_date_hospital_provider_spell",
            "discharge_date_hospital_provider_spell",
            "discharged before admission",
        ),
    ),
    disables="stays in community hospitals: who is in one counts as at home",
)
