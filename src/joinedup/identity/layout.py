"""The columns of a PDS MESH batch file, and the other names people give them."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Where

RESPONSE = (
    *("UNIQUE REFERENCE", "REQ_NHS_NO", "FAMILY_NAME", "GIVEN_NAME", "OTHER_GIVEN_NAME", "GENDER", "DATE_OF_BIRTH"),
    *("DATE_OF_DEATH", "ADDRESS_LINE1", "ADDRESS_LINE2", "ADDRESS_LINE3", "ADDRESS_LINE4", "ADDRESS_LINE5", "POSTCODE"),
    *("GP_PRACTICE_CODE", "MATCHED_NHS_NO", "ERROR_SUCCESS_CODE", "MATCHED_ALGORITHM_INDICATOR"),
    *("MATCHED_CONFIDENCE_PERCENTAGE",),
)
"""The first fifteen as in the Person_ID handbook, table 10; the last four from memory (unverified)."""
ADDED = ("MATCHED_REFERENCE", "MATCHED_RULE", "REVIEW_NHS_NO", "REVIEW_REFERENCE", "REVIEW_CONFIDENCE_PERCENTAGE")
"""JoinedUp's own columns after the national ones."""

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "reference": ("unique_reference", "uniquereference", "rec_id", "record_id", "unique_id", "id", "reference"),
        "number": ("nhs_no", "nhs_number", "nhsnumber", "soc_sec_id", "ssn", "national_id"),
        "family": (
            *("family_name", "surname", "last_name", "lastname", "person_family_name", "familyname"),
            *("lname", "lname_c1", "last"),
        ),
        "given": (
            *("given_name", "first_name", "firstname", "forename", "givenname", "person_given_name"),
            *("given_names", "forenames", "fname", "fname_c1", "first"),
        ),
        "other": ("other_given_name", "middle_name", "middle_names", "other_names", "middlename"),
        "full_name": ("full_name", "fullname", "name"),
        "gender": ("gender", "sex", "gender_code"),
        "dob": ("date_of_birth", "dob", "birth_date", "birthdate", "dateofbirth", "person_birth_date"),
        "birth_year": ("birth_year", "year_of_birth", "yob", "by"),
        "birth_month": ("birth_month", "month_of_birth", "bm"),
        "birth_day": ("birth_day", "day_of_birth", "bd"),
        "death": ("date_of_death", "dod", "death_date"),
        "number_of_house": ("street_number", "house_number"),
        "address": ("address_line1", "address_line_1", "address_1", "address1", "address", "street_address", "street"),
        "line_2": ("address_line2", "address_line_2", "address_2", "address2"),
        "line_3": ("address_line3", "address_line_3"),
        "line_4": ("address_line4", "address_line_4"),
        "line_5": ("address_line5", "address_line_5"),
        "town": ("town", "city", "suburb", "locality", "birth_place", "place"),
        "region": ("region", "state", "county"),
        "work": ("occupation", "job"),
        "postcode": ("postcode", "post_code", "zip", "zip_code", "zipcode", "postcode_fake", "postal_code"),
        "practice": ("gp_practice_code", "practice_code", "gp_code", "practice"),
        "phone": ("telephone_number", "telephone", "phone", "phone_number"),
        "mobile": ("mobile_number", "mobile", "mobile_phone"),
        "email": ("email_address", "email", "e_mail"),
    }
)


class TraceFileError(JoinedUpError):
    """A request or register file cannot be read; the message names the file and says what to change."""

    code = "trace-file"


def columns_of(path: Path) -> dict[str, str]:
    """Our word → the file's own column, for every column recognised. Raises TraceFileError."""
    header = _header(path)
    plain = [re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_") for name in header]
    doubled = sorted({name for name in plain if name and plain.count(name) > 1})
    if doubled:
        raise TraceFileError(
            f"{path.name} has the column {doubled[0].upper()} twice.",
            "Keep one of the two columns, then run the trace again.",
            Where(file=path.name, column=doubled[0]),
        )
    found = {}
    for word, names in ALIASES.items():
        for name in names:
            if name in plain:
                found[word] = header[plain.index(name)]
                break
    if not {"family", "given", "full_name", "number"} & set(found):
        raise TraceFileError(
            f"{path.name} has no column with a name or a number.",
            "The first row must hold column names, such as UNIQUE REFERENCE, FAMILY_NAME, GIVEN_NAME, DATE_OF_BIRTH.",
            Where(file=path.name, row=0),
        )
    return found


def delimiter_of(path: Path) -> str:
    """Comma, semicolon, tab or bar, whichever the first row holds most of."""
    first = _first_line(path)
    return max((",", ";", "\t", "|"), key=first.count)


def _header(path: Path) -> list[str]:
    first = _first_line(path)
    if not first.strip():
        raise TraceFileError(
            f"{path.name} is empty.", "Send a file whose first row holds the column names.", Where(file=path.name)
        )
    return next(csv.reader(io.StringIO(first), delimiter=delimiter_of(path)))


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            line = file.readline(65536)
    except OSError as error:
        raise TraceFileError(f"{path.name} cannot be read.", "Check the name of the file and try again.") from error
    if b"\x00" in line:
        raise TraceFileError(
            f"{path.name} is not a text file.", "Save it as CSV, UTF-8, and try again.", Where(file=path.name)
        )
    return line.decode("utf-8-sig", errors="replace").rstrip("\r\n")
