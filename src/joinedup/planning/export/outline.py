"""A plan in the order of its form, as every export writes it: headings, questions, answers, tables of rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.templates import Question, templates

COLUMNS = {
    "signature": {"role": "For", "body": "Body", "by": "By", "position": "Position", "date": "Date"},
    "document": {"reference": "Reference", "title": "Document or information title", "synopsis": "Synopsis and links"},
    "change": {"change": "Planned change", "year": "Year", "process": "Process"},
    "milestone": {"when": "Date", "what": "Milestone", "owner": "Owner"},
    "listed_scheme": {"ref": "Ref no.", "name": "Scheme", "cost": "Cost"},
    "risk": {
        "ref": "Ref",
        "risk": "Risk",
        "rating": "Risk rating",
        "likelihood": "Likelihood",
        "impact": "Potential impact",
        "score": "Overall risk factor",
        "cost": "Financial impact",
        "owner": "Owner",
        "mitigation": "Mitigating actions",
    },
}
ROWS_OF = {  # kind of question → kind of the rows that answer it
    "signatures": "signature",
    "documents": "document",
    "milestones": "milestone",
    "schemes": "listed_scheme",
    "risks": "risk",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A section's heading, a question with its answers, or rows of one kind below a question."""

    heading: str | None = None
    question: Question | None = None
    answers: tuple[FieldValue, ...] = ()
    rows: tuple[Row, ...] = ()


def outline(plan: Plan) -> Iterator[Item]:
    """The form from its first page to its last risk; the annexes are the caller's."""
    template = templates()[plan.template]
    waiting = list(template.sections)
    for question in template.questions:
        while waiting and question.key.startswith(waiting[0].key):
            yield Item(heading=waiting.pop(0).title)
        keys = (
            [f"{question.key}.{year}" for year in template.years]
            if question.kind == "money per year"
            else [question.key]
        )
        answers = tuple(field for key in keys if (field := plan.get(key)))
        kind = ROWS_OF.get(question.kind) or ("change" if question.key == "2c.planned_changes" else None)
        rows = tuple(plan.of_kind(kind)) if kind else ()
        if answers or rows:
            yield Item(question=question, answers=answers, rows=rows)


def columns_of(rows: tuple[Row, ...]) -> dict[str, str]:
    """The columns that any of the rows has, in the form's order, with their headings."""
    known = COLUMNS[rows[0].kind]
    present = {field.key for row in rows for field in row.fields}
    return {key: title for key, title in known.items() if key in present}


def year_of(key: str) -> str:
    """'2015/16' for a key that ends in a year, '' otherwise."""
    end = key.rsplit(".", 1)[-1]
    return end.replace("_", "/") if end[:2] == "20" else ""
