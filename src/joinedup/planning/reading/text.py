"""Plain text: tabs, pipes or wide gaps part the cells of a row; a form feed turns the page."""

import re
from pathlib import Path

from joinedup.planning.reading.document import LineCollector, PlanDocument

_RULE = re.compile(r"^[\s|:+=_\-–—]+$")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_MD_HEADING = re.compile(r"^#{1,6}\s+")


def read_text(path: Path) -> PlanDocument:
    """The file's lines; UTF-8, UTF-16 or Windows-1252, whichever fits first."""
    collector = LineCollector(path.name)
    paged = "\f" in (text := _decode(path.read_bytes()))
    collector.page = 1 if paged else None
    table: int | None = None
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")):
        for turned, part in enumerate(line.split("\f")):
            if turned and collector.page:
                collector.page += 1
            table = _add(collector, part, table)
    return collector.done("text")


def _add(collector: LineCollector, line: str, table: int | None) -> int | None:
    cells = cells_of(line)
    if not cells:
        collector.text(_MD_HEADING.sub("", line))
        return table if not line.strip() else None
    number = table or collector.new_table()
    collector.row(cells, number)
    return number


def cells_of(line: str) -> list[str]:
    """The cells of a line that is a row, [] for one that is not."""
    if "\t" in line:
        cells = [cell.strip() for cell in line.split("\t")]
        return cells if any(cells) else []
    if line.count("|") >= 2 and line.strip().startswith("|") and not _RULE.match(line):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    if _GAP.search(line.strip()) and not line.lstrip().startswith(("-", "•", "*")):
        return [cell.strip() for cell in _GAP.split(line.strip())]
    return []


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
