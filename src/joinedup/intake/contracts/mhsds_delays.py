"""Mental health delayed discharges: one row for each period in which one patient waited for one reason."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order
from joinedup.intake.contracts.code_lists import MENTAL_HEALTH_ATTRIBUTABLE, MENTAL_HEALTH_DELAY_REASON

CONTRACT = Contract(
    table="mhsds_delays",
    source="mental_health",
    title="Mental health delayed discharges",
    grain="One row for each period in which one patient, ready to leave the hospital, waited for one reason",
    standard="Mental Health Services Data Set MHS504; column names from memory",
    key=("UniqHospProvSpellID", "StartDateDelayDisch", "DelayDischReason"),
    person_key=("OrgIDProv", "LocalPatientId"),
    period_column="StartDateDelayDisch",
    columns=(
        administrative("OrgIDProv", Kind.CODE, required=True),
        identifier("LocalPatientId", required=True),
        administrative("UniqHospProvSpellID", required=True),
        activity("StartDateDelayDisch", Kind.DATE, required=True),
        activity("EndDateDelayDisch", Kind.DATE),
        activity("DelayDischReason", Kind.CODE, codes=MENTAL_HEALTH_DELAY_REASON, disables="delays by reason"),
        activity(
            "AttribToIndic",
            Kind.CODE,
            codes=MENTAL_HEALTH_ATTRIBUTABLE,
            lenient=True,
            disables="delays by NHS and social care",
        ),
    ),
    rules=(in_order("StartDateDelayDisch", "EndDateDelayDisch", "ends before it starts"),),
    disables="delayed days of all hospitals",
)
