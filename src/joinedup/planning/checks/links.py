"""Links that cannot work, told by their form alone; none is ever opened."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from joinedup.planning.checks.check import ADVICE, ERROR, WARNING, Check, Found
from joinedup.planning.checks.view import View

_LINK = re.compile(r"(?:https?(?::/{0,3}|/{1,3})|ftp://|www\d?\.)[^\s<>\"')\]]*", re.IGNORECASE)
_ALMOST = re.compile(
    (
        r"\b(?:htt?p?s?|hhtp|htpp|htp|http|https)(?::/(?!/)|;//|//|:\\\\|: //)\S+|\bhttps?:(?!//)\S+|"
        r"\b(?:htp|hhtp|htpp|htttp)s?://\S+"
    ),
    re.IGNORECASE,
)
_LOCAL = re.compile(r"(?<![\w/])(?:[A-Z]:(?:\\|/(?!/))[^\s]+|\\\\[\w.-]+\\[^\s]+|file:/{2,3}\S+)")
_EMPTY = re.compile(r"\[[^\]\n]{1,120}\]\(\s*(?:#|about:blank|)\s*\)")
_HOST = re.compile(r"^(?=.{3,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}$", re.IGNORECASE)
_MAIL_LABEL = re.compile(r"^\W*(?:contact )?e-?mail(?: address)?\W*$", re.IGNORECASE)
_ADDRESS = re.compile(r"^\S+@\S+\.\S+|<|\[|\bn/?a\b|\btb[cda]\b", re.IGNORECASE)
_MADE_UP = "it is made up, or works on one computer alone"
_INSIDE = "it works only inside one organisation"
_CUT = "the site's name is cut short"
_NOWHERE = ("example.com", "example.org", "localhost", "yourdomain")
_PRIVATE = re.compile(r"^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.)")
_NOT_THREE = re.compile(
    r"(?<![\w./])(?:ww|w{4,6})\.[a-z0-9-]+\.[^\s<>\"')\]]+|(?<![\w./])w{3,4}(?:,|;|\.{2,}| \.)[a-z0-9-]+\.[a-z][^\s]*",
    re.I,
)
_SLIPPED = re.compile(  # council.gov.ukk, council.goc.uk
    r"\.(?:gov|nhs|org|co|ac|police)\.(?!uk$|[a-z]{2}$)[a-z]+$|\.(?:goc|gob|gv|gvo|ogv|nsh|hns|ogr|cmo|con|comm)(?:\.uk)?$|\.gov\.(?:k|u)$",
    re.I,
)
_MAIL = re.compile(r"(?<![\w.@])[\w.+-]+@(?:@[\w.@-]*|[\w-]+(?=[\s,;)](?! ?\.)\S*\s*\S)|[\w.-]*,[\w-]+\.[\w]+)")


def _run(view: View) -> Iterator[Found]:
    for line in view.plan.source:
        if line.role in {"prompt", "blank"}:
            continue
        for match in [
            *_EMPTY.finditer(line.text),
            *_LOCAL.finditer(line.text),
            *_ALMOST.finditer(line.text),
            *_NOT_THREE.finditer(line.text),
        ]:
            yield Found(f"the link {match[0][:60]!r} leads nowhere", line.number, text=match[0])
        for match in _LINK.finditer(line.text):
            if not _ALMOST.match(match[0]) and (why := _broken(match[0].rstrip(".,;:"))):
                broken_off = why == _CUT and match.end() >= len(line.text.rstrip(" .)"))
                severity = WARNING if broken_off or why == _INSIDE else ERROR
                yield Found(
                    f"the link {match[0][:60]!r} cannot work: {why}", line.number, text=match[0], severity=severity
                )


def _broken(link: str) -> str | None:
    try:
        parts = urlsplit(link if "://" in link else f"http://{link}")
        host = parts.hostname or ""
    except ValueError:
        return "it is not an address"
    if not host or host in {"www", "http", "https"}:
        return "it has no site"
    plain = _HOST.match(host) or host.replace(".", "").isdigit()
    return _doubted(host) or (None if plain else f"{host!r} is no site's name")


def _doubted(host: str) -> str | None:
    """What is wrong with a name that is formed as names are."""
    if any(word in host for word in _NOWHERE):
        return _MADE_UP
    if "." not in host and not host.isdigit():
        return "it has no full site's name"
    if "intranet" in host or _PRIVATE.match(host):
        return _INSIDE
    if host.startswith("www.") and host.count(".") < 2:
        return _CUT
    return f"{host!r} ends as no site does" if _SLIPPED.search(host) else None


def _mail(view: View) -> Iterator[Found]:
    """What stands right of 'E-mail' and has no @."""
    for table in view.plan.tables:
        for row in table.rows:
            for at, cell in enumerate(row.cells[:-1]):
                value = row.cells[at + 1].strip()
                told = value and not _MAIL_LABEL.match(value) and not value.endswith(":")
                if _MAIL_LABEL.match(cell) and told and not _ADDRESS.search(value):
                    message = f"{value!r} is no e-mail address"
                    yield Found(message, row.line, text=f"{cell} {value}", severity=WARNING)


_SITE = re.compile(r"(?:@|//|\bwww\.)(?:www\.)?(?P<site>[a-z0-9][a-z0-9.-]*[a-z0-9])", re.IGNORECASE)


def _cut_short(view: View) -> Iterator[Found]:
    """'quarrendon.gov' where the plan's other addresses end in 'quarrendon.gov.uk'."""
    told = [(line, match) for line in view.plan.source for match in _SITE.finditer(line.text)]
    sites = {match["site"].lower() for _, match in told}
    for line, match in told:
        broken = re.match(r"[,;\\]|\.{2}", line.text[match.end() :])
        if (
            not broken
            and f"{match['site'].lower()}.uk" in sites
            and match.end() < len(line.text.rstrip()) + (line.cells != ())
        ):
            yield Found(
                f"{match[0]!r} is cut short: elsewhere it ends in '.uk'", line.number, text=_whole(line.text, match)
            )


def _whole(text: str, match: re.Match[str]) -> str:
    start = text.rfind(" ", 0, match.start()) + 1
    return text[start : match.end()].rsplit("\t", maxsplit=1)[-1]


def _mail_in_text(view: View) -> Iterator[Found]:
    for piece in view.passages:
        for match in _MAIL.finditer(piece.text):
            yield Found(f"{match[0]!r} is no e-mail address", view.line_of(piece, match[0]), text=match[0])


def _all(view: View) -> Iterator[Found]:
    yield from _run(view)
    yield from _mail_in_text(view)
    yield from _cut_short(view)
    yield from _mail(view)


def _documents(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("document"):
        synopsis = row.get("synopsis")
        if row.text("title") and synopsis and synopsis.blank:
            yield Found("the document has neither a summary nor a link", row.line, "document", row.text("title"))


CHECKS = (
    Check(
        code="link-cannot-work",
        title="A link that cannot work",
        why="Evidence that cannot be opened is no evidence.",
        example="http//www.council, C:\\plans\\final.doc, a link to '#'",
        fix="give the full public address",
        severity=ERROR,
        run=_all,
    ),
    Check(
        code="document-not-described",
        title="A related document without summary or link",
        why="Nobody can find it or tell what it says.",
        example="'JSNA', and nothing beside it",
        fix="say in a line what it shows, and where it is",
        severity=ADVICE,
        run=_documents,
    ),
)
