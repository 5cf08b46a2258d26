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
