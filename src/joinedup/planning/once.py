"""Money and measures entered once: what Part 1 says and what the rows of Part 2 come to, side by side.

A figure of Part 1 follows Part 2 for as long as the two agree, or while nobody has given it. Where they differ nothing
is overwritten: both are shown, and people decide.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from joinedup.planning.plan import FieldValue, Plan, Row, Unplaced
from joinedup.planning.putting_right import put_right
from joinedup.planning.rows_right import put_row_right
from joinedup.planning.templates import Template, templates
from joinedup.planning.values import Count, Money
from joinedup.planning.words import fold

_AVOIDED = "non elective"


@dataclass(frozen=True, slots=True)
class SharedFigure:
    """One figure in both parts: ``said`` in Part 1 under ``key`` (of row ``row`` of ``kind``), ``comes_to`` in Part 2.

    Pounds, or a count of admissions where ``counted``. None: not given.
    """

    name: str
    key: str
    said: Decimal | None
    comes_to: Decimal | None
    kind: str = ""
    row: int = 0
    counted: bool = False

    @property
    def agree(self) -> bool:
        """True unless both are given and differ."""
        return None in (self.said, self.comes_to) or self.said == self.comes_to


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts as one plan; ``differing`` are answers both give in different words: key, ours, theirs."""

    plan: Plan
    differing: tuple[tuple[str, str, str], ...]


def shared_figures(plan: Plan) -> list[SharedFigure]:
    """Every figure that both parts of the plan speak of; none for a plan of one part."""
    template = templates()[plan.template]
    return list(_figures(plan, template)) if template.medium == "both" else []


def follow(before: Plan, after: Plan) -> Plan:
    """``after`` with Part 1's figures following the rows of Part 2, where they agreed before or were not given."""
    old = {(one.key, one.row): one for one in shared_figures(before)}
    for figure in shared_figures(after):
        known = old.get((figure.key, figure.row))
        agreed = known is None or known.said is None or known.said == known.comes_to
        moved = figure.comes_to is not None and figure.comes_to not in (figure.said, known and known.comes_to)
        if moved and (agreed or figure.said is None):
            after = take_over(after, figure)
    return after


def take_over(plan: Plan, figure: SharedFigure) -> Plan:
    """The plan with Part 2's figure in Part 1."""
    amount = figure.comes_to or Decimal(0)
    words = f"{amount:,.0f}" if figure.counted else f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"
    if figure.kind:
        return put_row_right(plan, figure.kind, figure.row, {figure.key: words})
    return put_right(plan, figure.key, words)


def join(plan: Plan, part2: Plan) -> Joined:
    """The plan with the workbook ``part2`` as its Part 2, in the place of one it had.

    Raises:
        KeyError: there is no form of which the two are the parts.
    """
    whole = next((one for one in templates().values() if one.parts and _fits(one, plan, part2)), None)
    if whole is None:
        raise KeyError(plan.template, part2.template)
    own = templates()[part2.template]
    shifted = _shifted(part2, max((line.number for line in plan.source), default=0))
    theirs = {field.key: field for field in shifted.fields}
    ours = [
        field for field in plan.fields if field.key not in theirs or (_asked_before(plan, field) and not field.blank)
    ]
    known = {field.key: field for field in ours}
    both = [(field, known[key]) for key, field in theirs.items() if key in known]
    differing = tuple((one.key, other.text, one.text) for one, other in both if not one.blank and not _same(one, other))
    said = tuple(
        Unplaced(f"Part 2 says of this: {theirs[key].raw}", theirs[key].line or 0, theirs[key].last_line or 0)
        for key, _, _ in differing
    )
    rows = tuple(row for row in plan.rows if row.kind not in own.grids)
    made = replace(
        plan,
        template=whole.id,
        source=(*plan.source, *shifted.source),
        fields=(*ours, *(field for key, field in theirs.items() if key not in known)),
        rows=(*rows, *shifted.rows),
        tables=(*plan.tables, *shifted.tables),
        unplaced=(*plan.unplaced, *shifted.unplaced, *said),
        notices=(*plan.notices, *shifted.notices),
        sections=tuple(dict.fromkeys((*plan.sections, *shifted.sections))),
    )
    before = replace(plan, template=whole.id, rows=rows)
    return Joined(follow(before, made), differing)


def _fits(whole: Template, plan: Plan, part2: Plan) -> bool:
    return part2.template in whole.parts[1:] and (plan.template == whole.id or plan.template in whole.parts)


