"""Attendances at emergency departments."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative, cost

TABLE = LinkedTable(
    name="attendances",
    title="Emergency department attendances",
    grain="One row for each attendance at an emergency department",
    order=61,
    key=("attendance_id",),
    extracts=("ecds_attendances",),
    tie=Tie.ROWS,
    sort=("person_id", "arrived_at"),
    day="arrived_at",
    until="departed_at",
    columns=(
        PERSON,
        administrative("attendance_id"),
        administrative("provider_code"),
        activity("department_type"),
        activity("arrived_at", "TIMESTAMP"),
        activity("departed_at", "TIMESTAMP"),
        activity("minutes", "INTEGER", "From arrival to departure; empty when either is missing or they contradict"),
        activity("admitted", "BOOLEAN", "A decision to admit was recorded"),
        cost(),
    ),
)
