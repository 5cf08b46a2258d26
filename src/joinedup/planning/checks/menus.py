"""What a workbook's menus and figures hold: a word that is on no menu, a choice left blank, words for a figure."""

from collections import defaultdict
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import PUT_IN, SPENT, amount, figure, in_cell
from joinedup.planning.checks.view import View
from joinedup.planning.importing.choices import known_choice
from joinedup.planning.plan import Row
from joinedup.planning.templates import Column
from joinedup.planning.words import fold

_MENUS = {"source", "type", "area", "commissioner", "provider", "holds_pool", "met"}  # others hold our own words
_NO_FIGURE = {"", "tbc", "tbd", "n a", "na", "n/a", "nil", "none", "not applicable", "not available", "to be confirmed"}
_MONEY = ("spending", "contribution")


def _columns(view: View) -> Iterator[tuple[Row, Column]]:
    for kind, grid in view.template.grids.items():
        for row in view.plan.of_kind(kind):
            for column in grid.columns:
                if row.get(column.key) is not None:
                    yield row, column


def _unknown(view: View) -> Iterator[Found]:
    """One finding for a word, however many rows hold it."""
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row, column in _columns(view):
        words = row.text(column.key)
        known = {fold(choice) for choice in column.choices}
        other = "other" in known and fold(words).startswith("other")
        meant = known_choice(words, column.choices)
        if column.key in _MENUS and column.choices and fold(words) and not meant and not other:
            found[row.kind, column.key, words].append(row)
    for (kind, key, words), rows in found.items():
        column = next(one for one in view.template.grids[kind].columns if one.key == key)
        more = f" (and in {len(rows) - 1} more rows)" if len(rows) > 1 else ""
        unsure = "; the menu as we know it is not confirmed" if view.template.unverified else ""
        message = f"{words!r} is not on the menu of {column.ask!r}{more}{unsure}"
        yield in_cell(view, rows[0], key, message, fix=f"choose one of: {', '.join(column.choices)}")


def _blank(view: View) -> Iterator[Found]:
    for kind in _MONEY:
        grid = view.template.grids.get(kind)
        for row in view.plan.of_kind(kind) if grid else []:
            spent = [amount(row, SPENT if kind == "spending" else PUT_IN, year) for year in view.template.years]
            if not grid or not any(spent):
                continue
            blank = [
                column
                for column in grid.columns
                if column.key in _MENUS and column.choices and (field := row.get(column.key)) and field.blank
            ]
            if blank:
                names = " and ".join(repr(column.ask) for column in blank)
                yield in_cell(view, row, blank[0].key, f"money is entered, and {names} left blank")


def _other(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("spending"):
        specify = row.get("area_other")
        if fold(row.text("area")) == "other" and specify is not None and specify.blank:
            yield in_cell(view, row, "area", "the area of spend is 'Other', and it is not said which")


def _figures(view: View) -> Iterator[Found]:
    for row, column in _columns(view):
        field = row.get(column.key)
        if column.kind not in ("money", "number", "percent") or field is None or field.blank:
            continue
        value = figure(field)
        if value is None and fold(field.text) not in _NO_FIGURE:
            message = f"{column.ask!r} asks for a figure and holds words"
            yield in_cell(view, row, column.key, message, WARNING)
        elif value is not None and column.least is not None and value < column.least:
            yield in_cell(
                view, row, column.key, f"{field.text} is below {column.least:,.0f}, the least {column.ask!r} takes"
            )


CHECKS = (
    Check(
        code="not-on-the-menu",
        title="A word that is on no menu",
        why="Returns are added up nationally by these words; another word is counted nowhere.",
        example="source of funding 'CCG money'",
        fix="choose a word of the menu",
        severity=WARNING,
        run=_unknown,
    ),
    Check(
        code="choice-left-blank",
        title="Money without its source, area, commissioner or provider",
        why="A sum with no source cannot be set against what comes in, one with no provider cannot be paid.",
        example="£6.2m for neighbourhood teams, source of funding left blank",
        fix="choose from the menu",
        severity=WARNING,
        run=_blank,
    ),
    Check(
        code="other-not-named",
        title="'Other', and not said which",
        why="The form asks what the other area is; without it nobody can tell what is bought.",
        example="area of spend 'Other', nothing beside it",
        fix="say which area, or choose one of the menu",
        severity=WARNING,
        run=_other,
    ),
    Check(
        code="figure-not-allowed",
        title="A cell for a figure holds what it does not take",
        why="Words and sums below nought are left out of totals, or turn them round.",
        example="'see annex' or -1,800 as a contribution",
        fix="enter the figure that was meant",
        severity=ERROR,
        run=_figures,
    ),
)
