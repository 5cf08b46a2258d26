"""Word: paragraphs and table rows in reading order, straight from the document's XML.

Inserted text counts and deleted text does not; merged cells keep their columns; a table of one cell is only a frame;
headers, footers and notes follow the body, so that a DRAFT in the margin is seen.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from joinedup.basics.finding import Severity
from joinedup.planning.reading.document import LineCollector, PlanDocument
from joinedup.planning.reading.guard import check_zip, problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "rPr", "pPr", "delText", "sdtPr", "tblPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TAG = "joinedup:"
_MARGINS = ("/header", "/footer", "/footnotes", "/endnotes")


def read_word(path: Path) -> PlanDocument:
    """The document's paragraphs and rows.

    Raises:
        CannotReadPlan: the file claims to be a Word document and is not a whole one.
    """
    archive = check_zip(path)
    collector = LineCollector(path.name, page=1)
    try:
        document = Document(str(path))
        body = document.element.body
    except (KeyError, ValueError, PackageNotFoundError, SyntaxError, zipfile.BadZipFile, AttributeError) as damage:
        raise problem(path, "is damaged", "open it in Word and save a copy") from damage
    _blocks(body, collector)
    _margins(document, collector)
    _notices(body, archive.namelist(), collector)
    return replace(collector.done("word"), tagged=tuple(_tagged(body)))


def _blocks(parent: Any, collector: LineCollector) -> None:
    for element in parent:
        if collector.full:
            return
        if element.tag == f"{_W}p":
            _paragraph(element, collector)
        elif element.tag == f"{_W}tbl":
            _table(element, collector)
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"}:
            _blocks(element, collector)


def _paragraph(element: Any, collector: LineCollector) -> None:
    breaks = sum(1 for _ in element.iter(f"{_W}lastRenderedPageBreak"))
    breaks += sum(1 for br in element.iter(f"{_W}br") if br.get(f"{_W}type") == "page")
    for part in _text(element).split("\n"):
        collector.text(part)
    collector.page = (collector.page or 1) + breaks


def _table(element: Any, collector: LineCollector) -> None:
    number = collector.new_table()
    for row in _rows(element):
        cells = _cells_of_row(row)
        if len(cells) == 1:
            _blocks(cells[0], collector)
            continue
        collector.row(_texts(cells), number)
        collector.page = (collector.page or 1) + sum(1 for _ in row.iter(f"{_W}lastRenderedPageBreak"))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"}:
            yield from _rows(child)


def _cells_of_row(row: Any) -> list[Any]:
    cells = []
    for child in row:
        if child.tag == f"{_W}tc":
            cells.append(child)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
            cells.extend(_cells_of_row(child))
    return cells


def _texts(cells: list[Any]) -> list[str]:
    """The words of each cell; a cell over several columns is followed by empty ones."""
    texts = []
    for cell in cells:
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        texts.append(_cell_text(cell))
        width = span.get(f"{_W}val", "1") if span is not None else "1"
        texts.extend([""] * (min(int(width), 60) - 1 if width.isdigit() else 0))
    return texts


def _cell_text(cell: Any) -> str:
    parts = []
    for child in cell:
        if child.tag == f"{_W}tbl":
            parts += [" | ".join(_texts(_cells_of_row(row))) for row in _rows(child)]
        elif child.tag in {f"{_W}p", f"{_W}sdt", f"{_W}ins"}:
            parts.append(_text(child).replace("\t", " "))
    return "\n".join(part for part in parts if part.strip())


def _text(element: Any) -> str:
    pieces: list[str] = []
    _gather(element, pieces)
    return "".join(pieces)


def _gather(element: Any, pieces: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or tag == _FALLBACK or not isinstance(tag, str):
            continue
        if tag == f"{_W}t":
            pieces.append(child.text or "")
        elif tag in {f"{_W}tab", f"{_W}ptab"}:
            pieces.append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{_W}p":
            pieces.append("\n")
            _gather(child, pieces)
        else:
            _gather(child, pieces)


def _tagged(body: Any) -> Iterator[tuple[str, str]]:
    """Answers in content controls that carry a key, as our own export writes them."""
    for control in body.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        name = tag.get(f"{_W}val", "") if tag is not None else ""
        content = control.find(f"{_W}sdtContent")
        if name.startswith(TAG) and content is not None:
            yield name.removeprefix(TAG), "\n".join(_tagged_lines(content))


def _tagged_lines(content: Any) -> Iterator[str]:
    for child in content:
        if child.tag == f"{_W}p":
            yield _text(child)
        elif child.tag == f"{_W}tbl":
            for row in _rows(child):
                yield "\t".join(_cell_text(cell) for cell in _cells_of_row(row))


def _margins(document: Any, collector: LineCollector) -> None:
    seen = set()
    for part in document.part.package.iter_parts():
        if not str(part.partname).startswith("/word") or not any(name in str(part.partname) for name in _MARGINS):
            continue
        for paragraph in _parsed(part).iter(f"{_W}p"):
            text = _text(paragraph).strip()
            if text and text not in seen:
                seen.add(text)
                collector.text(text, role="furniture")


def _parsed(part: Any) -> Any:
    element = getattr(part, "element", None)
    if element is not None:
        return element
    from docx.oxml import parse_xml  # noqa: PLC0415 - only notes need it

    return parse_xml(part.blob)


def _notices(body: Any, names: list[str], collector: LineCollector) -> None:
    collector.page = None
    changes = sum(1 for tag in ("ins", "del", "moveFrom") for _ in body.iter(f"{_W}{tag}"))
    comments = sum(1 for _ in body.iter(f"{_W}commentReference"))
    pictures = sum(1 for tag in ("drawing", "pict") for _ in body.iter(f"{_W}{tag}"))
    if changes:
        collector.notice(
            "tracked-changes",
            Severity.WARNING,
            f"the document still has {changes} tracked changes; it was read as if all were accepted",
            "accept or reject the changes in Word, then save",
        )
    if comments:
        collector.notice(
            "comments-left-in",
            Severity.WARNING,
            f"the document still has {comments} comments in its margin; they were not read",
            "settle the comments and delete them before the plan is sent",
        )
    if pictures:
        collector.notice(
            "pictures-not-read",
            Severity.ADVICE,
            f"{pictures} pictures or drawings were not read",
            "say in words what a picture shows",
        )
    if any("vbaProject" in name for name in names):
        collector.notice(
            "macros",
            Severity.WARNING,
            "the document carries macros; they were not run",
            "save it as .docx without macros",
        )
