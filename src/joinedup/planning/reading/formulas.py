"""Formulas that nobody has worked out: a workbook made by a program may hold them without the values they give.

What declares entities has been refused before a sheet is read here.
"""

import zipfile
from xml.etree.ElementTree import Element, iterparse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STEP = 1 << 20


def has_unworked(archive: zipfile.ZipFile, part: str) -> bool:
    """True when a sheet has a formula without the value that Excel keeps beside it. No words at all are a value too."""
    if part not in archive.namelist() or not _has_formulas(archive, part):
        return False
    with archive.open(part) as sheet:
        for _, found in iterparse(sheet):  # noqa: S314
            if found.tag == f"{_MAIN}c" and _is_unworked(found):
                return True
            if found.tag == f"{_MAIN}row":
                found.clear()
    return False


def _is_unworked(cell: Element) -> bool:
    return cell.find(f"{_MAIN}f") is not None and not cell.findtext(f"{_MAIN}v") and cell.get("t") != "str"


def _has_formulas(archive: zipfile.ZipFile, part: str) -> bool:
    """Most sheets have none, and are not read a second time for it."""
    with archive.open(part) as sheet:
        last = b""
        while more := sheet.read(_STEP):
            last = last[-8:] + more
            if any(tag in last for tag in (b"<f>", b"<f ", b":f>", b":f ", b"f/>")):
                return True
    return False
