"""A made-up plan as blocks in reading order, in one of several shapes; nothing here knows how plans are read."""

import calendar
import copy
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forms import FORMS, SCHEME, SIGNED, Part, Printed

HERE = Path(__file__).parent


@dataclass(slots=True)
class Plan:
    """A made-up plan as data."""

    form: str
    front: dict[str, str]
    signatures: list[dict[str, str]]
    documents: list[dict[str, str]]
    text: dict[str, str]
    milestones: list[dict[str, str]] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    risks: list[dict[str, str]] = field(default_factory=list)
    schemes: list[dict[str, str]] = field(default_factory=list)
    providers: list[dict[str, str]] = field(default_factory=list)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)

    def copy(self) -> "Plan":
        return copy.deepcopy(self)


def area(name: str) -> Plan:
    """The plan of one made-up area."""
    stored: dict[str, Any] = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    stored["text"] = {key: value.strip("\n") for key, value in stored["text"].items()}
    return Plan(**stored)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a plan is laid out.

    ``pairs``: table, newline (label and value on lines of their own), colon, or bold (markdown). ``answers``: plain,
    boxed (each in a table of one cell), beside (question and answer as two cells). ``numbering``: form, none, other.
    """

    pairs: str = "table"
    answers: str = "plain"
    numbering: str = "form"
    prompts: bool = True
    scheme: str = "stacked"
    money: str = "pounds"
    dates: str = "long"
    lists: str = "lines"
    upper: bool = True
    split: bool = False
    kind: str = "docx"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading ('h'), paragraph ('p'), bullet ('b'), table ('t') or box ('x', with blocks inside)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    inside: tuple["Block", ...] = ()


class Paper:
    """Writes one plan in one shape."""

    def __init__(self, plan: Plan, shape: Shape, printed: Printed) -> None:
        self.plan, self.shape, self.printed = plan, shape, printed

    def blocks(self) -> list[Block]:
        return list(self._all())

    def _all(self) -> Iterator[Block]:
        july = self.plan.form == "2014-07"
        yield Block("h", "Better Care Fund planning template – Part 1")
        if july:
            yield Block("p", "Updated July 2014")
        if self.shape.prompts:
            for line in self.printed(self.plan.form, ("Please note, there are two", "To find your relevant")):
                yield Block("p", line)
        for part in FORMS[self.plan.form]:
            yield from self._part(part)
        if july:
            yield from self._annexes()

    def _part(self, part: Part) -> Iterator[Block]:
        prompts = self.printed(self.plan.form, part.begins) if self.shape.prompts or not part.title else []
        if part.title:
            yield Block("h", self._numbered(part))
        if part.key == "front":
            yield from self._pairs(self._front())
        elif part.key == "signatures":
            yield from self._signatures()
        elif part.key == "documents":
            yield from (Block("p", line) for line in prompts)
            yield self._documents()
        elif part.key:
            answer = list(self._answer(self.plan.text.get(part.key, "")))
            yield from self._asked(prompts, answer)
        else:
            yield from (Block("p", line) for line in prompts)

    def _asked(self, prompts: list[str], answer: list[Block]) -> Iterator[Block]:
        prompts = [self._renumbered(line) for line in prompts]
        if self.shape.answers == "beside" and prompts and not any(block.kind == "t" for block in answer):
            text = "\n".join(f"• {b.text}" if b.kind == "b" else b.text for b in answer)
            yield Block("t", rows=(("\n".join(prompts), text),))
            return
        for line in prompts:
            yield Block("b", line[2:]) if line.startswith("- ") else Block("p", line)
        if self.shape.answers == "boxed" and answer and not any(block.kind == "t" for block in answer):
            yield Block("x", inside=tuple(answer))
        else:
            yield from answer

    def _numbered(self, part: Part) -> str:
        title = part.title.upper() if self.shape.upper and not part.key and part.letter.isdigit() else part.title
        match self.shape.numbering:
            case "none":
                return title
            case "other":
                other = str(int(part.letter) + 2) if part.letter.isdigit() else f"{part.letter.upper()}"
                return f"{other}. {title}" if part.letter else title
            case _:
                return f"{part.letter}) {title}" if part.letter else title

    def _renumbered(self, line: str) -> str:
        if self.shape.numbering == "none":
            return re.sub(r"^(?:[a-h]|[ivx]+)\)\s*", "", line)
        return line

    def _front(self) -> list[tuple[str, str]]:
        front, july = self.plan.front, self.plan.form == "2014-07"
        name = "BCF" if july else "ITF"
        ccgs = front["ccgs"]
        if self.shape.lists == "commas":
            ccgs = re.sub(r", (?=[^,]*$)", " and ", ccgs.replace("\n", ", "))
        pairs = [
            ("Local Authority", front["local_authority"]),
            ("Clinical Commissioning Groups", ccgs),
            ("Boundary Differences", front["boundary"]),
            ("Date agreed at Health and Well-Being Board:", self.dated(front["agreed"])),
            ("Date submitted:", self.dated(front["submitted"])),
        ]
        unit = " (£000)" if self.shape.money == "label" else ""
        for key, label in (
            ("min_pool", f"Minimum required value of {name} pooled budget"),
            ("total_pool", "Total agreed value of pooled budget"),
        ):
            first, second = (self.money(front[f"{key}_{n}"]) for n in (1, 2))
            if self.shape.pairs == "table":
                pairs += [(f"{label}{unit}: 2014/15", first), (f"2015/16{unit}" if unit else "2015/16", second)]
            else:
                pairs += [(f"{label}{unit} 2014/15", first), (f"{label}{unit} 2015/16", second)]
        return pairs

    def _pairs(self, pairs: list[tuple[str, str]]) -> Iterator[Block]:
        if self.shape.pairs == "table":
            yield Block("t", rows=tuple(pairs))
            return
        for label, value in pairs:
            bare = label.rstrip(":")
            if self.shape.pairs == "colon" and "\n" not in value:
                yield Block("p", f"{bare}: {value}")
            elif self.shape.pairs == "bold" and "\n" not in value:
                yield Block("p", f"**{bare}:** {value}")
            else:
                yield Block("p", bare if self.shape.pairs == "newline" else f"{bare}:")
                yield from (Block("p", line) for line in value.split("\n"))

    def _signatures(self) -> Iterator[Block]:
        for block in self.plan.signatures:
            by = "By Chair of Health and Wellbeing Board" if block["role"] == "hwb" else "By"
            pairs = [(f"Signed on behalf of the {SIGNED[block['role']]}", block["body"]), (by, block["by"])]
            if "position" in block:
                pairs.append(("Position", block["position"]))
            yield from self._pairs([*pairs, ("Date", self.dated(block["date"]))])
            yield Block("p", "")

    def _documents(self) -> Block:
        rows = [(row["title"], row["synopsis"]) for row in self.plan.documents]
        return Block("t", rows=(("Document or information title", "Synopsis and links"), *rows))

    def _answer(self, text: str) -> Iterator[Block]:
        for line in text.split("\n"):
            if line.startswith("@"):
                yield from self._table(line[1:])
            elif line.startswith("- "):
                yield Block("b", line[2:])
            elif line:
                yield Block("p", line)

    def _table(self, name: str) -> Iterator[Block]:
        rows: list[tuple[str, ...]]
        match name:
            case "milestones":
                rows = [("Date", "Milestone"), *((r["when"], r["what"]) for r in self.plan.milestones)]
            case "schemes":
                rows = [("Ref no.", "Scheme"), *((r["ref"], r["name"]) for r in self.plan.schemes)]
            case "changes":
                rows = [("Planned Change", "Year", "Process"), *(tuple(r.values()) for r in self.plan.changes)]
            case "risks":
                rows = [self._risk_head(), *(tuple(r.values()) for r in self.plan.risks)]
            case _:
                rows = [tuple(row) for row in self.plan.tables[name]]
        if self.shape.split and name == "risks" and len(rows) > 4:
            yield Block("t", rows=tuple(rows[:3]))
            yield Block("p", "")
            yield Block("t", rows=(rows[0], *rows[3:]))
        else:
            yield Block("t", rows=tuple(rows))

    def _risk_head(self) -> tuple[str, ...]:
        if "rating" in self.plan.risks[0]:
            return ("Risk", "Risk rating", "Mitigating Actions")
        if not self.shape.prompts:
            return ("There is a risk that:", "Likelihood", "Impact", "Overall risk factor", "Mitigating Actions")
        return tuple(self.printed.row("2014-07", "There is a risk that:"))

    def _annexes(self) -> Iterator[Block]:
        for scheme in self.plan.schemes:
            yield Block("h", "ANNEX 1 – Detailed Scheme Description")
            yield from self._scheme(scheme)
        for provider in self.plan.providers:
            yield Block("h", "ANNEX 2 – Provider commentary")
            yield from self._provider(provider)

    def _scheme(self, scheme: dict[str, str]) -> Iterator[Block]:
        rows = []
        for key, title, begins in SCHEME:
            value = self.money(scheme[key]) if key == "investment" else scheme[key]
            prompts = self.printed("2014-07", begins) if self.shape.prompts else []
            unit = " (£000)" if key == "investment" and self.shape.money == "label" else ""
            rows.append((title + unit, prompts, value))
        if self.shape.scheme == "table":
            yield Block("t", rows=tuple(("\n".join([title, *prompts]), value) for title, prompts, value in rows))
            return
        for title, prompts, value in rows:
            if self.shape.scheme == "cells":
                yield Block("t", rows=(("\n".join([title, *prompts]),), (value,)))
                continue
            if self.shape.pairs in {"colon", "bold"} and "\n" not in value and len(value) < 60:
                yield from self._pairs([(title, value)])
                continue
            yield Block("p", title)
            yield from (Block("p", line.lstrip("- ")) for line in prompts)
            yield from (Block("p", line) for line in value.split("\n"))

    def _provider(self, row: dict[str, str]) -> Iterator[Block]:
        yield Block(
            "t",
            rows=(
                ("Name of Health & Wellbeing Board", row["hwb"]),
                ("Name of Provider organisation", row["provider"]),
                ("Name of Provider CEO", row["ceo"]),
                ("Signature (electronic or typed)", row["signature"]),
            ),
        )
        yield Block("p", "For HWB to populate:")
        label = "Total number of non-elective FFCEs in general & acute"
        inner = [
            ("2013/14 Outturn", row["nel_2013_14_outturn"]),
            ("2014/15 Plan", row["nel_2014_15_plan"]),
            ("2015/16 Plan", row["nel_2015_16_plan"]),
            ("14/15 Change compared to 13/14 outturn", row["chg_14_15"]),
            ("15/16 Change compared to planned 14/15 outturn", row["chg_15_16"]),
            ("How many non-elective admissions is the BCF planned to prevent in 14-15?", row["bcf_prevent_14_15"]),
            ("How many non-elective admissions is the BCF planned to prevent in 15-16?", row["bcf_prevent_15_16"]),
        ]
        if self.shape.pairs == "table":
            yield Block("t", rows=tuple((label if n == 0 else "", one, two) for n, (one, two) in enumerate(inner)))
        else:
            yield Block("t", rows=((label, ""), *inner))
        yield Block("p", "For Provider to populate:")
        questions = [self.printed.row("2014-07", f"{n}.\t")[1] for n in (1, 2, 3)]
        rows = [(f"{n}.", question, row[f"q{n}"]) for n, question in enumerate(questions, 1)]
        yield Block("t", rows=(("", "Question", "Response"), *rows))

    def money(self, text: str) -> str:
        """A sum in the shape's way of writing; words and small sums stay."""
        match = re.fullmatch(r"£(\d{1,3}(?:,\d{3})+)", text)
        if not match:
            return text
        pounds = int(match[1].replace(",", ""))
        style = self.shape.money
        if style == "label":
            return f"£{pounds // 1000:,}" if pounds % 1000 == 0 else text
        if style == "m":
            return f"£{pounds / 1_000_000:.3f}m"
        if style == "million":
            return f"£{pounds / 1_000_000:.3f} million"
        if style == "k":
            return f"£{pounds // 1000:,}k" if pounds % 1000 == 0 else text
        return text

    def dated(self, text: str) -> str:
        """A day in the shape's way of writing."""
        match = re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", text)
        if not match:
            return text
        months = list(calendar.month_name)[1:]
        if match[2] not in months:
            return text
        day, month, year = int(match[1]), months.index(match[2]) + 1, match[3]
        suffix = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return {
            "slashes": f"{day:02d}/{month:02d}/{year}",
            "dots": f"{day:02d}.{month:02d}.{year[2:]}",
            "ordinal": f"{day}{suffix} {match[2]} {year}",
            "short": f"{day}-{match[2][:3]}-{year[2:]}",
            "iso": f"{year}-{month:02d}-{day:02d}",
        }.get(self.shape.dates, text)


