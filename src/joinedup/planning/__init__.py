"""What we promise together: plans read, checked, compared and written out again.

The public face: ``Plan`` and its parts.
"""

from joinedup.planning.errors import CannotReadPlan
from joinedup.planning.plan import ROW_KINDS, FieldValue, Plan, Row, SourceLine, Table, TableRow, Unplaced

__all__ = [
    "ROW_KINDS",
    "CannotReadPlan",
    "FieldValue",
    "Plan",
    "Row",
    "SourceLine",
    "Table",
    "TableRow",
    "Unplaced",
]
