"""JoinedUp: records linked, people found, care agreed, results counted, the plan kept."""

__version__ = "0.1.0"
