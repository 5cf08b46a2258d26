"""Benefits counted under two schemes, where the plan itself says so in a sentence."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import marked
from joinedup.planning.checks.view import View

_COUNT = (
    r"(?:count(?:s|ed|ing)?|claim(?:s|ed|ing)?|shown?|shows|includ(?:es?|ed|ing)|list(?:s|ed)?|credit(?:s|ed)?|given|promised|"
    r"appear(?:s|ing)?|record(?:s|ed)?|report(?:s|ed)?|attribut(?:es?|ed)|recognis(?:es?|ed)|present(?:s|ed)?|taken|booked|scored|"
    r"added|reckoned|stated|quoted|set out|put|used)"
)
_OTHER = (  # another scheme: S4, T3, scheme 2, 'the falls scheme', 'the community teams', 'rapid response'
    r"(?:(?:the )?(?:schemes?|projects?|work ?streams?) (?-i:[A-Z]+ ?)?[\w-]+|(?-i:\b[A-Z]{1,4} ?-?\d{1,3}\b|"
    r"\b[A-Z]\b)|(?:the |our )?(?:[\w-]+ ){1,4}?"
    r"(?:schemes?|projects?|work ?streams?|programmes?|teams?|services?|beds|pathway|response|lines?|rows?|"
    r"figures?|section|plan|total))"
)
_AGAIN = r"(?:also|already|again|too|as well|twice|both|likewise|in addition)"
_BENEFIT = re.compile(
    r"\b(?:admissions?|readmissions?|attendances|savings?|benefits?|reductions?|bed ?days|delayed days|days|"
    r"falls|placements?|people|residents|"
    r"figures?|patients|stays|moves|packages|transfers|effects?|cases|impact|gains?|same \d|£\s?\d)",
    re.IGNORECASE,
)
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # which are also counted under S4; have already been claimed by the teams; also appear under rapid response
        rf"\b{_AGAIN}(?: been| being| be| are| is)? {_COUNT}(?: \w+){{0,2}}? (?:under|in|by|for|with|within|"
        rf"against|as part of|among|to|at) {_OTHER}",
        rf"\b{_COUNT}(?: \w+){{0,1}}? {_AGAIN} (?:under|in|by|for|with|within|against|as part of|among) {_OTHER}",
        rf"\b(?:are|is|were|was) (?:also|already|again) (?:part of|within|among|in) {_OTHER}",
        rf"\b{_COUNT}(?: \w+){{0,2}}? (?:under|in|by|for|with|within|against|"
        rf"among) {_OTHER}(?: \w+){{0,3}},? (?:as well|too|again|twice)\b",
        # the same 160 that the teams claim; the same admissions as those in S1; the one given for scheme A
        rf"\b(?:the )?(?:very )?same (?:(?:\d[\d,]*|£[\d.,]+\w?) ?)?(?:[\w-]+ )?(?:people|admissions|patients|"
        rf"residents|days|persons|moves|savings?|figures?|benefits?|"
        rf"stays|falls|placements|packages)?(?:['’]s?)? ?(?:\w+ ){{0,3}}?(?:as|that|which|in|under|claimed|"
        rf"counted|given|shown)(?: \w+){{0,5}}? (?:{_COUNT}\b|{_OTHER})",
        rf"\bthe (?:one|ones|same) (?:as )?(?:{_COUNT} )?(?:for|under|in|by) (?:the )?(?:scheme|project|"
        rf"workstream) (?-i:[A-Z0-9])",
        r"\b(?:shown|counted|claimed|included|listed|credited|promised|given|appears?|"
        r"recorded) (?:both )?(?:both |twice|under both|by both|in both|in two|under two|by two|by each|in each|"
        r"under each)",
        rf"\bboth (?:the )?(?:[\w-]+ )?(?:schemes|projects|teams|lines|services|workstreams) (?:\w+ )?{_COUNT}\b",
        r"\bdouble[- ]counts?\b|\bdouble[- ]counted (?:with|in|here|under)|\bcounted twice\b",
        rf"\bwhich (?:scheme|project|S)\w* ?[\w-]+ (?:has |have |also |already |"
        rf"too )*{_COUNT}\b(?: \w+){{0,2}}? (?:too|also|already|as well)\b",
        r"\bcount(?:s|ed|ing)? (?:the|these|those|them|all|some|it)(?: \d[\d,]*)?(?: [\w-]+){0,3} (?:again|"
        r"twice|once more)\b",
        rf"\bpart of the (?:\d[\d,]* )?(?:\w+ )?(?:of|in|under|counted) {_OTHER}[^.;]{{0,60}}\b(?:again|twice|"
        rf"as well|too)\b",
        rf"\b(?:in|within) the (?:figures?|numbers?|totals?|savings?|count|benefits?|\d[\d,]*) (?:\w+ )?(?:of|"
        rf"for|under|from|given for) {_OTHER}[^.;]{{0,12}}(?:\b(?:as well|too|also|already)\b)",
        rf"\b(?:also|already) (?:part of|in|within) the (?:figures?|numbers?|totals?|savings?|count|benefits?|"
        rf"\d[\d,]*) (?:\w+ )?(?:of|for|under|from|given for) {_OTHER}",
        rf"(?:\band|\bplus|\bwith|,) the \d[\d,]* (?:[\w-]+ ){{1,4}}?{_COUNT} (?:under|in|by|for|with) {_OTHER}",
        rf"\bthe (?:very )?same \d[\d,]* (?:that|which|as) (?:[\w-]+ ){{1,4}}?{_COUNT}\b",
        rf"\balso under {_OTHER}",
        # the same people as are counted in the 310; included in its 260 also; counted as a further 420
        rf"\bthe same (?:people|patients|residents|admissions|cases) as (?:are|were|is) {_COUNT}\b",
        rf"\b{_COUNT} (?:in|within) (?:its|their|the) (?:\w+ )?\d[\d,]* (?:also|too|as well|again)\b",
        r"\b(?:counted|claimed|shown|credited) (?:as|with) a further \d[\d,]*(?! (?:of|in)\b)",
    )
)
_ONCE = re.compile(
    r"\bnet(?:ted)?\b|\b(?:not|never|no|none|neither|nor|nothing|without|nobody)\b|n't\b|\bonly once\b|"
    r"\bcounted once\b|\bleft out\b|\bexclud|\bdeduct|"
    r"\bsubtract|\ballow(?:ed|ance|ing)\b|\bonly\b|\bavoid(?:s|ed|ing)? (?:any )?(?:double|counting)|"
    r"\btaken (?:off|out|away|from)\b|\bremov|"
    r"\badjust|\brisk of\b|\bto (?:prevent|avoid|guard)|\bif\b|\bcould\b|\bmay\b|\bmight\b|\bwould\b|"
    r"\bdiscount(?:ed|ing)\b|"
    r"\bin addition to\b|\bless the\b|\bminus\b|\boff(?:set)?\b|\bguard|\bso (?:as )?that\b|\beliminat|"
    r"\bstripped|\breduced (?:to|by|for)\b|"
    r"\bshould\b|\bmust\b|\bcheck|\boverlap(?:s)? (?:has|have) been\b|\brather than\b",
    re.IGNORECASE,
)
_ITS_PLAN = re.compile(r"\b(?:operating|operational|activity|business|annual) plan", re.IGNORECASE)  # no scheme
_LESS = re.compile(r"\b(?:avoid|prevent|fewer|sav|reduc|spare)", re.IGNORECASE)
_PLAIN = re.compile(r"\b(?:double[- ]count|counted twice|twice|both schemes|two schemes|both lines)", re.IGNORECASE)


def counted_twice(view: View) -> Iterator[Found]:
    """A sentence that says a benefit of one scheme is another's too, and not that it was taken off."""
    for sentence in view.sentences:
        text = sentence.text
        danger = (sentence.key or "").startswith("risk")  # a risk tells what may happen, not what was done
        if danger or not _BENEFIT.search(text) or _ONCE.search(text) or _ITS_PLAN.search(text):
            continue
        match = next((found for pattern in _SAID if (found := pattern.search(text))), None)
        if match and (marked(text).quantities or _PLAIN.search(text) or _LESS.search(text)):
            yield Found(f"what another scheme brings is counted again: '{match[0]}'", sentence.line, text=text)
