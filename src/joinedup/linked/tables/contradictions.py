"""Where two sources, or two parts of one, cannot both be right."""

from joinedup.linked.table import LinkedTable, activity, administrative

TABLE = LinkedTable(
    name="contradictions",
    title="Contradictions",
    grain="One row for each rule, organisation and month in which the rule could be judged",
    order=80,
    key=("rule", "organisation_code", "period"),
    extracts=("apc_episodes", "acute_delays", "ecds_attendances", "deaths", "gp_register", "beds", "csds_spells"),
    sort=("rule", "organisation_code", "period"),
    columns=(
        administrative("rule", words="As named in linked/contradictions.py"),
        administrative("organisation_code", words="Whose rows they are; empty where it is nobody's alone"),
        administrative("period", "DATE", "First day of the month"),
        activity("rows", "BIGINT", "Rows that contradict another"),
        activity("judged", "BIGINT", "Rows the rule was asked of"),
    ),
)
