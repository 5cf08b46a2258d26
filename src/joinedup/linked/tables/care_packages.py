"""Council-funded services: care packages with their start and end."""

from joinedup.linked.table import PERSON, LinkedTable, activity, administrative, cost, sensitive

TABLE = LinkedTable(
    name="care_packages",
    title="Care packages",
    grain="One row for each service a council gave one client, from its start to its end",
    order=66,
    key=("package_id",),
    extracts=("cld_events",),
    sort=("person_id", "started_on"),
    day="started_on",
    until="ended_on",
    columns=(
        PERSON,
        administrative("package_id"),
        administrative("council_code"),
        sensitive("service_type"),
        activity("service_component"),
        sensitive("support_reason"),
        activity("started_on", "DATE"),
        activity(
            "ended_on",
            "DATE",
            "Last day; empty: still open. A service that vanished from later submissions is "
            "closed at the end of the last period that held it",
        ),
        administrative("weekly_cost", "DECIMAL(12,2)"),
        cost("Pounds from start to end, or to the last day the source speaks of"),
    ),
)
