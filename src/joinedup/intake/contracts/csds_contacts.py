"""Community contacts: one row for each contact with one patient."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier
from joinedup.intake.contracts.code_lists import ATTENDANCE_STATUS, CONTACT_PLACE

CONTRACT = Contract(
    table="csds_contacts",
    source="community",
    title="Community contacts",
    grain="One row for each contact with one patient",
    standard="Community Services Data Set CYP201",
    key=("unique_care_contact_identifier",),
    person_key=("provider_code", "local_patient_identifier"),
    period_column="care_contact_date",
    columns=(
        administrative("unique_care_contact_identifier", required=True),
        administrative("unique_service_request_identifier", required=True),
        administrative("provider_code", Kind.CODE, required=True),
        identifier("local_patient_identifier", required=True),
        activity("care_contact_date", Kind.DATE, required=True),
        activity("care_contact_time"),
        activity("attendance_status", Kind.CODE, codes=ATTENDANCE_STATUS),
        activity("care_contact_duration", Kind.INTEGER, minimum=0, maximum=1440, lenient=True),
        activity("activity_location_type_code", Kind.CODE, codes=CONTACT_PLACE, lenient=True),
        activity("consultation_mechanism", Kind.CODE),
    ),
    disables="community contacts",
)
