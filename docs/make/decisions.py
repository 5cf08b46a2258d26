"""The list of decisions: the title of each."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "decisions"
INTRODUCTION = """# Decisions

What could be built, what was chosen, and what was refused and why. A decision is not edited once others build on it:
a later one takes its place and says so.

"""


def page() -> str:
    """Markdown."""
    files = sorted(path for path in FOLDER.glob("*.md") if re.match(r"\d{4}-", path.name))
    return INTRODUCTION + "".join(f"- [{_title(path)}]({path.name})\n" for path in files)


def _title(path: Path) -> str:
    return path.read_text("utf-8").splitlines()[0].removeprefix("# ").strip()
