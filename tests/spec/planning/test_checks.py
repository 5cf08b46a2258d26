"""What the checks find: each planted flaw at its place, nothing in a flawless plan; silence needs a reason."""

from pathlib import Path

import pytest

from joinedup.basics.finding import Severity
from joinedup.planning import CHECKS, CheckContext, Silence, check_plan, read_plan
from joinedup.planning.examples import laid_out, made_up, write_pdf, write_text, write_word
from joinedup.planning.examples.flaws import FLAWS, Flaw, spoil
from joinedup.planning.words import fold

FORMS = ("p1-2014-07", "p1-2013-12")


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_a_check_says_what_why_and_what_to_do(code: str) -> None:
    check = CHECKS[code]
    assert check.code == code
    for words in (check.title, check.why, check.example, check.fix):
        assert len(words) > 5
        assert words == words.strip()
    assert isinstance(check.severity, Severity)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_a_flawless_plan_has_no_error_and_no_warning(tmp_path: Path, form: str, kind: str) -> None:
    write = {"txt": write_text, "docx": write_word, "pdf": write_pdf}[kind]
    findings = check_plan(read_plan(write(laid_out(made_up(form)), tmp_path / f"plan.{kind}")))
    assert [finding for finding in findings if finding.severity is not Severity.ADVICE] == []


@pytest.mark.parametrize(
    ("flaw", "form"),
    [(flaw, form) for flaw in FLAWS for form in flaw.forms],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_planted_flaw_is_found_at_its_place(tmp_path: Path, flaw: Flaw, form: str) -> None:
    spoilt = spoil(made_up(form), flaw, seed=7)
    plan = read_plan(write_text(laid_out(spoilt.example), tmp_path / "plan.txt"))
    lines = {line.number: fold(line.text) for line in plan.source}
    marker = fold(spoilt.marker)[:14]
    found = [finding for finding in check_plan(plan) if finding.code in flaw.codes]
    near = [
        finding
        for finding in found
        if spoilt.marker == f"@{finding.where.field}"
        or marker in fold(finding.message)
        or any(marker in lines.get((finding.where.line or 0) + by, "") for by in range(-6, 4))
    ]
    assert near, [finding.as_dict() for finding in found]


def test_a_finding_points_at_field_line_and_words(tmp_path: Path) -> None:
    example = made_up()
    example.fields["1a.date_submitted"] = "22 September 2014"
    plan = read_plan(write_text(laid_out(example), tmp_path / "plan.txt"))
    [late] = [finding for finding in check_plan(plan) if finding.code == "deadline-missed"]
    assert late.where.field == "1a.date_submitted"
    assert late.where.file == "plan.txt"
    assert late.where.text == "22 September 2014"
    assert "22 September 2014" in plan.source[(late.where.line or 0) - 1].text


def test_a_silenced_finding_needs_a_reason_and_is_left_out(tmp_path: Path) -> None:
    example = made_up()
    example.fields["1a.date_submitted"] = "22 September 2014"
    plan = read_plan(write_text(laid_out(example), tmp_path / "plan.txt"))
    with pytest.raises(ValueError, match="why"):
        Silence("deadline-missed", "")
    context = CheckContext(silenced=[Silence("deadline-missed", "agreed by telephone with the area team")])
    assert "deadline-missed" not in {finding.code for finding in check_plan(plan, context)}


def test_words_of_another_plan_are_told(tmp_path: Path) -> None:
    one, other = made_up(), made_up("p1-2013-12")
    other.fields["2e.governance"] = one.fields["4c.management_oversight"]
    plan = read_plan(write_text(laid_out(one), tmp_path / "one.txt"))
    second = read_plan(write_text(laid_out(other), tmp_path / "other.txt"))
    shared = [f for f in check_plan(plan, CheckContext(others=[second])) if f.code == "text-shared"]
    assert any(finding.where.field == "4c.management_oversight" for finding in shared)
    assert "text-shared" not in {finding.code for finding in check_plan(plan)}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Of those, 1,910 (67%) of the 3,350 people have a plan.", "percent-wrong"),
        ("Calls to the helpline doubled from 1,200 to 1,900.", "percent-wrong"),
        ("Calls rose by 40% from 8,000 to 9,600.", "percent-wrong"),
        ("This releases £1,265,180 (782 admissions at £1,490 each).", "product-wrong"),
        ("One in five (35%) lives alone.", "share-contradicts-words"),
        ("Two thirds, or 78%, of residents use it.", "share-contradicts-words"),
        ("Over half (46%) of carers are over 65.", "share-contradicts-words"),
    ],
)
def test_a_sentence_that_contradicts_itself(tmp_path: Path, sentence: str, code: str) -> None:
    example = made_up()
    example.fields["2a.vision"] += f"\n{sentence}"
    findings = check_plan(read_plan(write_text(laid_out(example), tmp_path / "plan.txt")))
    assert [finding.code for finding in findings if finding.severity is Severity.ERROR] == [code]


def _with_table(folder: Path, rows: list[list[str]]) -> set[str]:
    example = made_up()
    example.tables["money"] = rows
    example.fields["2c.service_change"] += "\n@table:money"
    findings = check_plan(read_plan(write_text(laid_out(example), folder / "plan.txt")))
    return {finding.code for finding in findings if finding.severity is Severity.ERROR}


def test_sources_of_money_make_the_pool(tmp_path: Path) -> None:
    head = ["Source of funding", "2014/15 £000", "2015/16 £000"]
    parts = [["CCG minimum contribution", "4,100", "12,700"], ["Disabled Facilities Grant", "0", "1,500"]]
    fits = [head, *parts, ["Council contribution", "0", "1,800"], ["Total", "4,100", "16,000"]]
    over = [head, *parts, ["Council contribution", "0", "3,800"], ["Total", "4,100", "18,000"]]
    assert _with_table(tmp_path, fits) == set()
    assert _with_table(tmp_path, over) == {"sources-do-not-make-the-pool"}


def test_a_scheme_costs_one_sum(tmp_path: Path) -> None:
    costs = [["WM01", "6,200"], ["WM02", "5,300"], ["WM03", "3,100"], ["WM04", "1,400"]]
    head = ["Scheme", "2014/15 £000", "2015/16 £000"]
    fits = [head, *([ref, "0", cost] for ref, cost in costs)]
    assert _with_table(tmp_path, fits) == set()
    assert _with_table(tmp_path, [*fits[:2], ["WM02", "0", "3,500"], *fits[3:]]) == {"scheme-costs-differ"}


def test_prices_are_not_added_and_products_are_reckoned(tmp_path: Path) -> None:
    head = ["Benefit", "Change in activity", "Unit price (£)", "Total saving (£)"]
    right = [head, ["Admissions", "984", "1,490", "1,466,160"], ["Days", "640", "245", "156,800"]]
    wrong = [*right[:2], ["Days", "640", "245", "165,800"]]
    assert _with_table(tmp_path, right) == set()
    assert _with_table(tmp_path, wrong) == {"product-wrong"}


def test_a_sign_counts_where_the_table_has_signs(tmp_path: Path) -> None:
    head = ["Metric", "Baseline", "Plan", "% change"]
    right = [head, ["Admissions", "22,350", "21,568", "-3.5%"], ["Days", "5,840", "5,200", "-11.0%"]]
    assert _with_table(tmp_path, right) == set()
    assert _with_table(tmp_path, [*right[:2], ["Days", "5,840", "5,200", "11.0%"]]) == {"percent-wrong"}
