"""What we promise together: plans read, checked, compared and written out again.

The public face: ``read_plan`` makes a ``Plan`` of a document, ``check_plan`` judges it, and a plan goes to JSON and
back without loss.
"""

from joinedup.planning.checks import CheckContext, Silence, check_plan
from joinedup.planning.checks import checks as _checks
from joinedup.planning.errors import CannotReadPlan
from joinedup.planning.export import export_docx, export_html, export_xlsx, headings_of
from joinedup.planning.fingerprint import Change, Fingerprint, diff, fingerprint
from joinedup.planning.likeness import SharedPassage, compare_all, shared_passages
from joinedup.planning.moving import Move, move, neighbours
from joinedup.planning.once import Joined, SharedFigure, follow, join, shared_figures, take_over
from joinedup.planning.plan import ROW_KINDS, FieldValue, Plan, Row, SourceLine, Table, TableRow, Unplaced
from joinedup.planning.putting_right import put_right
from joinedup.planning.read import read_plan
from joinedup.planning.rows_right import add_row, put_row_right, row_fields, row_of, take_out_row
from joinedup.planning.templates import templates as _templates

CHECKS = _checks()
TEMPLATES = _templates()

__all__ = [
    "CHECKS",
    "ROW_KINDS",
    "TEMPLATES",
    "CannotReadPlan",
    "Change",
    "CheckContext",
    "FieldValue",
    "Fingerprint",
    "Joined",
    "Move",
    "Plan",
    "Row",
    "SharedFigure",
    "SharedPassage",
    "Silence",
    "SourceLine",
    "Table",
    "TableRow",
    "Unplaced",
    "add_row",
    "check_plan",
    "compare_all",
    "diff",
    "export_docx",
    "export_html",
    "export_xlsx",
    "fingerprint",
    "follow",
    "headings_of",
    "join",
    "move",
    "neighbours",
    "put_right",
    "put_row_right",
    "read_plan",
    "row_fields",
    "row_of",
    "shared_figures",
    "shared_passages",
    "take_out_row",
    "take_over",
]
