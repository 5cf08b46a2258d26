"""Plans written out: Word that a council would send, Excel in the return's shape, a page for the public."""

from joinedup.planning.export.outline import headings_of
from joinedup.planning.export.page import export_html
from joinedup.planning.export.sheet import export_xlsx
from joinedup.planning.export.word import export_docx

__all__ = ["export_docx", "export_html", "export_xlsx", "headings_of"]
