"""Community referrals: one row for each referral received."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order, sensitive

CONTRACT = Contract(
    table="csds_referrals",
    source="community",
    title="Community referrals",
    grain="One row for each referral received",
    standard="Community Services Data Set CYP101 and CYP102",
    key=("unique_service_request_identifier",),
    person_key=("provider_code", "local_patient_identifier"),
    period_column="referral_request_received_date",
    columns=(
        administrative("unique_service_request_identifier", required=True),
        administrative("provider_code", Kind.CODE, required=True),
        identifier("local_patient_identifier", required=True),
        activity("referral_request_received_date", Kind.DATE, required=True),
        activity("referral_request_received_time"),
        activity("source_of_referral_for_community", Kind.CODE),
        sensitive("primary_reason_for_referral_community_care", Kind.CODE),
        activity("priority_type_code", Kind.CODE),
        activity("team_type_code", Kind.CODE),
        activity("service_discharge_date", Kind.DATE),
    ),
    rules=(
        in_order(
            "referral_request_received_date", "service_discharge_date", "discharged before the referral was received"
        ),
    ),
    disables="community referrals",
)
