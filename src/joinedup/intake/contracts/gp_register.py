"""GP register: one row for each period of registration, with name and address as held then."""

from joinedup.basics.finding import Severity
from joinedup.intake.contract import Contract, Kind, administrative, identifier, in_order, quasi, sensitive
from joinedup.intake.contracts.code_lists import ETHNIC_CATEGORY, GENDER

CONTRACT = Contract(
    table="gp_register",
    source="gp",
    title="GP register",
    grain="One row for each period of one person's registration at one practice, with name and address as held then",
    standard="National Health Application and Infrastructure Services register; columns named as in a PDS MESH file",
    key=("NHS_NO", "GP_PRACTICE_CODE", "REGISTRATION_START_DATE"),
    person_key=("NHS_NO",),
    period_column="REGISTRATION_START_DATE",
    columns=(
        identifier("NHS_NO", Kind.NHS_NUMBER, required=True),
        identifier("FAMILY_NAME", required=True),
        identifier("GIVEN_NAME"),
        identifier("OTHER_GIVEN_NAME"),
        quasi("GENDER", Kind.CODE, codes=GENDER, lenient=True),
        quasi("DATE_OF_BIRTH", Kind.DATE, required=True),
        sensitive("DATE_OF_DEATH", Kind.DATE, lenient=True),
        identifier("ADDRESS_LINE1"),
        quasi("POSTCODE", Kind.POSTCODE, disables="residence, deprivation and matching by address"),
        sensitive(
            "ETHNIC_CATEGORY", Kind.CODE, codes=ETHNIC_CATEGORY, lenient=True, disables="figures by ethnic group"
        ),
        quasi("GP_PRACTICE_CODE", Kind.CODE, required=True),
        administrative("REGISTRATION_START_DATE", Kind.DATE, required=True),
        administrative("REGISTRATION_END_DATE", Kind.DATE, open_ended=True),
    ),
    rules=(
        in_order("REGISTRATION_START_DATE", "REGISTRATION_END_DATE", "registration ends before it starts"),
        in_order("DATE_OF_BIRTH", "DATE_OF_DEATH", "died before birth", severity=Severity.WARNING),
    ),
    disables="the register: people, practices and every rate",
)
