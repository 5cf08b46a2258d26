"""The returns' table of conditions: one not met says what is done and by when; the day is one of the return's years."""

from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.condition_tables import conditions_told
from joinedup.planning.checks.rows import in_cell
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row
from joinedup.planning.values import Answer, FuzzyDate


def _not_met(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("condition"):
        met = row.get("met")
        if met is None or not isinstance(met.parsed, Answer) or met.parsed.yes is not False:
            continue
        blank = [name for name, key in (("action", "action"), ("day", "when")) if not row.text(key).strip(" -")]
        if blank:
            yield in_cell(view, row, "met", f"the condition is not met, and no {' and no '.join(blank)} is given")


def _too_late(view: View) -> Iterator[Found]:
    end = int(view.template.years[-1][:4]) + 1
    for row in view.plan.of_kind("condition"):
        when = row.get("when")
        if when is None or not isinstance(when.parsed, FuzzyDate):
            continue
        day = when.parsed.first
        if (day.year, day.month) > (end, 3):
            yield in_cell(view, row, "when", f"{when.text} is after the return's last year, which ends in March {end}")


def _unanswered(view: View) -> Iterator[Found]:
    rows = view.plan.of_kind("condition")
    answered = [row for row in rows if (met := row.get("met")) and isinstance(met.parsed, Answer)]
    for row in rows if len(answered) >= 2 else []:
        met = row.get("met")
        if met is not None and met.blank and not row.text("action").strip(" -") and row.text("condition"):
            yield in_cell(view, row, "condition", f"whether it is met is not said: {row.text('condition')}")


def _no_evidence(view: View) -> Iterator[Found]:
    """A bare yes where most of the others name their evidence beside it."""
    rows = [row for row in view.plan.of_kind("condition") if row.text("condition")]
    met = [row for row in rows if (said := row.get("met")) and isinstance(said.parsed, Answer) and said.parsed.yes]
    told = [row for row in met if _evidence(row)]
    for row in met if len(told) >= 3 and len(told) > len(met) / 2 else []:
        if not _evidence(row):
            yield in_cell(view, row, "condition", f"met, and no evidence is named: {row.text('condition')}")


def _all_without(view: View) -> Iterator[Found]:
    yield from _no_evidence(view)
    for rows in conditions_told(view):
        met = [row for row in rows if row.met]
        bare = [row for row in met if not row.shown]
        for row in bare if len(met) - len(bare) >= len(met) / 2 else []:
            yield Found(f"met, and no evidence is named: {row.words}", row.line, text=row.words)


def _all_open(view: View) -> Iterator[Found]:
    yield from _not_met(view)
    for row in (row for rows in conditions_told(view) for row in rows if not row.met and not row.shown):
        yield Found(f"not met, and nothing is said to be done: {row.words}", row.line, text=row.words)


def _evidence(row: Row) -> bool:
    return any(len(row.text(key).strip(" -–")) > 3 for key in ("statement", "action", "evidence"))


CHECKS = (
    Check(
        code="condition-met-without-evidence",
        title="A condition is said to be met, and nothing shows it",
        why="The conditions are what the money is given for; a bare yes cannot be assured.",
        example="eight conditions with their evidence, the ninth with 'Yes' alone",
        fix="name the document, the page or the meeting that shows it",
        severity=ERROR,
        run=_all_without,
    ),
    Check(
        code="condition-left-blank",
        title="Whether a condition is met is not said",
        why="A return is complete only when every condition has its yes or no.",
        example="three conditions with 'Yes', the fourth with nothing",
        fix="choose yes or no; where it is no, say what is done and by when",
        severity=ERROR,
        run=_unanswered,
    ),
    Check(
        code="condition-not-met-without-plan",
        title="A condition is not met, and nothing is said to be done",
        why="A return is approved with a condition open only where it says what is done, and by when.",
        example="'No', with the action and the day left blank",
        fix="say what is done and by when",
        severity=WARNING,
        run=_all_open,
    ),
    Check(
        code="condition-met-too-late",
        title="A condition is met only after the return's years",
        why="The money is given for these years on this condition.",
        example="a return for 2025/26 meets a condition in June 2027",
        fix="correct the day, or agree an earlier one",
        severity=WARNING,
        run=_too_late,
    ),
)
