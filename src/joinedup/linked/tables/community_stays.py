"""Stays in community hospital beds."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative, cost

TABLE = LinkedTable(
    name="community_stays",
    title="Community hospital stays",
    grain="One row for each stay in a community hospital bed",
    order=65,
    key=("stay_id",),
    extracts=("csds_spells",),
    tie=Tie.ROWS,
    sort=("person_id", "admitted_on"),
    day="admitted_on",
    until="discharged_on",
    columns=(
        PERSON,
        administrative("stay_id"),
        administrative("provider_code"),
        activity("admitted_on", "DATE"),
        activity("discharged_on", "DATE"),
        activity("ready_on", "DATE", "Discharge-ready date"),
        cost("Pounds: bed-days up to the last day the source speaks of"),
    ),
)
