"""Made-up plans for the demo and the tests: flawless ones, many layouts, and flaws to plant on purpose."""

from joinedup.planning.examples.example import Example, made_up
from joinedup.planning.examples.layout import Layout, laid_out, random_layout
from joinedup.planning.examples.workbook import made_up_part2, write_workbook
from joinedup.planning.examples.writing import write_pdf, write_text, write_word

__all__ = [
    "Example",
    "Layout",
    "laid_out",
    "made_up",
    "made_up_part2",
    "random_layout",
    "write_pdf",
    "write_text",
    "write_word",
    "write_workbook",
]
