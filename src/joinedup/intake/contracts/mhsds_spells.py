"""Mental health hospital spells: one row for each stay in a mental health hospital."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order

CONTRACT = Contract(
    table="mhsds_spells",
    source="mental_health",
    title="Mental health hospital spells",
    grain="One row for each stay in a mental health hospital",
    standard="Mental Health Services Data Set MHS501",
    key=("UniqHospProvSpellID",),
    person_key=("OrgIDProv", "LocalPatientId"),
    period_column="StartDateHospProvSpell",
    columns=(
        administrative("UniqHospProvSpellID", required=True),
        administrative("OrgIDProv", Kind.CODE, required=True),
        identifier("LocalPatientId", required=True),
        activity("StartDateHospProvSpell", Kind.DATE, required=True),
        activity("DischDateHospProvSpell", Kind.DATE),
    ),
    rules=(in_order("StartDateHospProvSpell", "DischDateHospProvSpell", "discharged before admission"),),
    disables="stays in mental health hospitals",
)
