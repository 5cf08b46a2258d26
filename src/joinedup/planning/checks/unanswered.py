"""Questions that stand in the document with nothing after them, and questions that are not there at all."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.templates import Question
from joinedup.planning.words import fold, without_number

_EMPTY = re.compile(r"^\W*(?:n/?a|not applicable|none|nil|-+)\W*$", re.IGNORECASE)
_NEVER = {"1b", "a2.q2", "a2.signature", "a2.hwb"}


def _blank(view: View) -> Iterator[Found]:
    for field in view.plan.fields:
        question = view.template.question(field.key)
        if question and question.required and not _excused(view, field):
            yield from _judge(field, question.ask, field.key)
    for row in [*view.schemes, *view.providers]:
        for field in row.fields:
            question = view.template.question(field.key)
            if question and field.key != "a1.investment" and (question.required or _disagrees(row, field.key)):
                yield from _judge(field, f"{_whose(row)}: {question.ask}", field.key)


def _judge(field: FieldValue, ask: str, key: str) -> Iterator[Found]:
    if field.blank:
        yield Found(f"no answer: {ask}", field.line, key)
    elif _EMPTY.match(field.text) and not key.startswith(("1a.boundary", "a2.")):
        yield Found(f"no answer, only {field.text!r}: {ask}", field.line, key, field.text, WARNING)


def _excused(view: View, field: FieldValue) -> bool:
    """Tables are judged by their rows; a date 'if not yet' is needed only where the answer before is not a yes."""
    if field.key == "3c.nhs_number_by_when":
        return view.plan.text("3c.nhs_number").lower().startswith(("yes", "confirmed"))
    return False


def _disagrees(row: Row, key: str) -> bool:
    return key == "a2.q2" and row.text("a2.q1").strip().lower().startswith("no")


def _whose(row: Row) -> str:
    return row.text("a1.ref") or row.text("a1.name") or row.text("a2.provider") or f"{row.kind} {row.number}"


def _missing(view: View) -> Iterator[Found]:
    if len(view.plan.sections) < 5:
        return
    for question in view.template.questions:
        if question.key in _NEVER or not _has_a_place(view, question):
            continue
        if question.kind == "rows" and view.plan.of_kind(question.rows or ""):
            continue  # a workbook's table: its rows are the answer
        keys = view.template.keys_of(question)
        if not any(view.plan.get(key) for key in keys) and not _covered(view, question.key):
            yield Found(f"the question was not found in the document: {question.ask}", None, question.key)
    if view.template.question("1b") and not view.plan.of_kind("signature") and view.plan.format != "sheet":
        yield Found("no signature block was found in the document", None, "1b")
    for name, what in (
        ("scheme", "detailed scheme description (Annex 1)"),
        ("provider", "provider's commentary (Annex 2)"),
    ):
        if name in view.template.annexes and not view.plan.of_kind(name):
            yield Found(f"no {what} was found in the document", None, name)


def _has_a_place(view: View, question: Question) -> bool:
    """False for a question that the layout of somebody's workbook has no cell for: only a whole table can be lost."""
    if view.plan.format != "sheet":
        return True
    section = view.template.section_of(question.key)
    names = {fold(words) for words in section.headings} if section else set()
    told = {fold(without_number(line.text)) for line in view.plan.source}
    return question.kind == "rows" and question.required and not names & told


def _covered(view: View, key: str) -> bool:
    """True for a part of a lettered question that may have been answered together with its sisters."""
    if key == "3c.nhs_number_by_when":
        return bool(view.plan.get("3c.nhs_number"))
    sisters = [
        field for field in view.plan.fields if "." in key and field.key.split(".")[0] == key.split(".", maxsplit=1)[0]
    ]
    asked = {line.key for line in view.plan.source if line.role == "prompt"}
    printed = any(sister.key in asked for sister in sisters)
    return bool(sisters) and not printed and not key.startswith("1a.")


CHECKS = (
    Check(
        code="unanswered",
        title="A question without an answer",
        why="Every question of the form is a condition of the money.",
        example="'Date' below a signature, with nothing beside it",
        fix="answer it",
        severity=ERROR,
        run=_blank,
    ),
    Check(
        code="question-missing",
        title="A question that is not in the document",
        why="A question taken out of the form is not seen to be unanswered.",
        example="the date of submission is not on the first page",
        fix="put the question back and answer it",
        severity=WARNING,
        run=_missing,
    ),
)
