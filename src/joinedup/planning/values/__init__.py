"""What a plan's words say when they are read as money, a date, a percentage, a count or a yes.

Each kind keeps how exact it is; the words themselves stay beside it in ``FieldValue.raw``. Parsing never repairs:
``£26,394m`` is read as twenty-six billion and left for a check to doubt.
"""

from joinedup.planning.values.counts import Count, counts_in, parse_count
from joinedup.planning.values.dates import FuzzyDate, dates_in, parse_date
from joinedup.planning.values.money import Money, money_in, parse_money
from joinedup.planning.values.percents import Percent, parse_percent, percents_in
from joinedup.planning.values.yes_no import Answer, parse_answer

Parsed = Money | FuzzyDate | Percent | Count | Answer

__all__ = [
    "Answer",
    "Count",
    "FuzzyDate",
    "Money",
    "Parsed",
    "Percent",
    "counts_in",
    "dates_in",
    "money_in",
    "parse_answer",
    "parse_count",
    "parse_date",
    "parse_money",
    "parse_percent",
    "percents_in",
]
