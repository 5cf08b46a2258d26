"""Blocks into files: text with tabs or spaced columns, Word with real tables, and a plain PDF of our own."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

from docx import Document

from joinedup.planning.examples.layout import Block


def write_text(blocks: Sequence[Block], path: Path, *, width: int | None = None, gap: str = "\t") -> Path:
    """Plain text; ``width`` breaks lines hard, ``gap`` parts the cells of a row."""
    lines: list[str] = []
    for block in blocks:
        if block.kind == "rows":
            lines += [_text_row(row, block.rows, gap) for row in block.rows]
        else:
            lines += textwrap.wrap(block.text, width) if width and len(block.text) > width else [block.text]
            lines += [""] if block.text else []
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _text_row(row: tuple[str, ...], rows: tuple[tuple[str, ...], ...], gap: str) -> str:
    """Cells parted by tabs, or padded so that columns stand below each other."""
    cells = [cell.replace("\n", " ") for cell in row]
    if gap == "\t":
        return gap.join(cells)
    widths = [max(len(other[at]) for other in rows) for at in range(len(row))]
    return gap.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def write_word(blocks: Sequence[Block], path: Path, *, framed: bool = False) -> Path:
    """A Word document; rows that follow each other become one table; ``framed`` puts every paragraph into a table."""
    document = Document()
    rows: list[tuple[str, ...]] = []
    for block in [*blocks, Block("text", "")]:
        if block.kind == "rows" and (not rows or len(rows[0]) == len(block.rows[0])):
            rows += block.rows
            continue
        _table(document, rows)
        rows = list(block.rows)
        if block.kind == "heading":
            document.add_heading(block.text, level=2)
        elif block.text and framed:
            document.add_table(rows=1, cols=1).cell(0, 0).text = block.text
        elif block.text:
            document.add_paragraph(block.text)
    document.save(str(path))
    return path


def _table(document: object, rows: list[tuple[str, ...]]) -> None:
    if not rows:
        return
    table = document.add_table(rows=len(rows), cols=len(rows[0]))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text


class _Page:
    """One page's drawing orders, from the top down; sizes in points on A4."""

    def __init__(self) -> None:
        self.orders: list[str] = []
        self.top = 790.0

    def text(self, left: float, top: float, words: str, size: int = 10) -> None:
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.orders.append(f"BT /F1 {size} Tf {left:.1f} {top:.1f} Td ({escaped}) Tj ET")

    def box(self, left: float, bottom: float, width: float, height: float) -> None:
        self.orders.append(f"{left:.1f} {bottom:.1f} {width:.1f} {height:.1f} re S")


LEFT, WIDTH, LEAD, SIZE = 50.0, 495.0, 13.0, 10
CHARACTER = 5.2  # points; Helvetica's letters at size 10 are about this wide


def write_pdf(blocks: Sequence[Block], path: Path, *, ruled: bool = True) -> Path:
    """A PDF of text and tables; without rules the columns are told by their gaps alone."""
    pages = [_Page()]
    for block in blocks:
        if block.kind == "rows":
            for row in block.rows:
                _pdf_row(pages, row, ruled=ruled)
            pages[-1].top -= 6
        elif block.text:
            for line in textwrap.wrap(block.text, int(WIDTH / CHARACTER)):
                _room(pages, LEAD).text(LEFT, pages[-1].top, line)
            pages[-1].top -= 9
    path.write_bytes(_pdf(pages))
    return path


def _room(pages: list[_Page], height: float) -> _Page:
    if pages[-1].top - height < 50:
        pages.append(_Page())
    pages[-1].top -= height
    return pages[-1]


def _pdf_row(pages: list[_Page], row: tuple[str, ...], *, ruled: bool) -> None:
    width = WIDTH / len(row)
    cells = [
        [line for part in cell.split("\n") for line in textwrap.wrap(part, int((width - 16) / CHARACTER)) or [""]]
        for cell in row
    ]
    height = LEAD * max(len(cell) for cell in cells) + 4
    page = _room(pages, height)
    for column, lines in enumerate(cells):
        if ruled:
            page.box(LEFT + column * width, page.top, width, height)
        for number, line in enumerate(lines):
            page.text(LEFT + column * width + 4, page.top + height - LEAD * (number + 1) + 2, line)


def _pdf(pages: Sequence[_Page]) -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, page in enumerate(pages):
        drawing = "\n".join(page.orders)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawing.encode('cp1252', 'replace'))} >>\nstream\n{drawing}\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
