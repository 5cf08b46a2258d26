"""Postcodes and areas: one row for each postcode, with its small area."""

from joinedup.intake.contract import Contract, Kind, administrative

CONTRACT = Contract(
    table="postcodes",
    source="reference",
    title="Postcodes and areas",
    grain="One row for each postcode, with its small area",
    standard="ONS Postcode Directory with the Index of Multiple Deprivation",
    key=("POSTCODE",),
    columns=(
        administrative("POSTCODE", Kind.POSTCODE, required=True),
        administrative("LSOA", Kind.CODE, required=True),
        administrative("WARD", Kind.CODE),
        administrative("DISTRICT", Kind.CODE),
        administrative("COUNCIL", Kind.CODE, required=True, disables="figures by council of residence"),
        administrative(
            "LSOA_GROUP", Kind.CODE, disables="figures by group of small areas, such as neighbourhoods of a town"
        ),
        administrative(
            "IMD_DECILE", Kind.INTEGER, minimum=1, maximum=10, lenient=True, disables="figures by deprivation"
        ),
    ),
    disables="figures by area and deprivation",
)
