"""Places left to fill: <Name of council>, XX%, [reference], TBC, appendix X, £x.xm, 'details to be added'."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.view import View

_ANGLE = re.compile(r"<(?!/)[^<>\n=]*[A-Za-z][^<>\n=]{1,80}>")
_SQUARE = re.compile(
    r"\[(?=[^\]\n]*\b(?:references?|insert|name|names|date|amount|figures?|tbc|tbd|tba|title|link|xx+|add|to be|"
    r"details?|text|number|signature|signatory|ccg|council|area|delete|complete|enter|value|please|"
    r"source|check|update|confirm|awaiting|awaited|to (?:go|come|follow)|here|ask|chase|query|todo|to do|wording|"
    r"before (?:sending|submi\w+))\b)"
    r"[^\]\n]{2,120}\](?!\()",
    re.IGNORECASE,
)
_XS = re.compile(
    r"(?<![\w/])[Xx]{1,2}/[Xx]{1,2}/(?:[Xx]{2,4}|\d{2,4})(?!\w)|(?<!\w)#{3,}(?!\w)|"
    r"\b(?:[Xx]|nn|NN) (?:per 1\d{0,2},?000|people|patients|admissions|practices|beds|days|staff|carers|homes|"
    r"residents|per cent)\b|"
    r"(?<![\w£])[Xx]{2,}(?![\w/])(?:\s?%)?|\b[Xx]\s?%|£\s?[Xx]+(?:[.,][Xx]+)*\s?(?:m|k|bn|million)?\b|"
    r"(?<!\d)20[Xx]{2}\b"
)
_NAMED_X = re.compile(
    r"\b(?:appendix|annex|section|page|table|figure|schedule)\s+(?:[Xx]{1,3}|\?+|_+)(?!\w|\.\d)", re.IGNORECASE
)
_TBC = re.compile(
    r"\b(?:TBC|TBD|TBA|T\.B\.C\.?|tbc|tbd|Tbc|tba|Tba)\b|"
    r"(?<=[a-z]): ?(?:[Tt]o be (?:confirmed|agreed|advised|added|determined|decided|completed|inserted)|"
    r"[Aa]waited|[Aa]waiting \w+)\W*$"
)
_TO_COME = re.compile(
    r"\b(?:details?|figures?|information|narrative|text|section|links?|data|numbers?|dates?|names?|"
    r"amounts?|costs?|costings?|diagrams?|maps?|charts?|tables?|values?|"
    r"trajectory|targets?|baselines?|wording|evidence|appendix|content)\b[^.;\n]{0,70}?\b(?:(?:is |"
    r"are )?to (?:be (?:added|"
    r"inserted|completed|confirmed|provided|populated|supplied|determined|written|drafted)(?! to\b| for\b)|"
    r"follow(?! (?:the|an?|our|their|this|on|up|advice|its|each)\b)|"
    r"come(?! \w))|(?:is |are )?(?:still )?awaited)\b",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(  # a note and no sentence: 'details to be added once contracts agreed'
    r"\b(?:details?|figures?|text|narrative|names?|dates?|costs?|costings?|trajector\w+|targets?|baselines?|wording|appendix|"
    r"links?|numbers?|amounts?|content|information|data)(?: (?:of|for|on|from) (?:[\w-]+ ){1,4}?|"
    r" )to (?:be (?:added|inserted|completed|"
    r"populated|confirmed|supplied|drafted)|follow)\b(?! to\b)",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:allow\w*|enabl\w*|ensur\w*|requir\w*|need\w*|for|want\w*|wish\w*|expect\w*|caus\w*|permit\w*|help\w*|intend\w*|likely|"
    r"have|has|are|is|were|was|any|which|that|outstanding|remain\w*)\b[^.;,:()–]{0,40}$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^\W*(?:to be (?:confirmed|added|completed|agreed|determined|inserted|provided|advised)|"
    r"to follow|awaiting \w+|awaited|"
    r"pending|insert (?:here|text)|text here|not yet known|blank|tbc|tbd|tba|x+|date|name|\?+)\W*$",
    re.IGNORECASE,
)
_NOTE = re.compile(  # a note to oneself that opens a short answer: 'To be added – Janet to send wording'
    r"^\W*(?:to be (?:added|inserted|completed|supplied|provided|written|drafted|confirmed|populated)|"
    r"still (?:to come|awaited)|awaiting (?:\w+ ){1,4}from)\b",
    re.IGNORECASE,
)
_PERSON = (
    r"(?!Trust|Council|Board|Provider|Partner|Commissioner|Practice|Patient|People|Team|Staff|Need|Able|Lead)"
    r"[A-Z][a-z]+"
)
_TO_DO = r"(?:check|update|confirm|insert|amend|draft|rewrite|send|supply|complete|finali[sz]e)\b"
_ASIDE = re.compile(  # '(Ruth to check)', 'NB Ruth to update this', 'Note to self: …'
    rf"\({_PERSON} to {_TO_DO}[^()]{{0,40}}\)|\bN\.?B\.?:? {_PERSON} to {_TO_DO}|"
    r"\b[Nn]ote to (?:self|author|editor|drafter|[A-Z][a-z]+):|"
    r"\b(?:DN|[Dd]raft(?:ing|er'?s)? note|[Aa]uthor'?s? note|[Ee]ditor'?s? note)\s?[:–-]|\b[Cc]omment \[\w{1,6}\]"
)
_DATE_FORM = re.compile(r"\bdd\s?[/.\- ]\s?mm\s?[/.\- ]\s?y{2,4}\b|\bdate month year\b", re.IGNORECASE)
_GAPS = re.compile(r"_{4,}|(?:\.\s?){6,}(?![.\s]*\d)|…{2,}|\?{2,}")
_FILLER = re.compile(
    r"\((?:please )?(?:insert|enter|add) (?:\w+ ){0,3}\w+\)|"
    r"\((?:(?:figures?|numbers?|dates?|names?|references?|ref|sources?|details?|data|amounts?|costs?|links?|"
    r"evidence|more detail|value|total)"
    r"(?: \w+){0,3}? (?:is |are |still )*(?:needed|required|missing|awaited|outstanding|to (?:come|follow|be \w+|"
    r"confirm))|to be (?:confirmed|added|agreed|completed|inserted))\)|"
    r"\{(?:insert|add|name|enter|please|date|tbc|figure|number|xx?)\b[^{}\n]{0,60}\}|"
    r"\b(?:insert|add|put|paste|include) (?:the |a |your |final |local |more |any )*(?:\w+ ){1,3}here\b|"
    r"\b(?:more|further|additional) (?:details?|information|text|data|work) (?:is |are )?(?:needed|required) here\b|"
    r"\breplace this (?:text|sentence|paragraph)|\bthis (?:text|paragraph|section) (?:is |"
    r"still )*to be (?:replaced|deleted|removed|completed)|"
    r"\bError! (?:Reference source|Bookmark|No \w+)[\w ]{0,20}(?:found|defined|specified)?|\bA\.? ?N\.? Other\b|"
    r"#(?:REF!|N/A\b|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|\binsert[-_]\w{2,20}[-_]here\b|"
    r"\b(?:section|answer|response|box|text) (?:is |should |must |may |to )*be (?:of )?(?:no|not) "
    r"more than \d{2,4} words\b|"
    r"\blorem ipsum\b|\binsert (?:text|name|date|table|figure|logo|here)\b|\bdelete as (?:appropriate|applicable)\b",
    re.I,
)
_TO_SOMEBODY = re.compile(  # [Sue - can you put in the paragraph?]
    rf"\[(?:{_PERSON}(?: and {_PERSON})?(?: ?[-–:,?] ?| (?:can|could|please|pls|to)\b)"
    r"(?<!Source:)(?<!Note:)(?<!Source: )(?<!Note: )[^\]\n]{4,120}|[^\]\n]{0,60}\b(?:can|could) (?:you|someone|"
    r"somebody|we)\b[^\]\n]{3,90})\]",
)
_BARE_SQUARE = re.compile(  # [month/year], [X], [ ]
    r"\[\s*(?:(?:month|year|day|date|time|place|who|amount|no|number|xx?|organisation|lead|sum|\.{2,}|…)[\s/,-]*)*\](?!\()",
    re.IGNORECASE,
)
_SURE = (_ANGLE, _SQUARE, _TO_SOMEBODY, _BARE_SQUARE, _XS, _NAMED_X, _TBC, _GAPS, _FILLER, _DATE_FORM, _ASIDE)


def _run(view: View) -> Iterator[Found]:
    for piece in view.passages:
        text = piece.text
        matches = _apart([match for pattern in _SURE for match in pattern.finditer(text)])
        if not matches and (whole := _WHOLE.match(text)) and not _is_label_like(view, piece.line, text):
            matches = [whole]
        for match in matches:
            place = view.line_of(piece, text[max(0, match.start() - 10) : match.end()])
            near = text[max(0, match.start() - 90) : match.end() + 60]
            yield Found(f"a place is left to fill: {match[0].strip()!r}", place, text=near)
        if not matches and _NOTE.match(text) and len(text.split()) <= 14:
            yield Found(f"something is still to come: {text!r}", piece.line, text=text)
        elif not matches and (coming := _TO_COME.search(text)):
            note = _ELLIPSIS.search(text)
            elliptic = note is not None and not _CAUSED.search(text[: note.start()])
            sure = len(text.split()) <= 25 or elliptic
            message = f"something is still to come: {coming[0].strip()!r}"
            yield Found(message, view.line_of(piece, coming[0]), text=coming[0], severity=ERROR if sure else WARNING)


def _in_questions(view: View) -> Iterator[Found]:
    """A line wholly in brackets that was read as a question because it speaks of the same: '[Please insert … here]'."""
    for line in view.plan.source:
        words = line.text.strip()
        if line.role == "prompt" and _LINE.match(words) and (match := _SQUARE.search(words)):
            yield Found(f"a place is left to fill: {match[0]!r}", line.number, text=words)


_LINE = re.compile(r"^\[[^\[\]]+\]\.?$")


def _all(view: View) -> Iterator[Found]:
    yield from _run(view)
    yield from _in_questions(view)


def _apart(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without those that stand inside another."""
    kept: list[re.Match[str]] = []
    for match in matches:
        if not any(match.start() < other.end() and other.start() < match.end() for other in kept):
            kept.append(match)
    return kept


def _is_label_like(view: View, line: int, text: str) -> bool:
    """A row's own label, such as 'Date' or 'Name', is no gap."""
    return view.role_at(line) == "heading" or text.strip(" :").lower() in {"date", "name", "blank"}


CHECKS = (
    Check(
        code="placeholder-left-in",
        title="A place left to fill",
        why="A gap in a signed plan is a promise nobody made; reviewers send the plan back for it.",
        example="XX% of residents use the local hospital; smoking measures, TBC; see appendix X",
        fix="fill it in, or take the sentence out",
        severity=ERROR,
        run=_all,
    ),
)
