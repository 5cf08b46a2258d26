"""Postcodes and their areas, as they arrived."""

from joinedup.linked.table import LinkedTable, administrative

TABLE = LinkedTable(
    name="postcodes",
    title="Postcodes and areas",
    grain="One row for each postcode, with its small area",
    order=2,
    key=("POSTCODE",),
    extracts=("postcodes",),
    sort=("POSTCODE",),
    columns=(
        administrative("POSTCODE"),
        administrative("LSOA"),
        administrative("WARD"),
        administrative("DISTRICT"),
        administrative("COUNCIL"),
        administrative("LSOA_GROUP"),
        administrative("IMD_DECILE", "BIGINT"),
    ),
)