def _asked_before(plan: Plan, field: FieldValue) -> bool:
    """True for an answer of Part 1: what an earlier Part 2 said gives way to the new one."""
    template = templates()[plan.template]
    first = templates()[template.parts[0]] if template.parts else template
    return first.question(field.key) is not None


def _same(one: FieldValue, other: FieldValue) -> bool:
    sums = [field.parsed.pounds if isinstance(field.parsed, Money) else None for field in (one, other)]
    return sums[0] == sums[1] if None not in sums else fold(one.text) == fold(other.text)


def _shifted(plan: Plan, by: int) -> Plan:
    """The plan with its lines numbered on from ``by``."""

    def moved(field: FieldValue) -> FieldValue:
        line, last = (None if number is None else number + by for number in (field.line, field.last_line))
        return replace(field, line=line, last_line=last)

    return replace(
        plan,
        source=tuple(replace(line, number=line.number + by) for line in plan.source),
        fields=tuple(map(moved, plan.fields)),
        rows=tuple(Row(row.kind, row.number, tuple(map(moved, row.fields))) for row in plan.rows),
        tables=tuple(
            replace(table, rows=tuple(replace(row, line=row.line + by) for row in table.rows)) for table in plan.tables
        ),
        unplaced=tuple(replace(one, line=one.line + by, last_line=one.last_line + by) for one in plan.unplaced),
    )


def _figures(plan: Plan, template: Template) -> Iterator[SharedFigure]:
    for year in template.years:
        shown = year.replace("_", "/")
        put_in = _sum(plan, "contribution", f"pounds.{year}")
        least = _sum(plan, "contribution", f"least.{year}")
        yield _answer(plan, f"The pool in {shown}", f"1a.total_pool.{year}", put_in)
        yield _answer(plan, f"The least that must be pooled in {shown}", f"1a.min_pool.{year}", least)
    last = template.years[-1]
    yield _answer(plan, "Protection of adult social care", "7a.iii", _pounds(plan.get(f"t2.protection.{last}")))
    for scheme in plan.of_kind("scheme"):
        names = {fold(scheme.text(key)) for key in ("a1.ref", "a1.name")} - {""}
        spent = _sum(plan, "spending", f"pounds.{last}", lambda row, names=names: _of_scheme(row, names))  # type: ignore[misc]
        what = scheme.text("a1.name") or scheme.text("a1.ref") or f"Scheme {scheme.number}"
        said = _pounds(scheme.get("a1.investment"))
        yield SharedFigure(f"What {what} costs", "a1.investment", said, spent, "scheme", scheme.number)
    yield from _avoided(plan, last)


def _avoided(plan: Plan, year: str) -> Iterator[SharedFigure]:
    """The admissions the fund prevents: of the one provider of the plan, and of the benefits."""
    providers = plan.of_kind("provider")
    key = f"a2.bcf_prevent_{year.removeprefix('20')}"
    if len(providers) != 1:
        return
    field = providers[0].get(key)
    said = Decimal(field.parsed.number) if field and isinstance(field.parsed, Count) else None
    changes = [
        abs(row_field.parsed.number)
        for row in plan.of_kind("saving")
        if _AVOIDED in fold(row.text("benefit")) and row.text("year") in ("", year.replace("_", "/"))
        if (row_field := row.get("change")) and isinstance(row_field.parsed, Count)
    ]
    comes_to = Decimal(sum(changes)) if changes else None
    shown = year.replace("_", "/")
    yield SharedFigure(
        f"Emergency admissions prevented in {shown}", key, said, comes_to, "provider", providers[0].number, counted=True
    )


def _answer(plan: Plan, name: str, key: str, comes_to: Decimal | None) -> SharedFigure:
    return SharedFigure(name, key, _pounds(plan.get(key)), comes_to)


def _of_scheme(row: Row, names: set[str]) -> bool:
    scheme = fold(row.text("scheme"))
    return any(scheme == name or scheme.startswith(f"{name} ") or scheme.endswith(f" {name}") for name in names)


def _sum(plan: Plan, kind: str, key: str, wanted: Callable[[Row], bool] = lambda _: True) -> Decimal | None:
    amounts = _amounts([row for row in plan.of_kind(kind) if wanted(row)], key)
    return sum(amounts, Decimal(0)) if amounts else None


def _amounts(rows: Sequence[Row], key: str) -> list[Decimal]:
    return [amount for row in rows if (amount := _pounds(row.get(key))) is not None]


def _pounds(field: FieldValue | None) -> Decimal | None:
    return field.parsed.pounds if field and isinstance(field.parsed, Money) else None