SHAPES = {
    "word form": Shape(),
    "word boxed": Shape(answers="boxed", dates="ordinal", money="m", split=True, scheme="cells"),
    "word lines": Shape(pairs="newline", numbering="none", dates="slashes", money="million", upper=False),
    "word two columns": Shape(answers="beside", numbering="other", scheme="table", lists="commas", money="k"),
    "word bare": Shape(pairs="colon", numbering="none", prompts=False, dates="short", upper=False),
    "text form": Shape(kind="txt", money="label", split=True),
    "text markdown": Shape(kind="md", pairs="bold", prompts=False, numbering="form", dates="ordinal", lists="commas"),
    "text wrapped": Shape(kind="wrapped", pairs="colon", dates="slashes", money="m"),
    "text lines of pdf": Shape(kind="lines", dates="ordinal"),
    "text placed as pdf": Shape(kind="placed", money="m"),
    "text boxes of pdf": Shape(kind="ragged", dates="ordinal"),
    "pdf ruled": Shape(kind="pdf", dates="ordinal", scheme="table", split=True),
    "pdf boxed": Shape(kind="pdf", answers="boxed", scheme="cells", money="m", numbering="none"),
    "pdf unruled": Shape(kind="pdf-bare", dates="slashes", scheme="table"),
    "pdf lines": Shape(kind="pdf", pairs="newline", numbering="other", prompts=False, money="million"),
    "sheet pairs": Shape(kind="xlsx", answers="beside", scheme="table"),
    "sheet lines": Shape(kind="xlsx", pairs="colon", numbering="none", dates="iso", money="k"),
}
