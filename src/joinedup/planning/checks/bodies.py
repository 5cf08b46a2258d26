"""Who is named and who signs: every body of the first page, and nobody else; every block whole."""

import re
from collections.abc import Iterator

from joinedup.basics.finding import Severity
from joinedup.planning.checks.check import ADVICE, ERROR, WARNING, Check, Found, at
from joinedup.planning.checks.own_signing import left_unsigned, listed_and_unsigned, signing_and_unknown
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.words import fold

_COMMON = {
    *(
        [
            "nhs",
            "ccg",
            "ccgs",
            "clinical",
            "commissioning",
            "group",
            "groups",
            "the",
            "of",
            "and",
            "for",
            "on",
            "council",
            "councils",
            "county",
            "borough",
            "district",
            "city",
        ]
    ),
    *(["metropolitan", "unitary", "authority", "royal", "london", "health", "wellbeing", "board", "hwb", "local"]),
}
_GAP = re.compile(
    r"<[^>]*>|\[[^\]]*\]|\b(?:tbc|tbd|tba|x{2,}|to be confirmed|awaiting|pending)\b|^[\s_.\-–…?]*$", re.IGNORECASE
)
_UNFILLED = re.compile(r"<[^>]*>|\[[^\]]*\]|\((?:insert|enter|add)\b[^)]*\)|\b(?:tbc|tbd|tba|x{2,})\b", re.I)
_WHAT = (re.compile(r"\bCCG\b|\bClinical Commissioning Group\b"), re.compile(r"\bCouncil\b"))
_YES_NO = re.compile(r"^\W*(?:yes|no)\W*$", re.IGNORECASE)
_SECOND_TIER = re.compile(r"\b(?:district|borough|city)\b", re.IGNORECASE)


def names_in(text: str) -> list[str]:
    """The bodies named in a list, however it is parted: lines, semicolons, 'CCG' after 'CCG'."""
    lines = [part for line in re.split(r"[\n;]", _UNFILLED.sub("", text)) for part in _parts(line)]
    return [line.strip(" ,.•-–") for line in lines if line.strip(" ,.•-–")]


def _parts(line: str) -> list[str]:
    if len(re.findall(r"\bCCGs?\b|Commissioning Group", line)) >= 2 and not re.match(r"^\W*(?:NHS )?CCG\b", line):
        return re.split(
            r"(?:(?<=CCG)|(?<=Commissioning Group))\s*(?:\([a-z][^()]*\)\s*)?(?:,|and\b|&)?\s+(?=[A-Z])", line
        )
    if len(re.findall(r"\bCouncil\b", line)) >= 2:
        return re.split(r"(?<=Council)\s*(?:,|and\b|&)?\s+(?=[A-Z])", line)
    return [line]


def _words(name: str) -> set[str]:
    return {word for word in fold(name).split() if word not in _COMMON and not word.startswith("<")}


def same_body(one: str, other: str) -> bool:
    """True when the telling words of one name stand in the other."""
    first, second = _words(one), _words(other)
    if _initials(one) in fold(other).split() or _initials(other) in fold(one).split():
        return True
    if not first or not second:
        return bool(first == second and fold(one) == fold(other))
    few, many = sorted((first, second), key=len)
    return few <= many or len(first & second) >= max(2, 0.75 * len(many)) or _alike(first, second)


def _initials(name: str) -> str:
    """KCC for Kent County Council; '' for a name of one or two words."""
    words = [word for word in fold(name).split() if word not in {"and", "of", "the", "for", "nhs"}]
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def _alike(first: set[str], second: set[str]) -> bool:
    """Herts for Hertfordshire, Derby for Derbyshire CCG: the same words, some of them cut short."""
    few, many = sorted((first, second), key=len)
    return all(any(a.startswith(b[:4]) or b.startswith(a[:4]) for b in many) for a in few) and len(many) - len(few) <= 1


def _signing(view: View, role: str) -> list[Row]:
    return [row for row in view.plan.of_kind("signature") if row.text("role") == role]


