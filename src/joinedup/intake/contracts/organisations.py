"""Organisations: one row for each organisation and its parent."""

from joinedup.intake.contract import Contract, Kind, administrative, in_order
from joinedup.intake.contracts.code_lists import ORGANISATION_ROLE

CONTRACT = Contract(
    table="organisations",
    source="reference",
    title="Organisations",
    grain="One row for each organisation and its parent",
    standard="Organisation Data Service",
    key=("ODS_CODE",),
    columns=(
        administrative("ODS_CODE", Kind.CODE, required=True),
        administrative("NAME", required=True),
        administrative("ROLE", Kind.CODE, required=True, codes=ORGANISATION_ROLE),
        administrative("PARENT_CODE", Kind.CODE),
        administrative("OPEN_DATE", Kind.DATE, lenient=True, future=True),
        administrative("CLOSE_DATE", Kind.DATE, lenient=True, future=True, open_ended=True),
    ),
    rules=(in_order("OPEN_DATE", "CLOSE_DATE", "closes before it opens"),),
    disables="names of organisations, and figures by network and locality",
)
