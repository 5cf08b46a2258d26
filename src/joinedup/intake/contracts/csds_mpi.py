"""Community services patient index: one row for each patient known to the community provider."""

from joinedup.intake.contract import Contract, Kind, administrative, identifier, quasi
from joinedup.intake.contracts.code_lists import GENDER, NHS_NUMBER_STATUS

CONTRACT = Contract(
    table="csds_mpi",
    source="community",
    title="Community services patient index",
    grain="One row for each patient known to the community provider",
    standard="Community Services Data Set CYP001 with the names held locally",
    key=("provider_code", "local_patient_identifier"),
    person_key=("provider_code", "local_patient_identifier"),
    columns=(
        administrative("provider_code", Kind.CODE, required=True),
        identifier("local_patient_identifier", required=True),
        identifier("nhs_number", Kind.NHS_NUMBER, disables="matching by NHS Number"),
        administrative("nhs_number_status_indicator", Kind.CODE, codes=NHS_NUMBER_STATUS, lenient=True),
        identifier("person_family_name", disables="matching by name"),
        identifier("person_given_name"),
        quasi("person_stated_gender", Kind.CODE, codes=GENDER, lenient=True),
        quasi("person_birth_date", Kind.DATE, lenient=True, disables="matching and ages"),
        identifier("address_line_1"),
        quasi("postcode", Kind.POSTCODE),
        quasi("gp_practice_code", Kind.CODE),
    ),
    disables="linking community care to people",
)
