"""A page for the public: the plan's words under headings, its rows as tables, nothing that needs a script."""

from collections.abc import Iterator
from html import escape

from joinedup.planning.export.outline import columns_of, outline, year_of
from joinedup.planning.plan import Plan, Row
from joinedup.planning.templates import Template, templates


def export_html(plan: Plan) -> str:
    """A whole HTML document, every word of the plan escaped."""
    title = escape(plan.get("1a.local_authority").text if plan.get("1a.local_authority") else plan.name)  # type: ignore[union-attr]
    body = "\n".join(_body(plan))
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        f"<title>Better Care Fund plan: {title}</title></head>\n"
        f"<body>\n<main>\n<h1>Better Care Fund plan: {title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(plan: Plan) -> Iterator[str]:
    for item in outline(plan):
        if item.question is None:
            yield f"<h2>{escape(item.heading or '')}</h2>"
            continue
        yield f"<h3>{escape(item.question.ask)}</h3>"
        for answer in item.answers:
            year = year_of(answer.key)
            yield from ([f"<p>{year}: {escape(answer.text)}</p>"] if year else _paragraphs(answer.text))
        if item.rows:
            yield _table(templates()[plan.template], item.rows)
    yield from _annexes(plan)


def _paragraphs(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.strip():
            yield f"<p>{escape(line)}</p>"


def _table(template: Template, rows: tuple[Row, ...]) -> str:
    columns = columns_of(template, rows)
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in columns.values())
    body = "".join("<tr>" + "".join(f"<td>{escape(row.text(key))}</td>" for key in columns) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _annexes(plan: Plan) -> Iterator[str]:
    template = templates()[plan.template]
    for kind, title in (("scheme", "Schemes"), ("provider", "What providers say")):
        rows = plan.of_kind(kind)
        if rows:
            yield f"<h2>{title}</h2>"
        for row in rows:
            for field in row.fields:
                question = template.question(field.key)
                yield f"<h4>{escape(question.ask if question else field.key)}</h4>"
                yield from _paragraphs(field.text)
