"""What councils did besides services: requests, assessments and reviews."""

from joinedup.linked.table import PERSON, LinkedTable, activity, administrative, sensitive

TABLE = LinkedTable(
    name="care_events",
    title="Council requests, assessments and reviews",
    grain="One row for each request, assessment or review of one client",
    order=67,
    key=(),
    extracts=("cld_events",),
    sort=("person_id", "started_on"),
    day="started_on",
    until="ended_on",
    columns=(
        PERSON,
        administrative("council_code"),
        activity("event_type"),
        activity("started_on", "DATE"),
        activity("ended_on", "DATE"),
        sensitive("outcome"),
        activity("route"),
        activity("assessment_type"),
    ),
)
