"""Outpatients: one row for each outpatient appointment."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, sensitive
from joinedup.intake.contracts.code_lists import ATTENDANCE_STATUS

CONTRACT = Contract(
    table="opa_appointments",
    source="acute",
    title="Outpatients",
    grain="One row for each outpatient appointment",
    standard="SUS outpatients",
    key=("OPA_Ident",),
    person_key=("Provider_Code", "Local_Patient_ID"),
    period_column="Appointment_Date",
    columns=(
        administrative("OPA_Ident", required=True),
        administrative("Provider_Code", Kind.CODE, required=True),
        identifier("Local_Patient_ID", required=True),
        activity("Appointment_Date", Kind.DATE, required=True, future=True),
        activity("Attendance_Status", Kind.CODE, codes=ATTENDANCE_STATUS),
        activity("First_Attendance", Kind.CODE),
        sensitive("Treatment_Function_Code", Kind.CODE),
    ),
    disables="outpatient appointments",
)
