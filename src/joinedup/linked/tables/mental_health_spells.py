"""Stays in mental health hospitals."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative, cost

TABLE = LinkedTable(
    name="mental_health_spells",
    title="Mental health hospital spells",
    grain="One row for each stay in a mental health hospital",
    order=65,
    key=("spell_id",),
    extracts=("mhsds_spells",),
    tie=Tie.ROWS,
    sort=("person_id", "admitted_on"),
    day="admitted_on",
    until="discharged_on",
    columns=(
        PERSON,
        administrative("spell_id"),
        administrative("provider_code"),
        activity("admitted_on", "DATE"),
        activity("discharged_on", "DATE"),
        cost("Pounds: bed-days up to the last day the source speaks of"),
    ),
)
