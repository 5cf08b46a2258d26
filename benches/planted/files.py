"""Blocks into files: Word, Excel, text in several hands, and PDF as a browser prints it."""

import html
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from docx import Document
from openpyxl import Workbook
from paper import Block
from pdfminer.high_level import extract_text

STYLE = """body{font:11pt Arial;margin:0} h2{font-size:13pt} p{margin:4pt 0} td,th{padding:3pt 5pt;vertical-align:top;
text-align:left} table{width:100%;border-collapse:collapse;margin:6pt 0} tr{break-inside:auto}"""
RULED = "td,th{border:1px solid #555}"


def write(blocks: Sequence[Block], folder: Path, name: str, kind: str, browser: Any = None) -> Path:
    """The blocks as a file of that kind."""
    match kind:
        case "docx":
            return _word(blocks, folder / f"{name}.docx")
        case "xlsx":
            return _sheet(blocks, folder / f"{name}.xlsx")
        case "txt" | "md" | "wrapped":
            path = folder / f"{name}.txt"
            path.write_text(_text(blocks, kind), "utf-8")
            return path
        case _:
            return _pdf(blocks, folder, name, kind, browser)


def _word(blocks: Sequence[Block], path: Path) -> Path:
    document = Document()
    for block in blocks:
        if block.kind == "h":
            document.add_heading(block.text, level=2)
        elif block.kind == "p":
            document.add_paragraph(block.text)
        elif block.kind == "b":
            document.add_paragraph(block.text, style="List Bullet")
        elif block.kind == "x":
            cell = document.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0)
            for n, inner in enumerate(block.inside):
                paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                paragraph.text = f"• {inner.text}" if inner.kind == "b" else inner.text
        else:
            _word_table(document, block.rows)
    document.save(str(path))
    return path


def _word_table(document: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    document.add_paragraph("")


def _sheet(blocks: Sequence[Block], path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for block in blocks:
        if block.kind == "h" and block.text.startswith("ANNEX"):
            sheet = book.create_sheet(f"{block.text[:7]} {len(book.worksheets)}")
        if block.kind in {"h", "p", "b"}:
            sheet.append([f"• {block.text}" if block.kind == "b" else block.text])
        elif block.kind == "x":
            sheet.append(["\n".join(inner.text for inner in block.inside)])
        else:
            for row in block.rows:
                sheet.append([_typed(cell) for cell in row])
            sheet.append([])
    book.save(str(path))
    return path


def _typed(cell: str) -> Any:
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+|-?\d+", cell):
        return int(cell.replace(",", ""))
    return cell


def _text(blocks: Sequence[Block], kind: str) -> str:
    lines: list[str] = []
    for block in blocks:
        if block.kind == "t":
            lines += _text_rows(block.rows, kind)
        elif block.kind == "x":
            lines += [inner.text for inner in block.inside]
        elif kind == "md" and block.kind == "h":
            lines.append(f"## {block.text}")
        elif block.kind == "b":
            lines += _wrap(f"- {block.text}", kind)
        else:
            lines += _wrap(block.text, kind)
        lines.append("")
    return "\n".join(lines)


def _wrap(text: str, kind: str) -> list[str]:
    return textwrap.wrap(text, 84) or [""] if kind == "wrapped" else [text]


def _text_rows(rows: tuple[tuple[str, ...], ...], kind: str) -> list[str]:
    plain = [tuple(cell.replace("\n", " ") for cell in row) for row in rows]
    if kind == "md":
        marks = "|" + "|".join(" --- " for _ in rows[0]) + "|"
        shown = ["| " + " | ".join(row) + " |" for row in plain]
        return [shown[0], marks, *shown[1:]]
    if kind == "txt":
        return ["\t".join(row) for row in plain]
    if len(rows[0]) == 1:
        return [line for row in plain for line in textwrap.wrap(row[0], 84) or [""]]
    return _columns(plain)


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    """Columns of a fixed-width page: each cell wrapped in its own column."""
    count = len(rows[0])
    widths = [
        max(
            8,
            int(
                96
                * min(60, max(len(row[n]) for row in rows) + 2)
                / sum(min(60, max(len(row[m]) for row in rows) + 2) for m in range(count))
            ),
        )
        for n in range(count)
    ]
    lines = []
    for row in rows:
        cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for at in range(max(len(cell) for cell in cells)):
            parts = [
                (cell[at] if at < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True)
            ]
            lines.append("    ".join(parts).rstrip())
    return lines


def page_of(blocks: Sequence[Block], *, ruled: bool) -> str:
    """The blocks as a page of HTML."""
    body = "".join(_html(block) for block in blocks)
    return f"<html><head><style>{STYLE}{RULED if ruled else ''}</style></head><body>{body}</body></html>"


def _html(block: Block) -> str:
    text = html.escape(block.text)
    match block.kind:
        case "h":
            return f"<h2>{text}</h2>"
        case "p":
            return f"<p>{text or '&nbsp;'}</p>"
        case "b":
            return f"<ul style='margin:2pt 0'><li>{text}</li></ul>"
        case "x":
            inside = "".join(_html(inner) for inner in block.inside)
            return f"<table><tr><td>{inside}</td></tr></table>"
        case _:
            rows = "".join("<tr>" + "".join(f"<td>{_lines(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
            return f"<table>{rows}</table>"


def _lines(cell: str) -> str:
    return "<br>".join(html.escape(line) for line in cell.split("\n"))


def _pdf(blocks: Sequence[Block], folder: Path, name: str, kind: str, browser: Any) -> Path:
    path = folder / f"{name}.pdf"
    page = browser.new_page()
    page.set_content(page_of(blocks, ruled=kind == "pdf"))
    page.pdf(path=str(path), format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "2cm"))
    page.close()
    if kind in {"pdf", "pdf-bare"}:
        return path
    ragged = folder / f"{name}.txt"
    ragged.write_text(_text_of(path, kind), "utf-8")
    path.unlink()
    return ragged


def _text_of(path: Path, kind: str) -> str:
    """A PDF's words as common tools take them out: in boxes, line by line, or keeping their places."""
    if kind == "ragged":
        return str(extract_text(str(path)))
    with pdfplumber.open(path) as document:
        return "\n\f".join(page.extract_text(layout=kind == "placed") for page in document.pages)
