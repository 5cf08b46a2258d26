"""Delayed transfers of care: one row for each period in which one patient, ready to leave, waited for one reason."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order
from joinedup.intake.contracts.code_lists import ATTRIBUTABLE, DELAY_REASON

CONTRACT = Contract(
    table="acute_delays",
    source="acute",
    title="Delayed transfers of care",
    grain="One row for each period in which one patient, ready to leave, waited for one reason",
    standard="The person-level record behind the monthly situation report",
    key=("APCS_Ident", "Delay_Start_Date"),
    person_key=("Provider_Code", "Local_Patient_ID"),
    period_column="Delay_Start_Date",
    columns=(
        administrative("Provider_Code", Kind.CODE, required=True),
        identifier("Local_Patient_ID", required=True),
        administrative("APCS_Ident", required=True),
        activity("Delay_Start_Date", Kind.DATE, required=True),
        activity("Delay_End_Date", Kind.DATE),
        activity("Delay_Reason_Code", Kind.CODE, codes=DELAY_REASON, lenient=True, disables="delays by reason"),
        activity(
            "Attributable_Organisation",
            Kind.CODE,
            codes=ATTRIBUTABLE,
            lenient=True,
            disables="delays by NHS and social care",
        ),
    ),
    rules=(in_order("Delay_Start_Date", "Delay_End_Date", "ends before it starts"),),
    disables="delayed days",
)
