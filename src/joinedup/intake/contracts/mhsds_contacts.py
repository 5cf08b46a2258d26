"""Mental health contacts: one row for each contact with one patient."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier
from joinedup.intake.contracts.code_lists import ATTENDANCE_STATUS

CONTRACT = Contract(
    table="mhsds_contacts",
    source="mental_health",
    title="Mental health contacts",
    grain="One row for each contact with one patient",
    standard="Mental Health Services Data Set MHS201",
    key=("UniqCareContID",),
    person_key=("OrgIDProv", "LocalPatientId"),
    period_column="CareContDate",
    columns=(
        administrative("UniqCareContID", required=True),
        administrative("UniqServReqID", required=True),
        administrative("OrgIDProv", Kind.CODE, required=True),
        identifier("LocalPatientId", required=True),
        activity("CareContDate", Kind.DATE, required=True),
        activity("ConsMechanismMH", Kind.CODE),
        activity("AttendOrDNACode", Kind.CODE, codes=ATTENDANCE_STATUS),
    ),
    disables="mental health contacts",
)
