"""A plan in the order of its form, as every export writes it: headings, questions, answers, tables of rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.templates import Question, Template, templates

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
        answers = tuple(field for key in template.keys_of(question) if (field := plan.get(key)))
        kind = question.may_have_rows
        rows = tuple(plan.of_kind(kind)) if kind else ()
        if answers or rows:
            yield Item(question=question, answers=answers, rows=rows)


def columns_of(template: Template, rows: tuple[Row, ...]) -> dict[str, str]:
    """The columns that any of the rows has, in the form's order, with their headings."""
    known = headings_of(template, rows[0].kind)
    present = {field.key for row in rows for field in row.fields}
    return {key: title for key, title in known.items() if key in present}


def headings_of(template: Template, kind: str) -> dict[str, str]:
    """Every column a row of this kind may have, with its heading; a sum's with its unit."""
    if kind in template.annexes:
        return {question.key: question.ask for question in template.annexes[kind].questions}
    if kind not in template.grids:
        return COLUMNS.get(kind, {})
    columns = template.grids[kind].columns
    return {column.key: f"{column.ask}, {column.unit}" if column.unit else column.ask for column in columns}


def year_of(key: str) -> str:
    """'2015/16' for a key that ends in a year, '' otherwise."""
    end = key.rsplit(".", 1)[-1]
    return end.replace("_", "/") if end[:2] == "20" else ""
