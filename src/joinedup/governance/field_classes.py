"""What each field of a person-level table is, so that scrubbing, export, retention and merge read one declaration."""

from enum import StrEnum


class FieldClass(StrEnum):
    """How a field may travel."""

    IDENTIFIER = "identifier"  # names one person by itself: NHS Number, name, address line, local patient id
    QUASI_IDENTIFIER = "quasi-identifier"  # narrows to a few people: date of birth, postcode, LSOA, practice
    SENSITIVE = "sensitive"  # special-category facts: diagnoses, reasons, outcomes, ethnicity, death
    ACTIVITY = "activity"  # what service was used and when
    ADMINISTRATIVE = "administrative"  # keys of rows, providers, submission periods, prices
