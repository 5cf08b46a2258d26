"""A passage copied from another place's plan with that place's name left in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.words import fold

_NAME = r"[A-Z][a-z]+(?:[- ](?:on|upon|under|and|the)[- ][A-Z][a-z]+|[ -][A-Z][a-z]+)?"
_OWNED = re.compile(  # what a plan says of its own place
    r"\b(?:people|residents|population|homes|practices|patients|communities|citizens) "
    rf"(?:of|in|across) (?P<of>{_NAME})\b"
    r"(?! (?:Hospital|Infirmary|Trust|House|Road|Street|Ward|Centre|CCG|Council))|"
    rf"\bHealthwatch (?P<watch>{_NAME})\b|"
    rf"\b(?P<group>{_NAME}) Voluntary (?:Alliance|Action|Council|Sector Forum)\b|"
    rf"\b(?P<council>{_NAME}) (?:County |City |Borough |Metropolitan |District |Unitary )?Council\b|"
    rf"\b(?P<ccg>{_NAME}) (?:CCG|ICB|Clinical Commissioning Group|Integrated Care Board)\b|"
    rf"\b(?P<board>{_NAME}) (?:Health and Wellbeing Board|partnership\b)|"
    rf"\b(?:throughout|across|all over) the (?P<area>{_NAME}) (?:district|county|borough|area|locality)\b"
)
_NEIGHBOUR = re.compile(  # words by which another place is named on purpose
    r"\b(?:neighbour\w*|border\w*|boundar\w+|adjoining|adjacent|elsewhere|other (?:areas?|places|councils)|such as|"
    r"like|as in|model|learn\w*|visit\w*|example|pilot\w*|pioneer\w*|evaluat\w+|evidence|"
    r"research|stud(?:y|ies)|trial\w*|found|registered|live in|cross\w*|also|associate|host|audit|similar|peer|"
    r"compar\w+|outside|district councils?|"
    r"lead commissioner|jointly with|national\w*)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(  # words of a name, or before a body's name, that name no place
    r"nhs|the|north|south|east|west|central|new|great|upper|lower|county|city|senior|draft|final|joint|local|"
    r"chief|lead|public|each|every|this|that|these|our|all|full|whole|both|other|another|any|no|a|an|associate|"
    r"shadow|current|future|former|acting|adult|children|members"
)
_OWN = 3  # mentions that make a name one of the plan's own
_FIRST_PAGE = 40  # lines


def _run(view: View) -> Iterator[Found]:
    own = _own_words(view)
    told: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    for sentence in view.sentences:
        for match in _OWNED.finditer(sentence.text):
            name = next(group for group in match.groups() if group)
            words = {word for word in fold(name).split() if not _SMALL.fullmatch(word)}
            if words and not words & own:
                told[name].append((sentence.line, sentence.text, bool(match["of"] or match["watch"] or match["area"])))
    for name, places in told.items():
        lines = [line for line, _, _ in places]
        if max(lines) - min(lines) <= 2 and not any(_NEIGHBOUR.search(text) for _, text, _ in places):
            message = f"{name} is named here and nowhere else: the words may be those of another plan"
            severity = ERROR if any(sure for _, _, sure in places) else WARNING
            yield Found(message, places[0][0], text=places[0][1], severity=severity)


def _own_words(view: View) -> set[str]:
    """The words that the plan often writes as names, and those of its first page, its signatures and its hospitals."""
    times: Counter[str] = Counter()
    for line in view.plan.source:
        times.update(fold(word) for word in re.findall(r"\b[A-Z][a-z]{2,}\b", line.text))
    fields = [field for field in view.plan.fields if field.key.startswith("1a.")]
    fields += [field for kind in ("signature", "provider") for row in view.plan.of_kind(kind) for field in row.fields]
    first = [line.text for line in view.plan.source[:_FIRST_PAGE]]
    told = {word for text in (*(field.text for field in fields), *first) for word in fold(text).split()}
    return {word for word, many in times.items() if many >= _OWN} | told


CHECKS = (
    Check(
        code="another-place-named",
        title="A passage that names another place",
        why="What was copied from another plan is no promise of this one, and reviewers ask what else was.",
        example="'the people of Oakham' once in the plan of another county",
        fix="say what is true here, or why the other place is named",
        severity=WARNING,
        run=_run,
    ),
)
