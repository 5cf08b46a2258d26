"""Council client index: one row for each client known to adult social care."""

from joinedup.basics.finding import Severity
from joinedup.intake.contract import Contract, Kind, administrative, identifier, in_order, quasi, sensitive
from joinedup.intake.contracts.code_lists import ETHNIC_CATEGORY, GENDER

CONTRACT = Contract(
    table="cld_clients",
    source="social_care",
    title="Council client index",
    grain="One row for each client known to adult social care",
    standard="Adult Social Care Client Level Data with the names held locally",
    key=("LA_Code", "LA_Person_Unique_Identifier"),
    person_key=("LA_Code", "LA_Person_Unique_Identifier"),
    columns=(
        administrative("LA_Code", Kind.CODE, required=True),
        identifier("LA_Person_Unique_Identifier", required=True),
        identifier("NHS_Number", Kind.NHS_NUMBER, disables="matching by NHS Number"),
        identifier("Family_Name", disables="matching by name"),
        identifier("Given_Name"),
        quasi("Gender", Kind.CODE, codes=GENDER, lenient=True),
        quasi("Date_of_Birth", Kind.DATE, lenient=True, disables="matching and ages"),
        identifier("Address_Line_1"),
        quasi("Postcode", Kind.POSTCODE),
        quasi("GP_Practice_Code", Kind.CODE),
        sensitive("Ethnicity", Kind.CODE, codes=ETHNIC_CATEGORY, lenient=True),
        sensitive("Date_of_Death", Kind.DATE, lenient=True),
    ),
    rules=(in_order("Date_of_Birth", "Date_of_Death", "died before birth", severity=Severity.WARNING),),
    disables="linking social care to people",
)
