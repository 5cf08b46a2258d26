"""Plain text: tabs, pipes or wide gaps part the cells of a row; a form feed turns the page."""

import re
from pathlib import Path

from joinedup.planning.reading.document import LineCollector, PlanDocument
from joinedup.planning.reading.running import without_running

_RULE = re.compile(r"^[\s|:+=_\-–—]+$")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_MD_RULE = re.compile(r"^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_MD_HEADING = re.compile(r"^#{1,6}\s+")


def read_text(path: Path) -> PlanDocument:
    """The file's lines; UTF-8, UTF-16 or Windows-1252, whichever fits first."""
    collector = LineCollector(path.name)
    text = _decode(path.read_bytes())
    collector.page = 1 if "\f" in text else None
    lines = re.split(r"\r\n|\r|\n", text.removesuffix("\n"))
    table: int | None = None
    for at, line in enumerate(lines):
        for turned, part in enumerate(line.split("\f")):
            if turned and collector.page:
                collector.page += 1
            table = _add(collector, part, _cells(lines, at, part), table)
    collector.lines = without_running(collector.lines)
    return collector.done("text")


def _add(collector: LineCollector, line: str, cells: list[str], table: int | None) -> int | None:
    if table and _MD_RULE.match(line):  # the line under a table's heading
        collector.text(line, role="furniture")
        return table
    if not cells:
        collector.text(_MD_HEADING.sub("", line))
        return table if not line.strip() else None
    number = table or collector.new_table()
    collector.row(cells, number)
    return number


def _cells(lines: list[str], at: int, line: str) -> list[str]:
    """The cells of a line that is a row, [] for one that is not."""
    if "\t" in line:
        cells = [cell.strip() for cell in line.split("\t")]
        return cells if any(cells) else []
    if line.count("|") >= 2 and line.strip().startswith("|") and not _RULE.match(line):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    if _spaced(line):
        return _aligned(_parts(line), _columns(lines, at))
    if _indented(line) and at and (_spaced(lines[at - 1]) or _indented(lines[at - 1])):
        return _rest_of_cell(line, _columns(lines, at))
    return []


def _spaced(line: str) -> bool:
    return bool(_GAP.search(line.rstrip())) and "\t" not in line and not line.lstrip().startswith(("-", "•", "*", "|"))


def _indented(line: str) -> bool:
    """True for words far from the margin, as the rest of a cell stands below its column."""
    return len(line) - len(line.lstrip(" ")) >= 8 and bool(line.strip()) and "\t" not in line


def _rest_of_cell(line: str, columns: list[int]) -> list[str]:
    """The row of a line that stands below one column beyond the first, [] where it stands below none."""
    indent = len(line) - len(line.lstrip(" "))
    at = next((n for n, column in enumerate(columns) if n and abs(column - indent) <= 1), None)
    return [line.strip() if n == at else "" for n in range(len(columns))] if at else []


def _parts(line: str) -> list[tuple[int, str]]:
    """Words parted by wide gaps, with the place where each begins."""
    return [(match.start(), match[0].strip()) for match in re.finditer(r"\S+(?: {1,2}\S+)*", line)]


def _columns(lines: list[str], at: int) -> list[int]:
    """Where the columns begin in the run of spaced lines round this one: places at which several lines begin a part."""
    first = last = at
    while first > 0 and (_spaced(lines[first - 1]) or _indented(lines[first - 1])):
        first -= 1
    while last + 1 < len(lines) and (_spaced(lines[last + 1]) or _indented(lines[last + 1])):
        last += 1
    run = [line for line in lines[first : last + 1] if _spaced(line)]
    starts = sorted({start for line in run for start, _ in _parts(line)})
    columns: list[int] = []
    for start in starts:
        if not columns or start - columns[-1] > 2:
            columns.append(start)
    return columns


def _aligned(parts: list[tuple[int, str]], columns: list[int]) -> list[str]:
    """A cell for each column; where nothing stands below anything, the parts as they come."""
    if len(columns) > max(8, 2 * len(parts)):
        return [text for _, text in parts]
    cells = [""] * len(columns)
    for start, text in parts:
        at = max((n for n, column in enumerate(columns) if column <= start + 2), default=0)
        cells[at] = f"{cells[at]} {text}".strip()
    return cells


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