def _listed(view: View) -> Iterator[Found]:
    for key, role in (("1a.ccgs", "ccg"), ("1a.local_authority", "council")):
        field = view.plan.get(key)
        signing = [row.text("body") for row in _signing(view, role)]
        if not field or field.blank or not any(_named(body) for body in signing):
            continue
        if role == "ccg" and not re.search(r"CCG|Commissioning|\n|;", field.text):
            continue  # a run of names without an end between them cannot be parted surely
        for name in names_in(field.text):
            if _words(name) and not any(same_body(name, body) for body in signing):
                yield Found(f"{name} is named on the first page and does not sign", field.line, key, name)


def _unlisted(view: View) -> Iterator[Found]:
    for key, role in (("1a.ccgs", "ccg"), ("1a.local_authority", "council")):
        field = view.plan.get(key)
        if not field or field.blank or not _named(field.text):
            continue
        for row in _signing(view, role):
            body = row.get("body")
            if body and _named(body.text) and not _among(body.text, field):
                yield at(
                    body,
                    f"{body.text} signs and is not named on the first page",
                    severity=_weight(body, field),
                    key="1b",
                )


def _among(body: str, field: FieldValue) -> bool:
    return any(same_body(name, body) for name in names_in(field.text)) or _words(body) <= set(fold(field.text).split())


def _weight(body: FieldValue, field: FieldValue) -> Severity:
    """A district within a county may sign without being named; sure where both are called what they are."""
    if _SECOND_TIER.search(body.text) and "county" in field.text.lower():
        return ADVICE
    return ERROR if any(word.search(body.text) and word.search(field.text) for word in _WHAT) else WARNING


def _named(text: str) -> bool:
    return bool(_words(_GAP.sub("", text)))


def _unsigned(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("signature"):
        if any(_YES_NO.match(field.text) for field in row.fields):
            continue  # 'all of those above have approved this plan: yes' below the list
        missing = [word for key, word in _PARTS.items() if (field := row.get(key)) and _is_gap(field)]
        if missing:
            body = row.get("body")
            who = (
                body.text if body and not _is_gap(body) else f"the block for the {_ROLES.get(row.text('role'), 'body')}"
            )
            message = f"{who} has not signed: no {', no '.join(missing)}"
            yield Found(message, row.line, "1b", body.text if body else None)


def _is_gap(field: FieldValue) -> bool:
    return field.blank or bool(_GAP.search(field.text))


_PARTS = {"body": "body", "by": "name", "position": "position", "date": "date"}
_ROLES = {"ccg": "clinical commissioning group", "council": "council", "hwb": "health and wellbeing board"}


def _all_listed(view: View) -> Iterator[Found]:
    yield from _listed(view)
    yield from listed_and_unsigned(view)


def _all_unlisted(view: View) -> Iterator[Found]:
    yield from _unlisted(view)
    yield from signing_and_unknown(view)


def _all_unsigned(view: View) -> Iterator[Found]:
    yield from _unsigned(view)
    yield from left_unsigned(view)


def _roles(view: View) -> Iterator[Found]:
    blocks = view.plan.of_kind("signature")
    for role, name in _ROLES.items():
        if blocks and not any(row.text("role") == role for row in blocks):
            yield Found(f"nobody signs for the {name}", blocks[0].line, "1b")


CHECKS = (
    Check(
        code="listed-not-signing",
        title="Named on the first page, and does not sign",
        why="A body that does not sign has promised nothing.",
        example="three commissioning groups named, two signatures",
        fix="get its signature, or take its name off the first page",
        severity=ERROR,
        run=_all_listed,
    ),
    Check(
        code="signing-not-listed",
        title="Signs, and is not named on the first page",
        why="It is not clear whose plan it is.",
        example="a neighbouring commissioning group signs and is not named",
        fix="name it on the first page, or say why it signs",
        severity=ERROR,
        run=_all_unlisted,
    ),
    Check(
        code="unsigned",
        title="A signature block not filled in",
        why="The plan is agreed only when everyone named has signed.",
        example="a block for the council without name or date",
        fix="have it signed, with name, position and date",
        severity=ERROR,
        run=_all_unsigned,
    ),
    Check(
        code="signature-missing",
        title="A kind of body that does not sign at all",
        why="Commissioning groups, councils and the board must all agree.",
        example="no block for the health and wellbeing board",
        fix="add the block and have it signed",
        severity=WARNING,
        run=_roles,
    ),
)
