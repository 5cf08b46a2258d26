"""Counts beyond what can be: more admissions prevented than there are, shares above all, scores off the scale."""

import re
from collections.abc import Iterator

from joinedup.planning.checks import told_shares
from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.stated import is_share
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row
from joinedup.planning.values import Count, percents_in
from joinedup.planning.values.money import money_in

_GROWTH = re.compile(
    (
        r"increas|grow|ris(?:e|ing)|more than|over|capacity|occupan|perform|of (?:plan|budget|target|"
        r"tariff|the cost)|utilis|return|uplift|above"
    ),
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    (
        r"\b(?:people|patients|population|adults|residents|practices|staff|individuals|service users|"
        r"carers|homes|records|households|care plans?)\b"
    ),
    re.IGNORECASE,
)
_N = r"(?P<{}>\d{{1,3}}(?:,\d{{3}})+|\d+)(?![\d,.]*\d)(?!\s?(?:%|per cent|/))"
_OWNED = r"(?:the|our|its|their|these|those|all|(?:the )?[\w-]+['’]s?)\s+"
_FEW_OF_MANY = re.compile(  # 1,912 of the 980 people; 56 of the hospital's 46 beds
    rf"(?<![\d,.£/])(?<!\d-){_N.format('few')}\s+(?:out\s+)?of\s+{_OWNED}{_N.format('many')}\s+(?P<what>[a-z][a-z-]+)",
    re.IGNORECASE,
)
_OF_MANY_FEW = re.compile(  # of the 38 practices, 41 have signed up
    rf"\bof\s+{_OWNED}{_N.format('many')}\s+(?P<what>[a-z][a-z'’ -]{{2,70}}?),\s+{_N.format('few')}\s+"
    r"(?:\(\d+(?:\.\d+)?\s?%\)\s+)?(?=(?:have|has|had|are|were|was|will|said|took|signed|use|came|answered|live|now)\b)",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(r"^(?:million|thousand|hundred|m|k|years?|months?|days?|weeks?|hours?|pounds?)$", re.IGNORECASE)
_BAND = re.compile(
    r"^\W*(?:level|band|tier|group|category|segment)\s*\w+\b[^%]{0,40}?\(?(\d+(?:\.\d+)?)\s?%\)?\W*$", re.IGNORECASE
)


def number(row: Row, key: str) -> int | None:
    """A row's count, None when it has none."""
    field = row.get(key)
    return field.parsed.number if field and isinstance(field.parsed, Count) else None


def _providers(view: View) -> Iterator[Found]:
    for row in view.providers:
        known = [number(row, f"a2.nel_{year}") for year in ("2013_14_outturn", "2014_15_plan", "2015_16_plan")]
        most = max((value for value in known if value), default=0)
        for key in ("a2.bcf_prevent_14_15", "a2.bcf_prevent_15_16"):
            field, value = row.get(key), number(row, key)
            if field and money_in(field.text):
                yield Found("a sum of money stands where a count of admissions belongs", field.line, key, field.text)
            elif field and value and most and value > most:
                hint = "; it looks like a sum of money" if value % 1000 == 0 else ""
                message = f"{value:,} admissions prevented is more than all {most:,} there are{hint}"
                yield Found(message, field.line, key, field.text)
        yield from _leap(row)


def _leap(row: Row) -> Iterator[Found]:
    """Years of one provider that differ by half or more: a digit lost or doubled."""
    keys = [f"a2.nel_{year}" for year in ("2013_14_outturn", "2014_15_plan", "2015_16_plan")]
    known = [(key, value) for key in keys if (value := number(row, key))]
    for key, value in known:
        rest = [other for name, other in known if name != key]
        if len(rest) == 2 and max(rest) < 1.3 * min(rest) and (value > 1.6 * max(rest) or value < min(rest) / 1.6):
            field = row.get(key)
            message = f"{value:,} cannot be right beside {rest[0]:,} and {rest[1]:,} in the other years"
            yield Found(message, field.line if field else row.line, key, field.text if field else None)


def _benefits(view: View) -> Iterator[Found]:
    outturn = sum(number(row, "a2.nel_2013_14_outturn") or 0 for row in view.providers)
    for row in view.benefits:
        what, value = row.text("what").lower(), number(row, "quantity")
        if outturn and value and value > outturn and re.search(r"non.?elective|emergency admission", what):
            message = f"{value:,} admissions is more than the {outturn:,} the providers had"
            yield Found(message, row.line, "a1.impact", row.text("what"))


def _shares(view: View) -> Iterator[Found]:
    for sentence in view.sentences:
        for found in percents_in(sentence.text):
            after = sentence.text[found.end : found.end + 60]
            near = sentence.text[max(0, found.start - 60) : found.end + 60]
            of_people = re.match(r"\s*of\b", after) and _PEOPLE.search(after)
            beyond = 100 < found.percent.high < 1000  # '2015 and 86%' is no range
            if beyond and (of_people or is_share(sentence.text)) and not _GROWTH.search(near):
                yield Found(f"{found.percent.high}% of anything is more than there is", sentence.line, text=near)


def _more_than_all(view: View) -> Iterator[Found]:
    """'1,912 of the 980 people': more than there are."""
    for sentence in view.sentences:
        for pattern in (_FEW_OF_MANY, _OF_MANY_FEW):
            for match in pattern.finditer(sentence.text):
                few, many = (int(match[name].replace(",", "")) for name in ("few", "many"))
                if (
                    few > many
                    and not _NO_COUNT.match(match["what"])
                    and not (1900 < few < 2100 and "," not in match["few"])
                ):
                    yield Found(
                        f"{match['few']} of {match['many']} is more than there are", sentence.line, text=sentence.text
                    )


def _bands(view: View) -> Iterator[Found]:
    run: list[tuple[int, float]] = []
    for piece in [*view.passages, None]:
        match = _BAND.match(piece.text) if piece else None
        if piece and match:
            run.append((piece.line, float(match[1])))
            continue
        total = sum(share for _, share in run)
        if len(run) >= 3 and abs(total - 100) > 1 and 80 <= total <= 125:
            yield Found(f"the shares of these {len(run)} levels make {total:g}%, not 100%", run[0][0], severity=WARNING)
        run = []


def _run(view: View) -> Iterator[Found]:
    yield from _providers(view)
    yield from _benefits(view)
    yield from _shares(view)
    yield from _more_than_all(view)
    yield from told_shares.more_than_all(view)
    yield from _bands(view)


CHECKS = (
    Check(
        code="count-impossible",
        title="A count beyond what can be",
        why="More admissions prevented than a hospital has is a figure in the wrong box or unit.",
        example="1,315,000 admissions to be prevented where 46,895 are planned",
        fix="enter the count that was meant",
        severity=ERROR,
        run=_run,
    ),
)
