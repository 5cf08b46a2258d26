"""A version as a file to take away."""

import tempfile
from pathlib import Path

from joinedup import planning
from joinedup.web.planning.models import PlanVersion

KINDS_OUT = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
"""What a plan can be taken away as, and what a browser is told of it."""


def exported(version: PlanVersion, kind: str) -> tuple[bytes, str]:
    """The bytes of the file and its content type."""
    if kind == "html":
        return planning.export_html(version.read).encode("utf-8"), KINDS_OUT[kind]
    write = planning.export_docx if kind == "docx" else planning.export_xlsx
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"plan.{kind}"
        write(version.read, file)
        return file.read_bytes(), KINDS_OUT[kind]
