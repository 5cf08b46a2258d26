"""Beds: one row for each hospital, kind of bed and day."""

from joinedup.basics.finding import Severity
from joinedup.intake.contract import Contract, Kind, Rule, administrative
from joinedup.intake.contracts.code_lists import BED_KIND

CONTRACT = Contract(
    table="beds",
    source="beds",
    title="Beds",
    grain="One row for each provider, kind of bed and day, counted at midnight at the end of it",
    standard="Columns of our own, after the daily situation report of beds open and occupied",
    key=("Provider_Code", "Bed_Kind", "Day"),
    period_column="Day",
    columns=(
        administrative("Provider_Code", Kind.CODE, required=True),
        administrative("Bed_Kind", Kind.CODE, required=True, codes=BED_KIND),
        administrative("Day", Kind.DATE, required=True),
        administrative("Beds_Open", Kind.INTEGER, minimum=0, maximum=10000, disables="bed occupancy"),
        administrative("Beds_Occupied", Kind.INTEGER, required=True, minimum=0, maximum=10000),
    ),
    rules=(
        Rule(
            "more-occupied-than-open",
            '"Beds_Occupied" <= "Beds_Open" * 1.2',
            "more beds are occupied than are open, by more than a fifth",
            "Ask the source whether beds opened that day are missing.",
            ("Beds_Occupied", "Beds_Open"),
            Severity.WARNING,
        ),
    ),
    disables="bed occupancy, and the check of hospital stays against beds",
)
