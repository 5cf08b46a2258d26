"""Reablement after a stay in hospital: packages close together are one cluster, linked to the discharge before it."""

from joinedup.linked.table import PERSON, LinkedTable, activity, administrative

TABLE = LinkedTable(
    name="reablement_clusters",
    title="Reablement",
    grain="One row for each cluster of reablement packages of one person, each at most 7 days after the one before",
    order=70,
    key=("person_id", "started_on"),
    extracts=("cld_events", "apc_episodes"),
    sort=("person_id", "started_on"),
    day="started_on",
    until="ended_on",
    columns=(
        PERSON,
        activity("started_on", "DATE"),
        activity("ended_on", "DATE", "Last day of the last package; empty: still open"),
        activity("packages", "INTEGER"),
        administrative("provider_code", words="Of the stay before it; empty: none"),
        administrative(
            "spell_id", words="The stay before it: the latest discharge from 7 days before to 3 days after the start"
        ),
        activity("admitted_on", "DATE"),
        activity("discharged_on", "DATE"),
    ),
)
