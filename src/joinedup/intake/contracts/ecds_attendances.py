"""Emergency care: one row for each attendance at an emergency department."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order, sensitive
from joinedup.intake.contracts.code_lists import DEPARTMENT_TYPE

CONTRACT = Contract(
    table="ecds_attendances",
    source="acute",
    title="Emergency care",
    grain="One row for each attendance at an emergency department",
    standard="Emergency Care Data Set",
    key=("EC_Ident",),
    person_key=("Der_Provider_Code", "Local_Patient_ID"),
    period_column="Der_EC_Arrival_Date_Time",
    columns=(
        administrative("EC_Ident", required=True),
        administrative("Der_Provider_Code", Kind.CODE, required=True),
        identifier("Local_Patient_ID", required=True),
        activity("EC_Department_Type", Kind.CODE, codes=DEPARTMENT_TYPE),
        activity("Der_EC_Arrival_Date_Time", Kind.TIMESTAMP, required=True),
        activity("Der_EC_Departure_Date_Time", Kind.TIMESTAMP),
        activity("EC_Initial_Assessment_Time_Since_Arrival", Kind.INTEGER, minimum=0, maximum=10080, lenient=True),
        activity("EC_Decision_To_Admit_Time_Since_Arrival", Kind.INTEGER, minimum=0, maximum=10080, lenient=True),
        activity("EC_Arrival_Mode_SNOMED_CT", Kind.CODE),
        sensitive("EC_Chief_Complaint_SNOMED_CT", Kind.CODE),
        activity("EC_Acuity_SNOMED_CT", Kind.CODE),
        activity("EC_Discharge_Status_SNOMED_CT", Kind.CODE),
        activity("Discharge_Destination_SNOMED_CT", Kind.CODE),
    ),
    rules=(in_order("Der_EC_Arrival_Date_Time", "Der_EC_Departure_Date_Time", "left before arriving"),),
    disables="emergency department attendances",
)
