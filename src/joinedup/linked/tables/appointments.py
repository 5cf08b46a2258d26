"""Outpatient appointments."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative, cost, sensitive

TABLE = LinkedTable(
    name="appointments",
    title="Outpatient appointments",
    grain="One row for each outpatient appointment, kept or not. Its id stands in the accepted rows of the extract",
    order=62,
    key=(),
    extracts=("opa_appointments",),
    tie=Tie.ROWS,
    sort=("person_id", "on_date"),
    day="on_date",
    columns=(
        PERSON,
        administrative("provider_code"),
        activity("on_date", "DATE"),
        activity("attended", "BOOLEAN", "Status 5 or 6: seen"),
        activity("first", "BOOLEAN", "First attendance code 1 (in person) or 3 (by telephone)"),
        sensitive("treatment_function"),
        cost("Pounds; nothing for an appointment not attended"),
    ),
)
