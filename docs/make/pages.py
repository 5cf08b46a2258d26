"""The pages made from the code: where each is and what makes it."""

from pathlib import Path

import checks
import commands
import contracts
import lists
import measures
import problems

DOCS = Path(__file__).resolve().parents[1]
NOTICE = "<!-- Made by 'make docs'. Change what it is made from, not this page. -->\n\n"
MAKERS = {
    "reference/commands.md": commands.page,
    "reference/contracts.md": contracts.page,
    "reference/measures.md": measures.page,
    "reference/checks.md": checks.page,
    "reference/problems.md": problems.page,
    "decisions/README.md": lists.decisions,
    "explain/README.md": lists.explained,
}


def made(name: str) -> str:
    """The text of one page, as the code stands now."""
    return NOTICE + MAKERS[name]().rstrip() + "\n"
