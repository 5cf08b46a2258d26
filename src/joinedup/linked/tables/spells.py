"""Hospital spells: the episodes of one stay put together."""

from joinedup.linked.table import PERSON, LinkedTable, Tie, activity, administrative, cost, quasi, sensitive

TABLE = LinkedTable(
    name="spells",
    title="Hospital spells",
    grain="One row for each stay in hospital: its episodes put together",
    order=60,
    key=("provider_code", "spell_id"),
    extracts=("apc_episodes",),
    tie=Tie.EPISODES,
    sort=("person_id", "admitted_on"),
    day="admitted_on",
    until="discharged_on",
    columns=(
        PERSON,
        administrative("spell_id"),
        administrative("provider_code"),
        quasi("practice_code", words="As the hospital recorded it"),
        activity("admitted_on", "DATE"),
        activity("discharged_on", "DATE", "Empty: still in hospital when the extract was made"),
        activity("admission_method"),
        activity("emergency", "BOOLEAN", "Admission method starts with 2"),
        activity("non_elective", "BOOLEAN", "Emergency, maternity, birth or transfer: any method but 11, 12 and 13"),
        activity("general_and_acute", "BOOLEAN", "Treatment function outside the list in codes/general_and_acute.toml"),
        sensitive("discharge_method"),
        activity("discharge_destination"),
        activity("ready_on", "DATE", "Discharge-ready date: the latest of the stay's episodes"),
        sensitive("treatment_function", words="Of the first episode"),
        sensitive("primary_diagnosis", words="Of the first episode, ICD-10"),
        sensitive("diagnoses", words="All of the stay, in order, as they arrived"),
        sensitive("procedures"),
        activity("episodes", "INTEGER"),
        activity("length_of_stay", "INTEGER", "Nights; empty when still in hospital or the dates contradict"),
        cost(),
    ),
)
