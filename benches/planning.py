"""Time of reading, checking and comparing plans, as JSON lines of {name, seconds}; made-up plans only, nothing stored.

Run: python benches/planning.py [--plans 150] [--pages 50]
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from joinedup.planning import check_plan, compare_all, export_docx, fingerprint, read_plan
from joinedup.planning.examples import laid_out, made_up, write_pdf, write_text, write_word
from joinedup.planning.examples.layout import Block

WORDS_A_PAGE = 450


def long_plan(pages: int) -> list[Block]:
    """The made-up plan with its vision drawn out until the document has about so many pages."""
    example = made_up()
    story = example.fields["2a.vision"].split("\n")
    needed = pages * WORDS_A_PAGE - 2_500
    lines: list[str] = []
    while sum(len(line.split()) for line in lines) < needed:
        lines += [f"In year {len(lines)} we looked again. {line}" for line in story]
    example.fields["2a.vision"] = "\n".join(lines)
    return laid_out(example)


def timed(name: str, work: Callable[[], object]) -> None:
    """Prints how long the work took."""
    start = time.perf_counter()
    work()
    print(json.dumps({"name": name, "seconds": round(time.perf_counter() - start, 2)}), flush=True)


def other_plans(count: int, folder: Path) -> list[object]:
    """As many plans as areas, each with words of its own and a few shared ones."""
    plan = read_plan(write_text(long_plan(25), folder / "one.txt"))
    made = []
    for number in range(count):
        own = [replace(line, text=f"{line.text} area {number} {hash(line.text) % 97}") for line in plan.source[:-5]]
        lines = tuple(
            replace(
                line, text=" ".join(f"{word}{number}" if at % 3 else word for at, word in enumerate(line.text.split()))
            )
            for line in own
        )
        made.append(replace(plan, name=f"area {number}", source=(*lines, *plan.source[-5:])))
    return made


def main() -> None:
    """All measurements, one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=150)
    parser.add_argument("--pages", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        blocks = long_plan(asked.pages)
        files = [
            write_text(blocks, folder / "a.txt"),
            write_word(blocks, folder / "a.docx"),
            write_pdf(blocks, folder / "a.pdf"),
        ]
        for file in files:
            timed(f"read and check {asked.pages} pages {file.suffix}", lambda file=file: check_plan(read_plan(file)))
        plan = read_plan(files[0])
        timed("export to Word and read back", lambda: read_plan(export_docx(plan, folder / "b.docx")))
        timed("fingerprint", lambda: fingerprint(plan))
        plans = other_plans(asked.plans, folder)
        timed(f"compare {asked.plans} plans for shared text", lambda: compare_all(plans))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
