"""Ten monthly measures: by practice alone, as Polars and pandas count them, and beside it all that JoinedUp makes.

"By practice and month" is the same work for everybody: from the linked tables to a numerator for each measure, practice
and month; JoinedUp's also puts each person where they were registered on the day, and counts the denominator of those
that have one among cases. "Everything" adds residents, networks, localities, boards, districts, councils and wards,
quarters and years, populations, rates and intervals, and what may be shown of them, written as a build. Wall and
processor seconds, the least of the runs; the last line is JSON.

    python benches/measures.py --workspace W             (one that is linked; its measures are counted afresh)
    python benches/measures.py --people 50000
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline import TEN, TODAY, _received, _timed
from pipeline_peers import in_pandas, in_polars

from joinedup.engine import Build, Workspace, connect, current_build
from joinedup.linked import build_linked
from joinedup.measures import MEASURES, compute_measures
from joinedup.measures.compute import put_located, spans_of

Seconds = tuple[float, float]
CELLS = "select measure, practice_unit, month, sum(n), sum(d) from located where practice_unit is not null group by all"


def main() -> int:
    """Prints a line a runner, and one JSON object of every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="joinedup-bench-") as folder:
        workspace = Workspace.open(asked.workspace or _received(Path(folder), asked.people))
        if current_build(workspace, "linked") is None:
            build_linked(workspace, today=TODAY)
        print(json.dumps(_measured(workspace, asked.repeat)))
    return 0


def by_practice(linked: Build) -> int:
    """Numerators and denominators of the ten, by practice and month: how many there are."""
    ten = [MEASURES[name] for name in TEN]
    spans, _ = spans_of(ten, linked.about)
    with connect() as connection:
        linked.open_in(connection)
        put_located(connection, [measure for measure in ten if measure.id in spans], spans)
        return len(connection.execute(CELLS).fetchnumpy()["month"])


def _measured(workspace: Workspace, repeat: int) -> dict[str, Seconds]:
    linked = current_build(workspace, "linked")
    assert linked is not None
    runners: dict[str, Callable[[], object]] = {
        "by practice and month: joinedup": lambda: by_practice(linked),
        "by practice and month: polars": lambda: in_polars(linked),
        "by practice and month: pandas": lambda: in_pandas(linked),
        "everything: joinedup": lambda: compute_measures(workspace, TEN, cuts=False, afresh=True),
    }
    runs: dict[str, list[Seconds]] = {name: [] for name in runners}
    for _ in range(repeat):  # turn by turn, so that a busy minute hits everybody
        for name, work in runners.items():
            runs[name].append(_timed(work)[0])
    found = {name: (min(wall for wall, _ in done), min(used for _, used in done)) for name, done in runs.items()}
    for name, (wall, used) in found.items():
        print(f"{name:<40} {wall:8.2f} s   processor {used:8.2f} s", flush=True)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
