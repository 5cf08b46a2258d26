"""Long-term conditions."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, sensitive

TABLE = LinkedTable(
    name="conditions",
    title="Long-term conditions",
    grain="One row for each person and long-term condition on the GP record",
    order=50,
    key=("person_id", "condition"),
    extracts=("gp_conditions",),
    tie=Tie.ROWS,
    sort=("person_id", "diagnosed_on"),
    day="diagnosed_on",
    columns=(PERSON, sensitive("condition"), sensitive("diagnosed_on", "DATE")),
)
