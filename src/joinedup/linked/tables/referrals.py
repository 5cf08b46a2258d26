"""Referrals to community and mental health services."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative, sensitive

TABLE = LinkedTable(
    name="referrals",
    title="Referrals",
    grain="One row for each referral received by a community or mental health service",
    order=63,
    key=("source", "referral_id"),
    extracts=("csds_referrals", "mhsds_referrals"),
    tie=Tie.ROWS,
    sort=("person_id", "received_on"),
    day="received_on",
    until="closed_on",
    columns=(
        PERSON,
        administrative("referral_id"),
        administrative("source", words="community or mental_health"),
        administrative("provider_code"),
        activity("received_on", "DATE"),
        sensitive("reason"),
        activity("team_type"),
        activity("closed_on", "DATE"),
    ),
)
