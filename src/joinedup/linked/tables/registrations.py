"""Which list a person was on, and when."""

from joinedup.linked.table import PERSON, LinkedTable, activity, quasi

TABLE = LinkedTable(
    name="registrations",
    title="Practice history",
    grain="One row for each unbroken time of one person on one practice's list; nobody is on two lists on one day",
    order=30,
    key=("person_id", "started_on"),
    extracts=("gp_register",),
    sort=("person_id", "started_on"),
    columns=(
        PERSON,
        quasi("practice_code"),
        activity("started_on", "DATE"),
        activity("ended_on", "DATE", "First day no longer on the list; empty: still on it"),
    ),
)
