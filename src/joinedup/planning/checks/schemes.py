"""Schemes: listed and described, paid for, measured, evaluated, and each in its own words."""

import re
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from joinedup.planning.checks.check import ADVICE, ERROR, WARNING, Check, Found
from joinedup.planning.checks.pool_sums import costs_of
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row
from joinedup.planning.values import percents_in
from joinedup.planning.values.money import money_in
from joinedup.planning.words import fold

_SAME = ("a1.objective", "a1.overview", "a1.evidence_base", "a1.impact", "a1.feedback_loop", "a1.success_factors")
_NAMED = re.compile(r"[^\W\d_]{3}")
_EVALUATES = re.compile(
    r"measur|monitor|evaluat|report|review|dashboard|indicator|metric|track|survey|audit|baseline|assess|compar|data",
    re.IGNORECASE,
)
_NO_SUM = re.compile(
    r"^\W*(?:n/?a|not applicable|nil|none|£?0(?:\.0+)?|(?:still |yet )?to be \w+|tb[acd]|"
    r"not (?:yet )?(?:known|costed|agreed)|no (?:\w+ ){0,2}(?:funding|money|investment|sum|budget))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:(?:still|yet) (?:being|to)|being worked|under discussion|awaiting|awaited|not (?:yet )?(?:been )?(?:agreed|"
    r"costed|known|settled|identified)|to be (?:confirmed|agreed|identified|determined|costed|worked))\b",
    re.IGNORECASE,
)
_NONE_SET = re.compile(
    r"\bnot (?:proposed|intended|planned|the intention) to (?:measure|evaluate|monitor)\b|"
    r"\bno (?:plans?|intention|proposals?) to (?:measure|evaluate|monitor)\b|\bwill not be (?:measured|evaluated)\b|"
    r"\bno (?:measures?|indicators?|metrics?|evaluation)\b[^.]{0,40}\b(?:set|agreed|chosen|planned|in place|decided)\b|"
    r"\b(?:measures?|indicators?|evaluation)\b[^.]{0,30}\bnot (?:yet )?(?:been )?(?:set|agreed|chosen|decided)\b",
    re.IGNORECASE,
)


def name_of(row: Row) -> str:
    """How a scheme is called in a message."""
    return row.text("a1.ref") or row.text("a1.name") or f"scheme {row.number}"


def _money(view: View) -> Iterator[Found]:
    if not view.schemes:
        yield from _blocks(view, _COSTED, "no money is given")
    for row in view.schemes:
        field = row.get("a1.investment")
        if field is None and not any(other.get("a1.investment") for other in view.schemes):
            continue  # laid out by another hand, with the money elsewhere
        if field is None:
            yield Found(f"{name_of(row)}: no investment is asked or given", row.line, "a1.investment", severity=WARNING)
            continue
        costs = costs_of(row)
        if field.blank:
            yield Found(f"{name_of(row)}: no money is given", field.line, "a1.investment", severity=ERROR)
        elif costs is None and not money_in(field.text):
            message = f"{name_of(row)}: no sum can be read from what is said about money"
            open_yet = _NO_SUM.match(field.text) or _OPEN.search(field.text)
            severity = ERROR if open_yet and _others_paid(view, row) else WARNING
            yield Found(message, field.line, "a1.investment", field.text, severity)
        elif costs is not None and not sum(costs.values(), Decimal(0)):
            message = f"{name_of(row)}: the scheme has no money of its own"
            severity = ERROR if _NO_SUM.match(field.text) and _others_paid(view, row) else WARNING
            yield Found(message, field.line, "a1.investment", field.text, severity)


def _others_paid(view: View, row: Row) -> bool:
    """True where at least two others have sums, and they are the most."""
    others = [other for other in view.schemes if other is not row]
    paid = sum(bool(money_in(other.text("a1.investment"))) for other in others)
    return paid >= 2 and paid > len(others) / 2


def _measure(view: View) -> Iterator[Found]:
    benefits = {(row.text("scheme"), row.line) for row in view.benefits}
    yield from _left_out(view, "measure", "measure")
    for row in view.schemes:
        field = row.get("a1.impact")
        if field is None or field.blank:
            continue
        last = field.last_line or field.line or 0
        counted = any((field.line or 0) <= (line or 0) <= last for _, line in benefits)
        if not counted and not percents_in(field.text) and not money_in(field.text):
            yield Found(
                f"{name_of(row)}: no figure says what the scheme will change", field.line, "a1.impact", field.text
            )


