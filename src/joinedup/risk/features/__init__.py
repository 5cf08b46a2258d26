"""The person table: one row for each registered person, 80 or so features, as known on one index date."""

from joinedup.risk.features.person_table import PERSON_TABLES, condition_names, person_table, prepare

__all__ = ["PERSON_TABLES", "condition_names", "person_table", "prepare"]
