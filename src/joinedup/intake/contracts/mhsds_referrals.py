"""Mental health referrals: one row for each referral received."""

from joinedup.intake.contract import Contract, Kind, activity, administrative, identifier, in_order, sensitive

CONTRACT = Contract(
    table="mhsds_referrals",
    source="mental_health",
    title="Mental health referrals",
    grain="One row for each referral received",
    standard="Mental Health Services Data Set MHS101 and MHS102",
    key=("UniqServReqID",),
    person_key=("OrgIDProv", "LocalPatientId"),
    period_column="ReferralRequestReceivedDate",
    columns=(
        administrative("UniqServReqID", required=True),
        administrative("OrgIDProv", Kind.CODE, required=True),
        identifier("LocalPatientId", required=True),
        activity("ReferralRequestReceivedDate", Kind.DATE, required=True),
        activity("SourceOfReferralMH", Kind.CODE),
        activity("ClinRespPriorityType", Kind.CODE),
        sensitive("PrimReasonReferralMH", Kind.CODE),
        activity("ServTeamTypeRefToMH", Kind.CODE),
        activity("ServDischDate", Kind.DATE),
    ),
    rules=(in_order("ReferralRequestReceivedDate", "ServDischDate", "discharged before the referral was received"),),
    disables="mental health referrals",
)
