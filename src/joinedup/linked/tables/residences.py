"""Where a person lived, and when, as the register knew it."""

from joinedup.linked.table import PERSON, LinkedTable, activity, quasi

TABLE = LinkedTable(
    name="residences",
    title="Residence history",
    grain="One row for each unbroken time of one person at one postcode, as the register knew it",
    order=31,
    key=("person_id", "started_on"),
    extracts=("gp_register", "postcodes"),
    sort=("person_id", "started_on"),
    columns=(
        PERSON,
        quasi("postcode"),
        quasi("lsoa"),
        quasi("district"),
        quasi("council"),
        activity("started_on", "DATE"),
        activity("ended_on", "DATE", "First day no longer there; empty: still there"),
    ),
)
