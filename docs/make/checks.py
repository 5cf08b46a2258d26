"""The page of plan checks: each rule in words, and why it matters."""

from marks import table

from joinedup.planning import CHECKS, TEMPLATES

INTRODUCTION = """# Plan checks

`joinedup plan check` reads a Better Care Fund plan and judges it by these rules. Each finding names its code, its
place in the document and what to do. Only an error makes the command end with 1.

"""


def page() -> str:
    """Markdown."""
    forms = table(
        ["template", "form", "deadline"],
        [(f"`{one.id}`", one.title, f"{one.deadline:%-d %B %Y}") for one in TEMPLATES.values()],
    )
    rules = [(f"`{one.code}`", one.severity, one.title, one.why, one.example, one.fix) for one in CHECKS.values()]
    return (
        INTRODUCTION
        + table(["code", "severity", "finds", "why it matters", "for example", "what to do"], rules)
        + "\n## The forms it knows\n\n"
        + forms
    )
