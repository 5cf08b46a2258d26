"""The risk log: scores that are no product, risks told twice, rows without rating, answer, money or owner."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.counts import number
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row
from joinedup.planning.values.money import money_in
from joinedup.planning.words import fold

_MONEY = re.compile(
    r"£|\b(?:costs?|financial(?:ly)?|fund(?:ing|s)?|budgets?|savings?|overspend|deficit|affordab\w+|income|monies)\b",
    re.I,
)
_BEARER = re.compile(
    (
        r"\b(?:falls? (?:on|to|upon)|borne|bears?|met by|shared (?:by|between)|risk (?:lies|sits)|owner|"
        r"responsib\w+|CCGs?|council|trust|provider)\b"
    ),
    re.I,
)
_SMALL = frozenset(  # words that bear no meaning of their own, endings cut as ``_bearing`` cuts them
    fold(
        "a an the of to in on for and or i are be been it there thi that will would may might can could should not no "
        "too more very as by with from at our we their them they which who ha have had do doe if than then "
        "whatever spite despite yet still"
    ).split()
)

_ENDING = re.compile(r"(?<=\w{3})(?:ations?|ings?|ed|es|s|e|ly|al|ment|ness|y)+$")
_MEANS = {
    _ENDING.sub("", word): group.split()[0]
    for group in (
        "hospital trust infirmary acute provider",
        "money fund finance resource budget income saving cost spend cash",
        "staff workforce nurse recruit post therapist worker",
        "destabilise destabilize unsettle endanger weaken threaten harm danger",
        "move shift transfer pull out",
        "fall drop reduce decline lower less few fewer cut",
        "late delay slip behind slow",
        "grow rise increase higher climb",
        "keep go continue stay remain carry",
        "admission activity demand",
        "data information",
        "leave exit lose close fail collapse",
        "practice gp doctor",
    )
    for word in group.split()
}


def _scores(view: View) -> Iterator[Found]:
    wide = _wide(view)
    for row in view.plan.of_kind("risk"):
        likelihood, impact, score = (number(row, key) for key in ("likelihood", "impact", "score"))
        for name, value in (("likelihood", likelihood), ("impact", impact)):
            if value is not None and not 1 <= value <= 5 and not wide:
                yield Found(f"a {name} of {value} is off the scale of 1 to 5", row.line, "risk", row.text("risk"))
        if likelihood and impact and score is not None and likelihood * impact != score:
            message = f"{likelihood} × {impact} is {likelihood * impact}, not {score}"
            yield Found(message, row.line, "risk", row.text("risk"))


def _wide(view: View) -> bool:
    """True where a log rates on more than five steps: several rows do, or its only row scores more than 25."""
    rows = view.plan.of_kind("risk")
    rated = [max(number(row, "likelihood") or 0, number(row, "impact") or 0) for row in rows]
    beyond = sum(value > 5 for value in rated)
    return beyond > max(1, len(rows) / 4) or (len(rows) == 1 and (number(rows[0], "score") or 0) > 25)


def _twins(view: View) -> Iterator[Found]:
    rows = [row for row in view.plan.of_kind("risk") if len(row.text("risk").split()) >= 4]
    for at, one in enumerate(rows):
        for other in rows[at + 1 :]:
            if _alike(one.text("risk"), other.text("risk")):
                scores = [_rating(one), _rating(other)]
                rated = f", rated {scores[0]} there and {scores[1]} here" if scores[0] != scores[1] else ""
                yield Found(
                    f"the same risk stands on line {one.line} already{rated}", other.line, "risk", other.text("risk")
                )


def _alike(one: str, other: str) -> bool:
    """The same letters but for a few, or nearly all of the shorter one's words that bear meaning in the longer one too.

    Held against the logs of the five real plans and of made-up ones: those meant alike share three in four of the
    shorter one's words and nearly half of both, the others at most two in three and a quarter.
    """
    if fuzz.ratio(fold(one), fold(other)) >= 86:
        return True
    first, second = (_bearing(text) for text in (one, other))
    shared = len(first & second)
    return shared >= 3 and shared >= 0.75 * min(len(first), len(second)) and shared >= 0.45 * len(first | second)


def _bearing(text: str) -> set[str]:
    """A text's words without the small ones, endings cut, one word for those that mean the same in a risk log."""
    words = (_ENDING.sub("", word) for word in fold(text).split() if word not in _SMALL)
    return {_MEANS.get(word, word) for word in words if word not in _SMALL}


def _rating(row: Row) -> str:
    return row.text("score") or row.text("rating")


