"""Resident population: one row for each area, year, sex and age in completed years."""

from joinedup.intake.contract import Contract, Kind, administrative
from joinedup.intake.contracts.code_lists import GENDER

CONTRACT = Contract(
    table="populations",
    source="reference",
    title="Resident population",
    grain="One row for each area, year, sex and age in completed years",
    standard="ONS mid-year population estimates",
    key=("AREA_CODE", "YEAR", "SEX", "AGE"),
    columns=(
        administrative("AREA_CODE", Kind.CODE, required=True),
        administrative("YEAR", Kind.INTEGER, required=True, minimum=1990, maximum=2100),
        administrative("SEX", Kind.CODE, required=True, codes=GENDER),
        administrative("AGE", Kind.INTEGER, required=True, minimum=0, maximum=120),
        administrative("POPULATION", Kind.INTEGER, required=True, minimum=0, maximum=100000000),
    ),
    disables="rates for residents",
)
