"""Deaths registered: one row for each death registered."""

from joinedup.intake.contract import Contract, Kind, identifier, quasi, sensitive
from joinedup.intake.contracts.code_lists import GENDER, PLACE_OF_DEATH

CONTRACT = Contract(
    table="deaths",
    source="deaths",
    title="Deaths registered",
    grain="One row for each death registered",
    standard="Civil registration of deaths, as in IC section 4.6",
    key=("DEATH_RECORD_ID",),
    person_key=("DEATH_RECORD_ID",),
    period_column="DATE_OF_DEATH",
    columns=(
        identifier("DEATH_RECORD_ID", required=True),
        identifier("NHS_NO", Kind.NHS_NUMBER, disables="matching by NHS Number"),
        identifier("FAMILY_NAME", disables="matching by name"),
        identifier("GIVEN_NAME"),
        quasi("GENDER", Kind.CODE, codes=GENDER),
        quasi("DATE_OF_BIRTH", Kind.DATE),
        identifier("ADDRESS_LINE1"),
        quasi("POSTCODE", Kind.POSTCODE),
        sensitive("DATE_OF_DEATH", Kind.DATE, required=True),
        sensitive("DATE_OF_REGISTRATION", Kind.DATE),
        sensitive("PLACE_OF_DEATH", Kind.CODE, codes=PLACE_OF_DEATH, disables="place of death"),
        sensitive("UNDERLYING_CAUSE", Kind.CODE),
    ),
)
