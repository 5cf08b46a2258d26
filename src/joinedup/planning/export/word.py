"""Word: the form with its answers. Each answer stands in a content control that carries its key, so that the document
may be edited in Word and read back without guessing."""

import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from joinedup.planning.export.outline import Item, columns_of, outline, year_of
from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.reading.word import TAG
from joinedup.planning.templates import Template, templates

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANNEXES = {
    "scheme": ("Annex 1 – Detailed scheme description", "a1"),
    "provider": ("Annex 2 – Provider commentary", "a2"),
}


def export_docx(plan: Plan, path: Path | str) -> Path:
    """Writes the plan as a Word document; ``read_plan`` gives the same plan back.

    Returns:
        the path written.
    """
    document = Document()
    document.core_properties.title = plan.name
    document.add_heading(templates()[plan.template].title, level=1)
    _tagged(document.element.body, "template", plan.template, hidden=True)
    for item in outline(plan):
        _item(document, item, templates()[plan.template])
    _annexes(document, plan)
    _unplaced(document, plan)
    document.save(str(path))
    return Path(path)


def _item(document: Any, item: Item, template: Template) -> None:
    if item.heading or item.question is None:
        document.add_heading(item.heading or "", level=2)
        return
    document.add_heading(item.question.ask, level=3)
    for answer in item.answers:
        if year_of(answer.key):
            document.add_paragraph(year_of(answer.key))
        _tagged(document.element.body, answer.key, answer.raw)
    if item.rows:
        _table(document, item.rows, template)


def _table(document: Any, rows: tuple[Row, ...], template: Template) -> None:
    columns = columns_of(template, rows)
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, columns.values(), strict=True):
        cell.text = title
    for row in rows:
        cells = table.add_row().cells
        for cell, key in zip(cells, columns, strict=True):
            field = row.get(key)
            if field is not None:
                _tagged(cell._tc, _row_tag(row, field), field.raw, before_last=True)


def _annexes(document: Any, plan: Plan) -> None:
    template = templates()[plan.template]
    for kind, (title, _) in _ANNEXES.items():
        rows = plan.of_kind(kind)
        if rows:
            document.add_heading(title, level=2)
        for row in rows:
            for field in row.fields:
                question = template.question(field.key)
                document.add_paragraph(question.ask if question else field.key, style="Heading 4")
                _tagged(document.element.body, _row_tag(row, field), field.raw)


def _unplaced(document: Any, plan: Plan) -> None:
    if plan.unplaced:
        document.add_heading("Other words of the document", level=2)
        for item in plan.unplaced:
            _tagged(document.element.body, "unplaced", item.text)


def _row_tag(row: Row, field: FieldValue) -> str:
    return f"row/{row.kind}/{row.number}/{field.key}"


def _tagged(parent: Any, key: str, text: str, *, before_last: bool = False, hidden: bool = False) -> None:
    """A content control with the answer; tabs become tables, line ends become paragraphs."""
    control, properties, content = (OxmlElement(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    tag = OxmlElement("w:tag")
    tag.set(qn("w:val"), f"{TAG}{key}")
    properties.append(tag)
    control.append(properties)
    control.append(content)
    lines = _FORBIDDEN.sub("", text).split("\n")
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].count("\t") == lines[at].count("\t") > 0 and not before_last:
            end += 1
        content.append(_rows(lines[at:end]) if end > at else _paragraph(lines[at], hidden=hidden))
        at = max(end, at + 1)
    last = parent[-1] if len(parent) else None
    if last is not None and (before_last or last.tag == qn("w:sectPr")):
        last.addprevious(control)
    else:
        parent.append(control)


def _paragraph(text: str, *, hidden: bool = False) -> Any:
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    if hidden:
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:vanish"))
        run.append(properties)
    for number, part in enumerate(text.split("\t")):
        if number:
            run.append(OxmlElement("w:tab"))
        words = OxmlElement("w:t")
        words.text = part
        words.set(qn("xml:space"), "preserve")
        run.append(words)
    paragraph.append(run)
    return paragraph


def _rows(lines: list[str]) -> Any:
    table, properties, style = (OxmlElement(name) for name in ("w:tbl", "w:tblPr", "w:tblStyle"))
    style.set(qn("w:val"), "TableGrid")
    properties.append(style)
    table.append(properties)
    grid = OxmlElement("w:tblGrid")
    for _ in lines[0].split("\t"):
        grid.append(OxmlElement("w:gridCol"))
    table.append(grid)
    for line in lines:
        row = OxmlElement("w:tr")
        for part in line.split("\t"):
            cell = OxmlElement("w:tc")
            cell.append(_paragraph(part))
            row.append(cell)
        table.append(row)
    return table
