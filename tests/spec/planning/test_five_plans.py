"""The five real plans: every flaw known about them is found at its place, and nothing is told that is not so."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from joinedup.basics.finding import Finding, Severity
from joinedup.planning import Plan, check_plan, read_plan

NORTH, WEST = "north-kent-2014-02-draft.txt", "west-kent-2014-09.txt"
DERBY, CENTRAL, HERTS = "derby-city-2014-02.txt", "central-lancashire-2014-01-draft.txt", "hertfordshire-2014-03.txt"

KNOWN = [
    *[(NORTH, "placeholder-left-in", line) for line in (15, 16, 18, 19, 32, 37, 41, 42, 43, 44, 48, 49, 50, 73, 94)],
    *[(NORTH, "money-left-at-nought", line) for line in (20, 22, 24, 25)],
    *[(NORTH, "unsigned", line) for line in (29, 34, 41, 48)],
    *[(NORTH, "risk-unrated", line) for line in (346, 347, 348)],
    *[(NORTH, "condition-without-evidence", line) for line in (327, 331)],
    (NORTH, "share-contradicts-words", 17),
    (NORTH, "number-not-given", 337),
    (NORTH, "draft-mark", 285),
    *[(WEST, "wrong-unit", line) for line in (23, 25, 479, 481, 493, 497)],
    *[(WEST, "table-does-not-add-up", line) for line in range(238, 259)],
    *[(WEST, "table-does-not-add-up", line) for line in (264, 267, 268, 269, 274, 277, 278, 279, 281, 282, 283, 284)],
    (WEST, "tables-disagree", 277),
    (WEST, "percent-wrong", 1083),
    (WEST, "count-impossible", 1085),
    (WEST, "provider-disagrees", 1090),
    (WEST, "benefits-above-provider-plan", 852),
    (WEST, "benefits-below-target", 626),
    *[(WEST, "quantity-repeated", line) for line in (720, 851, 854, 857)],
    *[(WEST, "scheme-without-money", line) for line in (965, 1021)],
    (WEST, "risk-told-twice", 402),
    (WEST, "signing-not-listed", 34),
    *[(WEST, "targets-conflict", line) for line in (626, 638)],
    (WEST, "number-not-given", 543),
    (WEST, "number-not-given", 573),
    *[(DERBY, "placeholder-left-in", line) for line in (128, 203, 325)],
    (DERBY, "markup-left-in", 31),
    (CENTRAL, "prompt-left-in", 18),
    (CENTRAL, "placeholder-left-in", 20),
    *[(CENTRAL, "money-left-at-nought", line) for line in (21, 23)],
    *[(CENTRAL, "unsigned", line) for line in (28, 33, 38, 43)],
    (CENTRAL, "draft-mark", 464),
    (HERTS, "listed-not-signing", 16),
    (HERTS, "placeholder-left-in", 183),
    (HERTS, "value-unreadable", 23),
    *[(HERTS, "dates-out-of-order", line) for line in (33, 38, 43, 48)],
    (HERTS, "question-missing", None),
]


@cache
def _plan(path: Path) -> Plan:
    return read_plan(path)


@cache
def _findings(path: Path) -> tuple[Finding, ...]:
    return tuple(check_plan(_plan(path)))


@pytest.fixture
def plans(shared: Path) -> Path:
    return shared / "plans"


@pytest.mark.parametrize(("name", "code", "line"), KNOWN)
def test_a_known_flaw_is_found_at_its_place(plans: Path, name: str, code: str, line: int | None) -> None:
    assert (code, line) in {(finding.code, finding.where.line) for finding in _findings(plans / name)}


# Each error was looked at by eye (docs/explain/five-plans.md); a new one must be looked at before it is counted here.
ERRORS = {NORTH: 34, WEST: 72, DERBY: 3, CENTRAL: 8, HERTS: 2}


@pytest.mark.parametrize("name", ERRORS)
def test_no_error_stands_that_was_not_looked_at(plans: Path, name: str) -> None:
    errors = [finding for finding in _findings(plans / name) if finding.severity is Severity.ERROR]
    assert len(errors) == ERRORS[name], Counter(finding.code for finding in errors)


@pytest.mark.parametrize(("name", "template"), [(WEST, "p1-2014-07"), (NORTH, "p1-2013-12"), (HERTS, "p1-2013-12")])
def test_the_form_is_recognised(plans: Path, name: str, template: str) -> None:
    assert _plan(plans / name).template == template


@pytest.mark.parametrize("name", ERRORS)
def test_every_word_of_the_document_has_a_place(plans: Path, name: str) -> None:
    plan = _plan(plans / name)
    told = {line.number for line in plan.source if line.role != "blank"}
    assert told == {line.number for line in plan.source if line.text.strip()}
    unplaced = {line for item in plan.unplaced for line in range(item.line, item.last_line + 1)}
    assert unplaced == {line.number for line in plan.source if line.role == "unplaced"}


@pytest.mark.parametrize("name", ERRORS)
def test_a_stored_plan_is_the_same_plan(plans: Path, name: str) -> None:
    plan = _plan(plans / name)
    assert Plan.from_dict(plan.to_dict()) == plan


def test_words_shared_between_areas_are_found(plans: Path) -> None:
    from joinedup.planning import shared_passages

    risks = shared_passages(_plan(plans / WEST), _plan(plans / CENTRAL))
    assert any(passage.line == 407 and passage.other_line == 475 for passage in risks)
    rules = shared_passages(_plan(plans / CENTRAL), _plan(plans / HERTS))
    assert any(448 <= passage.line <= 452 for passage in rules)


def test_rows_of_the_full_plan_are_read(plans: Path) -> None:
    kinds = Counter(row.kind for row in _plan(plans / WEST).rows)
    assert kinds["signature"] == 9
    assert kinds["scheme"] == kinds["listed_scheme"] == 7
    assert kinds["risk"] == 10
    assert kinds["milestone"] == 38
    assert kinds["provider"] == 1
