"""One made-up plan laid out as different hands would: numbered or not, with or without the form's questions, as
tables, as 'label: value', or with each value on the line below its label."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from joinedup.planning.examples.example import Example
from joinedup.planning.templates import Heading, Question, Template, templates
from joinedup.planning.values import parse_date, parse_money

Pairs = Literal["table", "colon", "below"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or a table's rows."""

    kind: Literal["heading", "text", "rows"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plan is laid out. ``money`` and ``dates`` choose how amounts and days are written."""

    numbering: Literal["form", "none", "decimal", "roman"] = "form"
    questions: bool = True
    pairs: Pairs = "table"
    capitals: bool = True
    money: Literal["pounds", "millions", "thousands", "words", "as written"] = "as written"
    dates: Literal["long", "short", "slashes", "ordinal", "as written"] = "as written"
    split_tables: bool = False
    years: Literal["rows", "one row", "below"] = "rows"


def random_layout(seed: int) -> Layout:
    """A layout drawn by chance; the same seed draws the same."""
    draw = random.Random(seed)  # noqa: S311 - a test's choice, not a secret
    return Layout(
        numbering=draw.choice(["form", "none", "decimal", "roman"]),
        questions=draw.random() < 0.6,
        pairs=draw.choice(["table", "colon", "below"]),
        capitals=draw.random() < 0.5,
        money=draw.choice(["pounds", "millions", "thousands", "words", "as written"]),
        dates=draw.choice(["long", "short", "slashes", "ordinal", "as written"]),
        split_tables=draw.random() < 0.3,
        years=draw.choice(["rows", "one row", "below"]),
    )


def laid_out(example: Example, layout: Layout | None = None) -> list[Block]:
    """The plan as blocks in reading order."""
    return list(_Writer(example, layout or Layout()).blocks())


class _Writer:
    def __init__(self, example: Example, layout: Layout) -> None:
        self.example, self.layout = example, layout
        self.template: Template = templates()[example.template]
        self.letter = 0
        self.section = 0

    def blocks(self) -> Iterator[Block]:
        yield Block("text", "Better Care Fund planning template – Part 1")
        if self.template.annexes:
            yield Block("text", "Updated July 2014")
        waiting = list(self.template.sections)
        for question in self.template.questions:
            while waiting and question.key.startswith(waiting[0].key):
                yield self._section(waiting.pop(0))
                if question.key.startswith("1a"):
                    yield self._heading("Summary of plan")
            yield from self._question(question)
        yield from self._annexes()

    def _section(self, section: Heading) -> Block:
        self.section, self.letter = self.section + 1, 0
        return Block("heading", self._numbered(section.title, str(self.section)))

    def _heading(self, title: str) -> Block:
        self.letter += 1
        return Block("heading", self._numbered(title, chr(96 + self.letter), capitals=False))

    def _numbered(self, title: str, number: str, *, capitals: bool = True) -> str:
        shown = title.upper() if capitals and self.layout.capitals else title
        match self.layout.numbering:
            case "none":
                return shown
            case "decimal":
                return f"{self.section}.{self.letter} {shown}" if not number.isdigit() else f"{number}. {shown}"
            case "roman":
                return (
                    f"({_ROMAN[max(self.letter, 1) - 1]}) {shown}"
                    if not number.isdigit()
                    else f"Section {number}: {shown}"
                )
            case _:
                return f"{number}) {shown}"

    def _question(self, question: Question) -> Iterator[Block]:
        if question.key.startswith("1a."):
            yield from self._front(question)
        elif question.key == "1b":
            yield self._heading("Authorisation and signoff")
            yield from self._signatures()
        elif question.kind == "documents":
            yield self._heading(question.headings[0].capitalize())
            yield Block(
                "rows", rows=(("Document or information title", "Synopsis and links"), *self._cells("documents"))
            )
        else:
            yield from self._long(question)

    def _front(self, question: Question) -> Iterator[Block]:
        label = _LABELS[question.key]
        if question.kind != "money per year":
            value = self.example.fields.get(question.key)
            if value is not None:
                yield from self._pair(label, self._dated(value) if question.kind == "date" else value)
            return
        values = [self._money(self.example.fields.get(f"{question.key}.{year}", "")) for year in self.template.years]
        years = [year.replace("_", "/") for year in self.template.years]
        if self.layout.years == "one row" and self.layout.pairs == "table":
            yield from self._pair(f"{label}: {' '.join(years)}", "  ".join(values).replace("  ", " "))
        elif self.layout.years == "below" and self.layout.pairs == "table":
            yield Block(
                "rows",
                rows=((label, ""), *(("", f"{year} {value}") for year, value in zip(years, values, strict=True))),
            )
        else:
            yield from self._pair(f"{label} {years[0]}", values[0])
            yield from self._pair(years[1] if self.layout.pairs == "table" else f"{label} {years[1]}", values[1])

    def _pair(self, label: str, value: str) -> Iterator[Block]:
        if self.layout.pairs == "table":
            yield Block("rows", rows=((label, value),))
        elif self.layout.pairs == "colon" and "\n" not in value:
            yield Block("text", f"{label}: {value}")
        else:
            yield Block("text", label)
            for line in value.split("\n"):
                yield Block("text", line)

    def _signatures(self) -> Iterator[Block]:
        names = {"ccg": "Clinical Commissioning Group", "council": "Council", "hwb": "Health and Wellbeing Board"}
        for signature in self.example.signatures:
            by = "By Chair of Health and Wellbeing Board" if signature["role"] == "hwb" else "By"
            pairs = [(f"Signed on behalf of the {names[signature['role']]}", signature["body"]), (by, signature["by"])]
            if "position" in signature:
                pairs.append(("Position", signature["position"]))
            pairs.append(("Date", self._dated(signature["date"])))
            if self.layout.pairs == "table":
                yield Block("rows", rows=tuple(pairs))
            else:
                for label, value in pairs:
                    yield from self._pair(label, value)
            yield Block("text", "")

    def _long(self, question: Question) -> Iterator[Block]:
        asked = self.layout.questions or not question.headings
        if question.headings:
            yield self._heading(question.headings[0].capitalize())
        if asked and question.prompts:
            yield Block("text", f"Please tell us: {', '.join(question.prompts[0])}.")
        for line in self.example.fields.get(question.key, "").split("\n"):
            if line.startswith("@"):
                yield from self._table(line[1:])
            elif line:
                yield Block("text", line)

    def _table(self, name: str) -> Iterator[Block]:
        if name.startswith("table:"):
            yield Block("rows", rows=tuple(tuple(row) for row in self.example.tables[name.partition(":")[2]]))
            return
        if name == "schemes":
            rows = tuple((scheme["ref"], scheme["name"]) for scheme in self.example.schemes)
            yield Block("rows", rows=(("Ref no.", "Scheme"), *rows))
            return
        head, cells = _HEADS[name], self._cells(name)
        if name == "risks":
            head = _HEADS["rated risks"] if "rating" in self.example.risks[0] else head
        if self.layout.split_tables and len(cells) > 3:
            yield Block("rows", rows=(head, *cells[:2]))
            yield Block("text", "")
            cells = cells[2:]
        yield Block("rows", rows=(head, *cells) if name != "milestones" else cells)

    def _cells(self, name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(row.values()) for row in getattr(self.example, name))

    def _annexes(self) -> Iterator[Block]:
        for name, rows in (("scheme", self.example.schemes), ("provider", self.example.providers)):
            annex = self.template.annexes.get(name)
            if annex is None:
                continue
            yield Block(
                "heading",
                {"scheme": "ANNEX 1 – Detailed Scheme Description", "provider": "ANNEX 2 – Provider commentary"}[name],
            )
            for row in rows:
                if name == "provider":
                    yield Block("rows", rows=self._provider(row))
                else:
                    yield from self._scheme(annex.questions, row)

    def _scheme(self, questions: tuple[Question, ...], row: dict[str, str]) -> Iterator[Block]:
        for question in questions:
            label = question.headings[0].capitalize()
            value = self._money(row[question.key[3:]]) if question.kind == "money" else row[question.key[3:]]
            if self.layout.pairs == "table" and "\n" not in value:
                yield Block("rows", rows=((label, value),))
            elif self.layout.pairs == "colon" and question.kind in {"short text", "money"}:
                yield Block("text", f"{label}: {value}")
            else:
                yield Block("text", label)
                for line in value.split("\n"):
                    yield Block("text", line)

    def _provider(self, row: dict[str, str]) -> tuple[tuple[str, ...], ...]:
        return tuple((*_PROVIDER[name], value) for name, value in row.items())

    def _money(self, text: str) -> str:
        money = parse_money(text)
        if money is None or self.layout.money == "as written" or text.strip() != f"£{money.pounds:,.0f}":
            return text
        pounds = money.pounds
        if pounds < 50_000:
            return text
        match self.layout.money:
            case "millions":
                return f"£{(pounds / 1_000_000).normalize():f}m"
            case "thousands":
                return f"£{pounds / 1000:,.0f}k" if pounds % 1000 == 0 else text
            case "words":
                return f"£{(pounds / 1_000_000).normalize():f} million"
            case _:
                return text

    def _dated(self, text: str) -> str:
        date = parse_date(text)
        if (
            date is None
            or date.precision != "day"
            or not date.possible
            or not re.fullmatch(r"\d+ [A-Z][a-z]+ \d{4}", text)
        ):
            return text
        day = date.first
        if not 2000 < day.year < 2030:
            return text
        match self.layout.dates:
            case "short":
                return f"{day.day}{day:%b} {day.year}"
            case "slashes":
                return f"{day:%d/%m/%Y}"
            case "ordinal":
                return f"{day.day} th {day:%B %Y}"
            case _:
                return text


_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_LABELS = {
    "1a.local_authority": "Local Authority",
    "1a.ccgs": "Clinical Commissioning Groups",
    "1a.boundary_differences": "Boundary Differences",
    "1a.date_agreed_hwb": "Date agreed at Health and Well-Being Board",
    "1a.date_submitted": "Date submitted",
    "1a.min_pool": "Minimum required value of pooled budget",
    "1a.total_pool": "Total agreed value of pooled budget",
}
_HEADS = {
    "risks": (
        "There is a risk that",
        "Likelihood (1-5)",
        "Potential impact (1-5)",
        "Overall risk factor",
        "Mitigating actions",
    ),
    "rated risks": ("Risk", "Risk rating", "Mitigating actions"),
    "milestones": ("Date", "Milestone"),
    "documents": ("Document or information title", "Synopsis and links"),
    "changes": ("Planned change", "Year", "Process"),
}
_PROVIDER = {
    "hwb": ("Name of Health and Wellbeing Board",),
    "provider": ("Name of provider organisation",),
    "ceo": ("Name of provider CEO",),
    "nel_2013_14_outturn": ("Non-elective admissions, 2013/14 outturn",),
    "nel_2014_15_plan": ("2014/15 plan",),
    "nel_2015_16_plan": ("2015/16 plan",),
    "chg_14_15": ("14/15 change compared to 13/14 outturn",),
    "chg_15_16": ("15/16 change compared to planned 14/15 outturn",),
    "bcf_prevent_14_15": ("Admissions the fund is planned to prevent in 14-15",),
    "bcf_prevent_15_16": ("Admissions the fund is planned to prevent in 15-16",),
    "q1": ("Do you agree with the data above on the impact?",),
    "q2": ("If you answered no, please explain why you do not agree",),
    "q3": ("Have you considered the resultant implications for your services?",),
}
