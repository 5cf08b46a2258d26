"""Contacts with community and mental health services."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative, cost

TABLE = LinkedTable(
    name="contacts",
    title="Community and mental health contacts",
    grain="One row for each contact of a community or mental health service with one patient, kept or not. Its own id "
    "and its referral's stand in the accepted rows of its extract",
    order=64,
    key=(),
    extracts=("csds_contacts", "mhsds_contacts"),
    tie=Tie.ROWS,
    sort=("person_id", "on_date"),
    day="on_date",
    columns=(
        PERSON,
        administrative("source", words="community or mental_health"),
        administrative("provider_code"),
        activity("team_type", words="Of the referral"),
        activity("on_date", "DATE"),
        activity("attended", "BOOLEAN", "Status 5 or 6: seen"),
        activity("minutes", "INTEGER"),
        activity("place"),
        cost("Pounds; nothing for a contact not attended"),
    ),
)
