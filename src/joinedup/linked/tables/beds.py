"""Beds open and occupied, as they arrived."""

from joinedup.linked.table import LinkedTable, administrative

TABLE = LinkedTable(
    name="beds",
    title="Beds",
    grain="One row for each provider, kind of bed and day",
    order=5,
    key=("provider_code", "bed_kind", "day"),
    extracts=("beds",),
    sort=("provider_code", "bed_kind", "day"),
    columns=(
        administrative("provider_code"),
        administrative("bed_kind"),
        administrative("day", "DATE"),
        administrative("open", "BIGINT"),
        administrative("occupied", "BIGINT", "At midnight at the end of the day"),
    ),
)
