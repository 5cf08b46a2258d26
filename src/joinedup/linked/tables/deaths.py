"""Deaths registered, one for each person."""

from joinedup.linked.table import PERSON, LinkedTable, sensitive

TABLE = LinkedTable(
    name="deaths",
    title="Deaths registered",
    grain="One row for each person whose death was registered; the earliest date where two records name one person",
    order=10,
    key=("person_id",),
    extracts=("deaths",),
    day="died_on",
    columns=(
        PERSON,
        sensitive("died_on", "DATE"),
        sensitive("registered_on", "DATE"),
        sensitive("place"),
        sensitive("cause", words="Underlying cause, ICD-10"),
    ),
)