def _gaps(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("risk"):
        if not row.text("risk"):
            continue
        scored = row.get("likelihood") or row.get("impact")
        rated = row.get("rating")
        if (scored and not (row.text("likelihood") and row.text("impact"))) or (rated and not scored and rated.blank):
            yield Found("the risk has no rating", row.line, "risk", row.text("risk"))
        score = row.get("score")
        if score and score.blank and scored and row.text("likelihood") and row.text("impact"):
            yield Found("the risk has no overall score", row.line, "risk", row.text("risk"))


def _unmet(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("risk"):
        mitigation = row.get("mitigation")
        if row.text("risk") and mitigation and (mitigation.blank or fold(mitigation.text) in {"none", "n/a", "nil"}):
            yield Found("nothing is said to be done about the risk", row.line, "risk", row.text("risk"))


def _money(view: View) -> Iterator[Found]:
    """July 2014 asks, where a risk costs money, how much and who bears it."""
    if view.template.question("5a.risk_log") is None:
        return
    for row in view.plan.of_kind("risk"):
        words = " ".join(field.text for field in row.fields)
        if not _MONEY.search(row.text("risk")):
            continue
        owner = row.text("owner") or _BEARER.search(f"{row.text('impact')} {row.text('cost')}")
        sums = money_in(words) or re.search(r"\d", row.text("cost")) or re.search(r"\d{2,}", row.text("impact"))
        missing = [name for name, known in (("sum", sums), ("bearer", owner)) if not known]
        if missing:
            yield Found(f"a risk about money without {' or '.join(missing)}", row.line, "risk", row.text("risk"))


def _left_blank(view: View) -> Iterator[Found]:
    """A column that nearly every risk of the log fills, left empty for one: who answers for it, what it would cost."""
    rows = [row for row in view.plan.of_kind("risk") if row.text("risk")]
    for key, words in (("owner", "owner"), ("cost", "sum at stake")):
        asked = [row for row in rows if row.get(key)]
        blank = [row for row in asked if not row.text(key)]
        if len(asked) >= 3 and 0 < len(blank) <= len(asked) / 3:
            for row in blank:
                yield Found(f"the risk has no {words}; the others have", row.line, "risk", row.text("risk"))
    bare = [row for row in rows if re.fullmatch(r"\W*\d{1,2}\W*", row.text("impact"))]
    told = [row for row in rows if money_in(row.text("impact")) or _BEARER.search(row.text("impact"))]
    if len(told) >= 3 and 0 < len(bare) <= len(told) / 3:
        for row in bare:
            message = "beside its rating the risk has neither sum nor bearer; the others have"
            yield Found(message, row.line, "risk", row.text("risk"))


def _none(view: View) -> Iterator[Found]:
    for key in ("4.risks", "5a.risk_log"):
        field = view.plan.get(key)
        if field and not field.blank and not view.plan.of_kind("risk"):
            yield Found("no row of a risk log could be read here", field.line, key)


CHECKS = (
    Check(
        code="risk-score-wrong",
        title="A score that is not likelihood times impact",
        why="Risks are read from the highest score down.",
        example="3 × 5 printed as 10",
        fix="multiply again, and keep both ratings between 1 and 5",
        severity=ERROR,
        run=_scores,
    ),
    Check(
        code="risk-told-twice",
        title="The same risk twice",
        why="Two rows with two scores hide how great the risk is.",
        example="'shifting resources will destabilise providers' with 15, and again with 10",
        fix="keep one row, with one rating and all that is done",
        severity=WARNING,
        run=_twins,
    ),
    Check(
        code="risk-unrated",
        title="A risk without a rating",
        why="Nobody can tell which risk comes first.",
        example="a row with an empty rating",
        fix="rate it",
        severity=ERROR,
        run=_gaps,
    ),
    Check(
        code="risk-unmet",
        title="A risk nothing is done about",
        why="A risk written down is not yet a risk met.",
        example="an empty cell under mitigating actions",
        fix="say who does what, or that the risk is borne as it is",
        severity=ERROR,
        run=_unmet,
    ),
    Check(
        code="risk-cell-empty",
        title="A risk without owner or sum where the others have one",
        why="What nobody owns nobody does, and what has no sum is in no reserve.",
        example="an empty cell under 'Owner'",
        fix="name one person, and the sum or 'nil'",
        severity=ERROR,
        run=_left_blank,
    ),
    Check(
        code="risk-money-missing",
        title="A risk about money without sum or bearer",
        why="The form asks what it would cost in £000s and whom.",
        example="'cost reductions do not materialise', with a rating and no sum",
        fix="give the sum and who bears it",
        severity=WARNING,
        run=_money,
    ),
    Check(
        code="risk-log-unread",
        title="A risk log that could not be read",
        why="Risks in running text cannot be followed up.",
        example="three paragraphs about risk and no table",
        fix="put the risks into rows with rating and action",
        severity=WARNING,
        run=_none,
    ),
)
