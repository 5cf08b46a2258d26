"""Why a row is set aside or a value left out: one stable code each, with its words and what to do."""

from dataclasses import dataclass

from joinedup.basics.finding import Severity


@dataclass(frozen=True, slots=True)
class Reason:
    """``words`` finish the sentence "In 12 rows, Admission_Date …"."""

    words: str
    fix: str
    severity: Severity = Severity.ERROR


REASONS: dict[str, Reason] = {
    "ragged-row": Reason(
        "the row has more or fewer fields than the header",
        "Look for a stray quotation mark or separator in these rows, or a note below the table.",
    ),
    "broken-text": Reason("the row holds a NUL byte", "The file was damaged on its way; export it again."),
    "blank-row": Reason(
        "the row is empty", "Nothing is lost; leave empty rows out of the next export.", Severity.ADVICE
    ),
    "missing-value": Reason("is blank, and the row means nothing without it", "Fill it at the source."),
    "not-a-date": Reason(
        "is not a date", "Write dates as YYYY-MM-DD (times as YYYY-MM-DD HH:MM:SS), not as a spreadsheet's number."
    ),
    "no-such-date": Reason("is a day or time that does not exist", "Correct the date at the source."),
    "date-ambiguous": Reason(
        "could be day/month or month/day: other rows of this file put the month first",
        "Export the dates as YYYY-MM-DD.",
    ),
    "date-too-early": Reason(
        "is on or before 1 January 1900, which stands for an unknown date", "Leave unknown dates blank."
    ),
    "date-in-future": Reason("is after the day the file was received", "Correct the date at the source."),
    "not-a-number": Reason("is not a number", "Write digits only, with a point before pence."),
    "out-of-range": Reason("is outside what is possible", "Correct the number at the source."),
    "unknown-code": Reason(
        "holds a code that is not in the list", "Use the list's codes, or say which edition the file follows."
    ),
    "too-long": Reason("is longer than the field can be", "Look for a stray quotation mark or a merged column."),
    "repeated-row": Reason(
        "the same row comes again", "Nothing is lost: one of them is loaded. Export each row once.", Severity.WARNING
    ),
    "repeated-key": Reason(
        "rows that differ share one key; the last of them is loaded", "Send one row for each key, or correct the key."
    ),
}
