"""Admitted patient care: one row for each finished consultant episode; the episodes of one stay share apcs_ident."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order, quasi, sensitive
from joinedup.intake.contracts.code_lists import (
    ADMISSION_METHOD,
    DISCHARGE_DESTINATION,
    DISCHARGE_METHOD,
    MANAGEMENT_TYPE,
)

CONTRACT = Contract(
    table="apc_episodes",
    source="acute",
    title="Admitted patient care",
    grain="One row for each finished consultant episode; the episodes of one stay share APCS_Ident",
    standard="SUS admitted patient care",
    key=("APCE_Ident",),
    person_key=("Provider_Code", "Local_Patient_ID"),
    period_column="Admission_Date",
    columns=(
        administrative("APCE_Ident", required=True),
        administrative("APCS_Ident", required=True),
        administrative("Provider_Code", Kind.CODE, required=True),
        identifier("Local_Patient_ID", required=True),
        activity("Episode_Number", Kind.INTEGER, required=True, minimum=1, maximum=99),
        activity("APCS_Last_Ep_Ind", Kind.CODE),
        activity("Admission_Date", Kind.DATE, required=True),
        activity("Discharge_Date", Kind.DATE),
        activity("Episode_Start_Date", Kind.DATE, required=True),
        activity("Episode_End_Date", Kind.DATE),
        activity("Admission_Method", Kind.CODE, required=True, codes=ADMISSION_METHOD),
        sensitive("Discharge_Method", Kind.CODE, codes=DISCHARGE_METHOD),
        activity("Discharge_Destination", Kind.CODE, codes=DISCHARGE_DESTINATION, lenient=True),
        activity(
            "Discharge_Ready_Date", Kind.DATE, lenient=True, disables="days delayed after the discharge-ready date"
        ),
        sensitive("Treatment_Function_Code", Kind.CODE),
        sensitive("Der_Primary_Diagnosis_Code", Kind.CODE, disables="measures by diagnosis"),
        sensitive("Der_Diagnosis_All"),
        sensitive("Der_Procedure_All"),
        activity("Der_Management_Type", Kind.CODE, codes=MANAGEMENT_TYPE, lenient=True),
        quasi("GP_Practice_Code", Kind.CODE),
        administrative("HRG_Code", Kind.CODE),
    ),
    rules=(
        in_order("Admission_Date", "Discharge_Date", "discharged before admission"),
        in_order("Admission_Date", "Episode_Start_Date", "the episode starts before admission"),
        in_order("Episode_Start_Date", "Episode_End_Date", "the episode ends before it starts"),
    ),
    disables="hospital admissions and every measure made of them",
)
