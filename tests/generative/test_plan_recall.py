"""Flaws planted by chance in layouts drawn by chance: nearly all are found, and nearly nothing else is told."""

from pathlib import Path

from joinedup.basics.finding import Severity
from joinedup.planning import check_plan, read_plan
from joinedup.planning.examples import laid_out, made_up, random_layout, write_pdf, write_text, write_word
from joinedup.planning.examples.flaws import FLAWS, spoil
from joinedup.planning.examples.layout import Block
from joinedup.planning.words import fold

WRITERS = (
    lambda blocks, path: write_text(blocks, path.with_suffix(".txt")),
    lambda blocks, path: write_text(blocks, path.with_suffix(".txt"), width=88),
    lambda blocks, path: write_text(blocks, path.with_suffix(".txt"), gap="     "),
    lambda blocks, path: write_word(blocks, path.with_suffix(".docx")),
    lambda blocks, path: write_word(blocks, path.with_suffix(".docx"), framed=True),
    lambda blocks, path: write_pdf(blocks, path.with_suffix(".pdf")),
)

# A flaw has consequences: a scheme without money leaves the pool unspent, and both are told.
FOLLOWS = {
    "schemes-do-not-add-up": {"no money", "bare thousands", "below minimum", "wrong unit"},
    "benefits-not-as-told": {"no measure", "above the provider's plan", "impossible count"},
    "benefits-above-provider-plan": {"no measure"},
    "unanswered": {"unsigned", "unrated, new form"},
    "pool-told-differently": {"below minimum", "wrong unit", "bare thousands"},
}


def _write(blocks: list[Block], at: int, path: Path) -> Path:
    return WRITERS[at % len(WRITERS)](blocks, path)  # type: ignore[no-any-return, no-untyped-call]


def test_planted_flaws_are_found_and_little_else(tmp_path: Path) -> None:
    found, missed, false = 0, [], []
    for at, flaw in enumerate(FLAWS):
        form = flaw.forms[at % len(flaw.forms)]
        seed = 1000 + 17 * at
        spoilt = spoil(made_up(form), flaw, seed)
        plan = read_plan(_write(laid_out(spoilt.example, random_layout(seed)), at, tmp_path / f"plan{at}"))
        lines = {line.number: fold(line.text) for line in plan.source}
        marker = fold(spoilt.marker)[:14]
        hit = False
        for finding in check_plan(plan):
            if finding.code in flaw.codes:
                near = any(marker in lines.get((finding.where.line or 0) + by, "") for by in range(-6, 4))
                told = marker in fold(finding.message) or marker in fold(finding.where.text or "")
                hit = hit or near or told or spoilt.marker == f"@{finding.where.field}"
            elif finding.severity is Severity.ERROR and flaw.name not in FOLLOWS.get(finding.code, set()):
                false.append((flaw.name, finding.code, finding.where.line))
        found += hit
        missed += [] if hit else [(flaw.name, form, seed)]
    assert found / len(FLAWS) >= 0.95, missed
    assert found / (found + len(false)) >= 0.95, false


def test_flawless_plans_in_other_layouts_have_no_error(tmp_path: Path) -> None:
    for seed in range(6):
        form = ("p1-2014-07", "p1-2013-12")[seed % 2]
        plan = read_plan(_write(laid_out(made_up(form), random_layout(seed)), seed, tmp_path / f"plan{seed}"))
        told = [f for f in check_plan(plan) if f.severity is not Severity.ADVICE]
        assert told == [], seed
