"""Organisations and their parents, as they arrived."""

from joinedup.linked.table import LinkedTable, administrative

TABLE = LinkedTable(
    name="organisations",
    title="Organisations",
    grain="One row for each organisation and its parent",
    order=1,
    key=("ODS_CODE",),
    extracts=("organisations",),
    sort=("ODS_CODE",),
    columns=(
        administrative("ODS_CODE"),
        administrative("NAME"),
        administrative("ROLE"),
        administrative("PARENT_CODE"),
        administrative("OPEN_DATE", "DATE"),
        administrative("CLOSE_DATE", "DATE"),
    ),
)
