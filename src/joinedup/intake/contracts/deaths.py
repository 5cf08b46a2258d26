"""Deaths registered: one row for each death registered."""

from joinedup.basics.finding import Severity
from joinedup.intake.contract import Contract, Kind, identifier, in_order, quasi, sensitive
from joinedup.intake.contracts.code_lists import GENDER, PLACE_OF_DEATH

CONTRACT = Contract(
    table="deaths",
    source="deaths",
    title="Deaths registered",
    grain="One row for each death registered",
    standard="Civil registration of deaths",
    key=("DEATH_RECORD_ID",),
    person_key=("DEATH_RECORD_ID",),
    period_column="DATE_OF_DEATH",
    columns=(
        identifier("DEATH_RECORD_ID", required=True),
        identifier("NHS_NO", Kind.NHS_NUMBER, disables="matching by NHS Number"),
        identifier("FAMILY_NAME", disables="matching by name"),
        identifier("GIVEN_NAME"),
        quasi("GENDER", Kind.CODE, codes=GENDER, lenient=True),
        quasi("DATE_OF_BIRTH", Kind.DATE, lenient=True),
        identifier("ADDRESS_LINE1"),
        quasi("POSTCODE", Kind.POSTCODE),
        sensitive("DATE_OF_DEATH", Kind.DATE, required=True),
        sensitive("DATE_OF_REGISTRATION", Kind.DATE, lenient=True),
        sensitive("PLACE_OF_DEATH", Kind.CODE, codes=PLACE_OF_DEATH, lenient=True, disables="place of death"),
        sensitive("UNDERLYING_CAUSE", Kind.CODE),
    ),
    rules=(
        in_order("DATE_OF_BIRTH", "DATE_OF_DEATH", "died before birth", severity=Severity.WARNING),
        in_order("DATE_OF_DEATH", "DATE_OF_REGISTRATION", "registered before death", severity=Severity.WARNING),
    ),
    disables="deaths, and place of death",
)
