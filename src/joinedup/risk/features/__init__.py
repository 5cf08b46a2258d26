"""The person table: one row for each registered person, 80 or so features, as known on one index date."""

from joinedup.risk.features.needed import EVERYTHING, FURTHEST, Needed
from joinedup.risk.features.outcomes import outcomes
from joinedup.risk.features.people import Numbers, People
from joinedup.risk.features.person_table import Read, condition_bits, person_table, prepare, read_once
from joinedup.risk.features.registered import QUERIES, Registered

__all__ = [
    "EVERYTHING",
    "FURTHEST",
    "QUERIES",
    "Needed",
    "Numbers",
    "People",
    "Read",
    "Registered",
    "condition_bits",
    "outcomes",
    "person_table",
    "prepare",
    "read_once",
]
