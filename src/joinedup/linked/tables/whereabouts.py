"""Where each person counts on each day: the list they are on, and where they live."""

from joinedup.linked.table import PERSON, LinkedTable, activity, administrative, sensitive

TABLE = LinkedTable(
    name="whereabouts",
    title="Whereabouts",
    grain="One row for each person and stretch of days with one practice and one address; every day of a person falls "
    "into exactly one row",
    order=41,
    key=("person_id", "started_on"),
    extracts=("gp_register", "postcodes"),
    sort=("person_id", "started_on"),
    columns=(
        PERSON,
        activity("started_on", "DATE"),
        activity("ended_on", "DATE", "First day of the next row"),
        administrative("place_id", "INTEGER"),
        sensitive("lived_to", "DATE", "First day after the person's death; empty: alive"),
        activity("registered_from", "DATE", "On the list from this day within the row; empty: on no list"),
        activity("registered_to", "DATE", "First day off the list: the end of the registration or the day after death"),
    ),
)
