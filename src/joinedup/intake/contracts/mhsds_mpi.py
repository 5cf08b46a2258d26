"""Mental health patient index: one row for each patient known to the mental health provider."""

from joinedup.intake.contract import Contract, Kind, administrative, identifier, quasi
from joinedup.intake.contracts.code_lists import GENDER, NHS_NUMBER_STATUS

CONTRACT = Contract(
    table="mhsds_mpi",
    source="mental_health",
    title="Mental health patient index",
    grain="One row for each patient known to the mental health provider",
    standard="Mental Health Services Data Set MHS001 with the names held locally",
    key=("OrgIDProv", "LocalPatientId"),
    person_key=("OrgIDProv", "LocalPatientId"),
    columns=(
        administrative("OrgIDProv", Kind.CODE, required=True),
        identifier("LocalPatientId", required=True),
        identifier("NHSNumber", Kind.NHS_NUMBER, disables="matching by NHS Number"),
        administrative("NHSNumberStatus", Kind.CODE, codes=NHS_NUMBER_STATUS, lenient=True),
        identifier("PersonFamilyName", disables="matching by name"),
        identifier("PersonGivenName"),
        quasi("Gender", Kind.CODE, codes=GENDER, lenient=True),
        quasi("PersonBirthDate", Kind.DATE, lenient=True, disables="matching and ages"),
        identifier("AddressLine1"),
        quasi("Postcode", Kind.POSTCODE),
        quasi("GMPCodeReg", Kind.CODE),
    ),
    disables="linking mental health care to people",
)
