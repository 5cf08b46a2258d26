"""A file becomes a plan: read, laid on the template it fits, and doubted when it fits none."""

import re
from dataclasses import replace
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.planning.importing import lay_on, lay_on_best
from joinedup.planning.importing.workbook import lay_on_return, workbook_template
from joinedup.planning.plan import Plan
from joinedup.planning.reading import read_document
from joinedup.planning.templates import templates

_FUND = re.compile(r"better care|\bBCF\b|integration transformation fund|\bITF\b", re.IGNORECASE)
_OTHER_FUND = re.compile(
    r"(towns fund|levelling up|lottery|transformation challenge award|challenge fund|winter pressures?|"
    r"social care fund|sustainability fund|growth fund|vanguard)",
    re.IGNORECASE,
)


def read_plan(path: Path | str, template: str | None = None) -> Plan:
    """The plan in a .docx, .pdf, .txt or .xlsx file.

    Args:
        path: the document.
        template: the id of a template (see ``TEMPLATES``); without it the one that fits best is taken.

    Raises:
        CannotReadPlan: empty, locked, damaged, scanned, harmful or not a document; with what to do next.
    """
    document = read_document(Path(path))
    form = templates()[template] if template else workbook_template(document)
    if form is not None and form.medium != "document":
        plan = lay_on_return(document, form)
    else:
        plan = lay_on(document, form) if form else lay_on_best(document)
    return replace(plan, notices=(*plan.notices, *_doubts(plan)))


def _doubts(plan: Plan) -> list[Finding]:
    """Findings about a document that may be no plan of this fund at all."""
    text = "\n".join(line.text for line in plan.source)
    answered = len({*plan.sections, *(field.key for field in plan.fields), *(row.kind for row in plan.rows)})
    named = bool(_FUND.search(text)) or templates()[plan.template].medium != "document"  # its tables were known
    where = Where(file=plan.name)
    if named and answered >= 4:
        return []
    other = _OTHER_FUND.search(text)
    if not named and (other or answered < 4):
        about = f" (it speaks of the {other[0]})" if other else ""
        message = f"the document never names the Better Care Fund{about}: it looks like a plan of another fund"
        return [Finding("another-fund", Severity.ERROR, message, "check that the right document was sent", where)]
    if answered < 4:
        message = f"only {answered} of the form's headings were found: the words could not be put under their questions"
        fix = "put the form's headings back, or copy the text into the form"
        return [Finding("no-headings", Severity.ERROR, message, fix, where)]
    return []
