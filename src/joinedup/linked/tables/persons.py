"""People: everyone on the register, and everyone a source knows who is not on it."""

from joinedup.linked.table import PERSON, LinkedTable, activity, administrative, identifier, quasi, sensitive

TABLE = LinkedTable(
    name="persons",
    title="People",
    grain="One row for each person, as last known",
    order=20,
    key=("person_id",),
    extracts=("gp_register", "acute_patients", "csds_mpi", "mhsds_mpi", "cld_clients", "deaths"),
    row_group=20_480,
    columns=(
        PERSON,
        identifier("nhs_number"),
        administrative("nhs_number_status"),
        identifier("family_name"),
        identifier("given_name"),
        quasi("date_of_birth", "DATE"),
        quasi("gender", words="1 male, 2 female, 9 indeterminate, X not known"),
        identifier("address_line_1"),
        quasi("postcode"),
        quasi("lsoa"),
        quasi("ward"),
        quasi("district"),
        quasi("council"),
        quasi("imd_decile", "INTEGER", "1 is the most deprived tenth"),
        quasi("practice_code"),
        quasi("network_code"),
        quasi("locality_code"),
        activity("registered_from", "DATE"),
        activity("registered_to", "DATE", "First day no longer on the list; empty: still on it"),
        sensitive("date_of_death", "DATE"),
        sensitive("ethnic_category"),
        administrative("on_register", "BOOLEAN", "False: known to a service, on no list here"),
    ),
)
