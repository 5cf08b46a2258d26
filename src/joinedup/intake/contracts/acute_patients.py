"""Hospital patient index: one row for each patient known to the hospital."""

from joinedup.intake.contract import Contract, Kind, administrative, identifier, quasi
from joinedup.intake.contracts.code_lists import GENDER, NHS_NUMBER_STATUS

CONTRACT = Contract(
    table="acute_patients",
    source="acute",
    title="Hospital patient index",
    grain="One row for each patient known to the hospital",
    standard="Patient administration system; columns named as in a PDS MESH file",
    key=("PROVIDER_CODE", "LOCAL_PATIENT_ID"),
    person_key=("PROVIDER_CODE", "LOCAL_PATIENT_ID"),
    columns=(
        administrative("PROVIDER_CODE", Kind.CODE, required=True),
        identifier("LOCAL_PATIENT_ID", required=True),
        identifier("NHS_NO", Kind.NHS_NUMBER, disables="matching by NHS Number"),
        administrative("NHS_NO_STATUS", Kind.CODE, codes=NHS_NUMBER_STATUS, lenient=True),
        identifier("FAMILY_NAME", disables="matching by name"),
        identifier("GIVEN_NAME"),
        identifier("OTHER_GIVEN_NAME"),
        quasi("GENDER", Kind.CODE, codes=GENDER, lenient=True),
        quasi("DATE_OF_BIRTH", Kind.DATE, lenient=True, disables="matching and ages"),
        identifier("ADDRESS_LINE1"),
        quasi("POSTCODE", Kind.POSTCODE),
        quasi("GP_PRACTICE_CODE", Kind.CODE),
    ),
    disables="linking hospital care to people",
)
