"""Long-term conditions on the GP record: one row for each person and long-term condition."""

from joinedup.intake.contract import Contract, Kind, identifier, sensitive

CONTRACT = Contract(
    table="gp_conditions",
    source="gp",
    title="Long-term conditions on the GP record",
    grain="One row for each person and long-term condition",
    standard="GP extract, one code cluster a condition",
    key=("NHS_NO", "CONDITION"),
    person_key=("NHS_NO",),
    period_column="DIAGNOSIS_DATE",
    columns=(
        identifier("NHS_NO", Kind.NHS_NUMBER, required=True),
        sensitive("CONDITION", Kind.CODE, required=True),
        sensitive("DIAGNOSIS_DATE", Kind.DATE, required=True),
    ),
    disables="long-term conditions",
)
