"""PDF: ruled tables become rows; other words become paragraphs, joined where the page only broke the line."""

from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from joinedup.basics.finding import Severity
from joinedup.planning.errors import CannotReadPlan
from joinedup.planning.reading.columns import PageBlock
from joinedup.planning.reading.document import LineCollector, PlanDocument
from joinedup.planning.reading.guard import problem
from joinedup.planning.reading.page import blocks_of
from joinedup.planning.reading.running import without_running
from joinedup.planning.reading.unpacking import UnpacksToTooMuchError, limited

MAX_PAGES = 500


def read_pdf(path: Path) -> PlanDocument:
    """The document's paragraphs and rows with their pages.

    Raises:
        CannotReadPlan: locked, damaged, or pictures of pages without text.
    """
    with limited() as limit:
        try:
            document = _read(path)
        except (CannotReadPlan, UnpacksToTooMuchError):
            if not limit.broken:
                raise
        if limit.broken:
            raise problem(
                path, "would unpack to far more than a plan can hold", "print it to PDF again from the program it is of"
            )
    return document


def _read(path: Path) -> PlanDocument:
    collector = LineCollector(path.name)
    try:
        with pdfplumber.open(path) as document:
            pages = [_blocks(page) for page in document.pages[:MAX_PAGES]]
            count = len(document.pages)
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as locked:
        raise problem(path, "is locked with a password", "save a copy without a password") from locked
    except (PdfminerException, MalformedPDFException, PDFSyntaxError, ValueError, KeyError, TypeError) as damage:
        if isinstance(damage.__cause__ or (damage.args[0] if damage.args else None), PDFPasswordIncorrect):
            raise problem(path, "is locked with a password", "save a copy without a password") from damage
        raise problem(path, "is damaged", "print it to PDF again from the program that made it") from damage
    if not any(pages):
        raise problem(
            path, "holds pictures of pages, not text", "ask for the Word file, or run text recognition (OCR) over it"
        )
    _collect(pages, collector)
    _page_notices(pages, count, collector)
    return collector.done("pdf")


def _blocks(page: Any) -> list[PageBlock]:
    blocks = blocks_of(page)
    page.close()
    return blocks


def _collect(pages: list[list[PageBlock]], collector: LineCollector) -> None:
    for number, blocks in enumerate(pages, 1):
        collector.page = number
        tables: dict[int, int] = {}
        for block in blocks:
            if block.cells:
                collector.row(list(block.cells), tables.setdefault(block.table, 0) or _new(collector, tables, block))
            else:
                collector.text(block.text)
    collector.lines = without_running(collector.lines)


def _new(collector: LineCollector, tables: dict[int, int], block: PageBlock) -> int:
    tables[block.table] = collector.new_table()
    return tables[block.table]


def _page_notices(pages: list[list[PageBlock]], count: int, collector: LineCollector) -> None:
    empty = [number for number, blocks in enumerate(pages, 1) if not blocks]
    collector.page = empty[0] if empty else None
    if empty:
        shown = ", ".join(str(number) for number in empty[:10])
        collector.notice(
            "pages-without-text",
            Severity.WARNING,
            f"{len(empty)} of {len(pages)} pages hold no text (page {shown}): pictures, or scanned",
            "ask for these pages as text; nothing on them was read",
        )
    if count > MAX_PAGES:
        collector.page = MAX_PAGES
        collector.notice(
            "document-cut",
            Severity.WARNING,
            f"the document has {count} pages: only the first {MAX_PAGES} were read",
            "send the plan without its appendices",
        )
