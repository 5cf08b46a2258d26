"""Practice and small area together: what a figure is counted by."""

from joinedup.linked.table import LinkedTable, administrative, quasi

TABLE = LinkedTable(
    name="places",
    title="Places",
    grain="One row for each practice and small area in which at least one person has been",
    order=40,
    key=("place_id",),
    extracts=("gp_register", "organisations", "postcodes"),
    sort=("place_id",),
    columns=(
        administrative("place_id", "INTEGER", "Numbered afresh in each build"),
        quasi("practice_code"),
        quasi("network_code"),
        quasi("locality_code"),
        quasi("icb_code"),
        quasi("lsoa"),
        quasi("lsoa_group", words="A group of small areas, such as a neighbourhood; empty: in none"),
        quasi("ward"),
        quasi("district"),
        quasi("council"),
        quasi("imd_decile", "INTEGER"),
    ),
)
