"""Pages that list the pages of a folder by their titles: decisions, and what is explained."""

from pathlib import Path

DOCS = Path(__file__).resolve().parents[1]
DECISIONS = """# Decisions

What could be built, what was chosen, and what was refused and why. A decision is not edited once others build on it:
a later one takes its place and says so.

"""
EXPLAINED = """# Explained

How things work, and why they are so.

"""


def decisions() -> str:
    """Markdown."""
    return DECISIONS + _listed("decisions")


def explained() -> str:
    """Markdown."""
    return EXPLAINED + _listed("explain")


def _listed(folder: str) -> str:
    files = sorted(path for path in (DOCS / folder).glob("*.md") if path.name != "README.md")
    return "".join(f"- [{_title(path)}]({path.name})\n" for path in files)


def _title(path: Path) -> str:
    return (
        next(line for line in path.read_text("utf-8").splitlines() if line.startswith("# ")).removeprefix("# ").strip()
    )
