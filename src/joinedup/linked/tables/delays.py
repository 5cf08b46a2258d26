"""Delayed transfers of care, from hospitals of every kind that tell of them."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative

TABLE = LinkedTable(
    name="delays",
    title="Delayed transfers of care",
    grain="One row for each time one patient, ready to leave, waited for one reason",
    order=68,
    key=("source", "provider_code", "spell_id", "started_on", "reason"),
    extracts=("acute_delays", "mhsds_delays"),
    tie=Tie.ROWS,
    sort=("person_id", "started_on"),
    day="started_on",
    until="ended_on",
    columns=(
        PERSON,
        administrative("source", words="acute or mental_health"),
        administrative("spell_id"),
        administrative("provider_code"),
        activity("started_on", "DATE", "First delayed day this row counts"),
        activity(
            "ended_on",
            "DATE",
            "Last delayed day this row counts. A delay without an end ends with its stay or the person's life; "
            "while both go on, it runs to the last day the source speaks of",
        ),
        activity("days", "INTEGER", "Delayed days, both ends counted; a day waited for two reasons counts once"),
        activity("reason", words="In the source's own code list"),
        activity("attributable", words="NHS, SOCIAL, BOTH or HOUSING"),
    ),
)
