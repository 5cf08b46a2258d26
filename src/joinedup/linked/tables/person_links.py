"""Which source's id is which person, and how that was found."""

from joinedup.linked.table import PERSON, LinkedTable, administrative, identifier

TABLE = LinkedTable(
    name="person_links",
    title="Links",
    grain="One row for each person id of each source",
    order=4,
    key=("source", "organisation_code", "source_person_id"),
    extracts=("gp_register", "acute_patients", "csds_mpi", "mhsds_mpi", "cld_clients", "deaths"),
    sort=("person_id", "source"),
    row_group=20_480,
    columns=(
        administrative("source"),
        administrative("organisation_code"),
        identifier("source_person_id"),
        PERSON,
        administrative("method", words="register, cross-check, alphanumeric, scored, decided, traced or unmatched"),
        administrative("rule"),
        administrative("score", "DOUBLE"),
        administrative("band"),
        administrative("outcome"),
    ),
)
