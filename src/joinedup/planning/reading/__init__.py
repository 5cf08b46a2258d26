"""Documents into lines: one reader a format, behind one function."""

import re
from dataclasses import replace
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.planning.reading.document import PlanDocument
from joinedup.planning.reading.guard import kind_of
from joinedup.planning.reading.pdf import read_pdf
from joinedup.planning.reading.sheet import read_sheet
from joinedup.planning.reading.text import read_text
from joinedup.planning.reading.word import read_word

__all__ = ["PlanDocument", "read_document"]

_READERS = {"word": read_word, "sheet": read_sheet, "pdf": read_pdf, "text": read_text}
_EXPECTED = {".docx": "word", ".docm": "word", ".xlsx": "sheet", ".xlsm": "sheet", ".pdf": "pdf", ".txt": "text"}
_NAMES = {"word": "a Word document", "sheet": "an Excel workbook", "pdf": "a PDF", "text": "plain text"}
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def read_document(path: Path) -> PlanDocument:
    """The document as numbered lines, whatever its name claims it to be.

    Raises:
        CannotReadPlan: see the readers; always with what to do next.
    """
    kind = kind_of(path)
    document = _READERS[kind](path)
    notices = (*document.notices, *_misnamed(path, kind), *_right_to_left(document))
    lines = tuple(
        replace(line, text=_BIDI.sub("", line.text)) if _BIDI.search(line.text) else line for line in document.lines
    )
    return replace(document, lines=lines, notices=notices)


def _misnamed(path: Path, kind: str) -> list[Finding]:
    expected = _EXPECTED.get(path.suffix.lower(), kind)
    if expected == kind:
        return []
    message = f"the file is named {path.suffix} but is {_NAMES[kind]}; it was read as {_NAMES[kind]}"
    fix = "give the file its proper name, and check that the right file was sent"
    return [Finding("file-misnamed", Severity.WARNING, message, fix, Where(file=path.name))]


def _right_to_left(document: PlanDocument) -> list[Finding]:
    found = [line for line in document.lines if len(_RIGHT_TO_LEFT.findall(line.text)) > len(line.text) / 4]
    if not found:
        return []
    message = f"{len(found)} lines are in a script written from right to left; they were kept but not judged"
    where = Where(file=document.name, line=found[0].number, page=found[0].page)
    return [Finding("right-to-left-text", Severity.ADVICE, message, "add a translation beside them", where)]
