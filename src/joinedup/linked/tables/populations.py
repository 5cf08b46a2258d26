"""Resident population, as it arrived."""

from joinedup.linked.table import LinkedTable, administrative

TABLE = LinkedTable(
    name="populations",
    title="Resident population",
    grain="One row for each area, year, sex and age in completed years",
    order=3,
    key=("AREA_CODE", "YEAR", "SEX", "AGE"),
    extracts=("populations",),
    sort=("AREA_CODE", "YEAR", "SEX", "AGE"),
    columns=(
        administrative("AREA_CODE"),
        administrative("YEAR", "BIGINT"),
        administrative("SEX"),
        administrative("AGE", "BIGINT"),
        administrative("POPULATION", "BIGINT"),
    ),
)