def _evaluation(view: View) -> Iterator[Found]:
    for row in view.schemes:
        field = row.get("a1.feedback_loop")
        if field is None:
            yield Found(f"{name_of(row)}: how it is measured is neither asked nor told", row.line, "a1.feedback_loop")
        elif _NONE_SET.search(field.text):
            message = f"{name_of(row)}: no measure is set"
            yield Found(message, field.line, "a1.feedback_loop", field.text, ERROR)
        elif not field.blank and (_NOTHING.match(field.text) or _NO_WAY.search(field.text)) and _others_tell(view, row):
            message = f"{name_of(row)}: no way to measure is given, and the others have theirs"
            yield Found(message, field.line, "a1.feedback_loop", field.text, ERROR)
        elif field.blank and _others_tell(view, row):
            message = f"{name_of(row)}: its evaluation is left blank, and the others have theirs"
            yield Found(message, field.line, "a1.feedback_loop", row.text("a1.name"), ERROR)
        elif not field.blank and (len(field.text.split()) < 4 or not _EVALUATES.search(field.text)):
            message = f"{name_of(row)}: what is said tells no way to measure"
            yield Found(message, field.line, "a1.feedback_loop", field.text)


_NO_WAY = re.compile(
    r"^\W*(?:we |this |it |they |progress |the scheme )?(?:will |is to |are to )?(?:be )?"
    r"(?:keep|kept|keeping)? ?(?:this |it |the scheme |progress )?"
    r"(?:under (?:regular |constant |close )?review|known? when|know (?:that )?it works when|in the usual way|"
    r"through the usual|as part of (?:normal|usual|routine)|informal\w*|by (?:partners|discussion))\b[^\d]{0,80}$|"
    r"\bwhen [a-z' ]+ tell us\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"^\W*(?:n/?a|not applicable|none|nil|not (?:yet )?known|to be \w+|-+|–)\W*$", re.IGNORECASE)


def _left_out(view: View, key: str, words: str) -> Iterator[Found]:
    """What most schemes tell under a label of the plan's own, and one leaves blank or answers with 'none'."""
    for row in view.schemes:
        field = row.get(key)
        if field and (field.blank or _NOTHING.match(field.text)) and _others_tell(view, row, key):
            message = f"{name_of(row)}: no {words} is given, and the others have theirs"
            yield Found(message, field.line, text=row.text("a1.name"), severity=ERROR)


def _others_tell(view: View, row: Row, key: str = "a1.feedback_loop") -> bool:
    others = [other.text(key) for other in view.schemes if other is not row]
    least = 4 if key == "a1.feedback_loop" else 2
    return sum(len(text.split()) >= least for text in others) > len(others) / 2


_BLOCK = re.compile(
    r"^\W*(?:scheme|project|workstream)\s+(?:no\.? ?)?(?P<ref>[A-Z]{0,3}-?\d{1,2}|"
    r"[A-Z])\s*[:.–-]\s*(?P<name>\S.{2,70})$",
    re.I,
)
_MEASURED = re.compile(
    r"measur|evaluat|monitor|judged|indicator|metric|success|count(?:ed)? (?:of|by|each)|survey|audit|"
    r"reported|followed up|results",
    re.IGNORECASE,
)
_COSTED = re.compile(r"£\s?\d|\b(?:nil|none|no)\b", re.IGNORECASE)


_PUT_OFF = re.compile(r"[^.]*\bin due course\b[^.]*\.?", re.IGNORECASE)  # what is promised for later says nothing


def _blocks(view: View, said: re.Pattern[str], message: str) -> Iterator[Found]:
    """Schemes under headings of their own, all but one or two of which say it."""
    blocks: list[tuple[int, str, list[str]]] = []
    for piece in view.passages:
        head = _BLOCK.match(piece.text) if len(piece.text) < 90 else None
        if head:
            blocks.append((piece.line, piece.text, []))
        elif blocks and (view.key_at(piece.line) == view.key_at(blocks[-1][0])):
            blocks[-1][2].append(piece.text)
    told = [block for block in blocks if block[2]]
    bare = [block for block in told if not any(said.search(_PUT_OFF.sub("", text)) for text in block[2])]
    if len(told) >= 4 and 0 < len(bare) <= max(1, len(told) // 3):
        for line, name, _ in bare:
            yield Found(f"{name}: {message}; the others say", line, text=name, severity=ERROR)


_IN_PART = re.compile(r"\b(?:each|every|separately|alone|itself|yet|until|before|if|unless)\b", re.IGNORECASE)


def _in_words(view: View) -> Iterator[Found]:
    """'It is not proposed to evaluate it', wherever it stands."""
    for sentence in view.sentences:
        match = _NONE_SET.search(sentence.text)
        if match and re.search(r"evaluat", match[0], re.IGNORECASE) and not _IN_PART.search(sentence.text):
            yield Found(f"no evaluation is planned: {match[0]!r}", sentence.line, text=sentence.text, severity=ERROR)


def _all_evaluations(view: View) -> Iterator[Found]:
    told = list(_evaluation(view))
    yield from told
    lines = {found.line for found in told}
    yield from (found for found in _in_words(view) if found.line not in lines)
    if not view.schemes:
        yield from _blocks(view, _MEASURED, "nothing says how it is measured")


def _same_text(view: View) -> Iterator[Found]:
    for key in _SAME:
        first: dict[str, str] = {}
        for row in view.schemes:
            field = row.get(key)
            words = fold(field.text) if field else ""
            if field is None or len(words.split()) < 15:
                continue
            twin = next((name for text, name in first.items() if fuzz.ratio(text[:1500], words[:1500]) >= 94), None)
            if twin:
                yield Found(f"{name_of(row)}: the same words as for {twin}", field.line, key, field.text)
            else:
                first[words] = name_of(row)


def _lists(view: View) -> Iterator[Found]:
    listed = [row for row in view.plan.of_kind("listed_scheme") if _is_scheme(row)]
    if not listed or not view.plan.of_kind("scheme"):
        return
    described = {reference(row.text("a1.ref")): row for row in view.schemes}
    refs = {reference(row.text("ref")): row for row in listed}
    if not set(described) & set(refs):
        return
    for ref, row in refs.items():
        if ref and ref not in described:
            yield Found(
                f"{row.text('ref')} is listed and has no detailed description", row.line, "4d.schemes", row.text("name")
            )
        elif ref and not _alike(row.text("name"), described[ref].text("a1.name")):
            message = f"{row.text('ref')} is called {described[ref].text('a1.name')!r} in its description"
            yield Found(message, row.line, "4d.schemes", row.text("name"), ADVICE)
    for ref, row in described.items():
        if ref and ref not in refs:
            yield Found(f"{row.text('a1.ref')} is described and not listed", row.line, "a1.ref", row.text("a1.name"))


def _is_scheme(row: Row) -> bool:
    """False for a total, and for a row of money that stands below the list: a source and what it gives."""
    name = row.text("name")
    return not fold(row.text("ref")).startswith("total") and (not name or bool(_NAMED.search(name)))


def _twice(view: View) -> Iterator[Found]:
    seen: dict[str, Row] = {}
    for row in view.schemes:
        ref = reference(row.text("a1.ref"))
        if ref and ref in seen:
            message = f"the reference {row.text('a1.ref')} is used for two schemes (line {seen[ref].line} too)"
            yield Found(message, row.line, "a1.ref", row.text("a1.name"))
        seen.setdefault(ref, row)


def reference(text: str) -> str:
    """A scheme's reference made comparable: 'Scheme WK-003' is wk3."""
    digits = re.sub(r"\D", "", text)
    letters = re.sub(r"[^a-z]", "", text.lower().replace("scheme", ""))
    return f"{letters}{int(digits)}" if digits else letters


def _alike(one: str, other: str) -> bool:
    return not one or not other or fuzz.token_set_ratio(fold(one), fold(other)) >= 75


def _all_lists(view: View) -> Iterator[Found]:
    yield from _lists(view)
    yield from _twice(view)


CHECKS = (
    Check(
        code="scheme-without-money",
        title="A scheme without money",
        why="A scheme nobody pays for will not happen; a scheme already paid for elsewhere belongs under alignment.",
        example="'No direct funding identified but included for completeness'",
        fix="give the sum by year, or say who pays from what",
        severity=WARNING,
        run=_money,
    ),
    Check(
        code="scheme-without-measure",
        title="A scheme whose effect has no figure",
        why="Without a figure nobody will know whether it worked.",
        example="'Increase in patients feeling supported', and no number",
        fix="give what changes, by how much, by when",
        severity=WARNING,
        run=_measure,
    ),
    Check(
        code="scheme-without-evaluation",
        title="A scheme without a way to see whether it works",
        why="Money goes on into what does not work.",
        example="Feedback loop: 'through the usual channels'",
        fix="name the measure, who looks at it, how often",
        severity=WARNING,
        run=_all_evaluations,
    ),
    Check(
        code="scheme-text-repeated",
        title="The same words for several schemes",
        why="One text for all schemes says nothing about any of them.",
        example="an evidence base word for word the same in seven schemes",
        fix="say what is true of this scheme alone",
        severity=WARNING,
        run=_same_text,
    ),
    Check(
        code="scheme-list-differs",
        title="The list of schemes and their descriptions differ",
        why="A scheme listed and not described cannot be judged; one described and not listed cannot be found.",
        example="seven listed, six described",
        fix="list every scheme once, and describe every listed one",
        severity=ERROR,
        run=_all_lists,
    ),
)
