"""Who is who beside Splink: the same county, each run a process of its own, turn by turn; accuracy against the truth.

    python benches/identity.py                      (500,000 people, 380,000 records; Splink 5 trains and predicts)
    python benches/identity.py --every-record       (and all 750,000 records of the county)
    python benches/identity.py --people 20000 --keep FOLDER

Splink sees the latest registration of each person, cleaned; its u values are drawn from ten million pairs and its
model is trained on two blocks. It runs twice: with the comparisons that it brings ready-made, and ("lean") with fewer
levels chosen by hand for these records. JoinedUp's seconds are those until every record is placed; ``whole`` adds
leftovers, ids and tables.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

import duckdb
import processes
from identity_county import county, drawn

HERE = Path(__file__).resolve().parent
PEERS = ("splink", "splink_lean")
HEADINGS = ("peak MB", "precision", "recall", "best F1", "social care")
LINE = "{:<26} {:>8} {:>8} {:>8} {:>10} {:>10} {:>10} {:>12}"


def main() -> int:
    """Prints a line a runner and one JSON object at the end."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=500_000)
    asked.add_argument("--repeat", type=int, default=3)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path, help="a folder to make the county in, and find it the next time")
    asked.add_argument("--every-record", action="store_true", help="the whole county too, beside the records drawn")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = county(given.keep or Path(folder) / "county", given.people, given.seed)
        taken = {"drawn": drawn(whole, given.people)} | ({"every_record": whole} if given.every_record else {})
        figures = {"people": given.people, "repeat": given.repeat}
        for name, records in taken.items():
            print(LINE.format(name.replace("_", " "), "wall s", "cpu s", *HEADINGS))
            for numbers in ("with", "without"):
                figures[f"{name}_{numbers}_numbers"] = _measure(records, Path(folder), numbers, given.repeat)
    print(json.dumps(figures))
    return 0


def _measure(records: Path, folder: Path, numbers: str, repeat: int) -> dict[str, object]:
    for kept in folder.glob("*.model.json"):
        kept.unlink()  # a model learnt on other records
    names = ("joinedup", *(("saved",) if numbers == "with" else ()), *PEERS)
    runs: dict[str, list[processes.Cost]] = {name: [] for name in names}
    script = str(HERE / "identity_peers.py")
    if "saved" in names:  # learns and keeps the model, so that each run measured finds it
        processes.run(
            [sys.executable, script, "saved", str(records), str(folder / f"saved-{numbers}.parquet"), numbers]
        )
    for _ in range(repeat):  # turn by turn, so that a busy minute hits everybody
        for name in names:
            done = processes.run(
                [sys.executable, script, name, str(records), str(folder / f"{name}-{numbers}.parquet"), numbers]
            )
            if done.exit_status:
                raise SystemExit(done.problems[-2000:])
            runs[name].append(done)
    figures: dict[str, object] = {}
    for name in names:
        said = [json.loads(one.output.splitlines()[-1]) for one in runs[name]]
        figures[name] = {
            **{key: round(median(row[key] for row in said), 3) for key in said[0]},
            "peak_mb": max(one.peak_mb for one in runs[name]),
            **_judged(records, folder / f"{name}-{numbers}.parquet"),
        }
    for peer in PEERS:
        times = {key: round(figures[peer][key] / figures["joinedup"][key], 2) for key in ("seconds", "cpu")}
        figures[f"times_faster_than_{peer}"] = times
    figures["recall_at_precision_of_splink"] = _at_the_same_precision(records, folder, numbers)
    for name in names:
        row = figures[name]
        print(
            LINE.format(
                f"{name}, {numbers} numbers",
                f"{row['seconds']:.2f}",
                f"{row['cpu']:.2f}",
                row["peak_mb"],
                f"{row['precision']:.6f}",
                f"{row['recall']:.5f}",
                f"{row['best_f1']:.6f}",
                f"{row['social_care_recall_at_0.9999']:.5f}",
            )
        )
    for peer in PEERS:
        times = figures[f"times_faster_than_{peer}"]
        print(f"  times faster than {peer}: {times['seconds']} (processor time {times['cpu']})")
    return figures


_FOUND = """
    create or replace table judged as
    with held as (select source_person_id as number, any_value(true_person) as held_person
                  from read_parquet('{truth}/identities.parquet') where source = 'gp' group by 1),
         registered as (select distinct held_person from held),
         twins as (select true_person, twin, namesake_father, "double" from read_parquet('{truth}/people.parquet'))
    select t.source, f.score, f.accepted, t.true_person, h.held_person, r.held_person is not null as registered,
           case when w.twin >= 0 then 'twins' when w.namesake_father >= 0 then 'father and son'
                when w."double" >= 0 then 'doppelgangers' else 'others' end as kind,
           coalesce(h.held_person = t.true_person, false) as right
    from read_parquet('{truth}/identities.parquet') as t
    left join read_parquet('{found}') as f using (source, organisation_code, source_person_id)
    left join held as h on h.number = f.number
    left join registered as r on r.held_person = t.true_person
    left join twins as w on w.true_person = t.true_person
    where t.source <> 'gp'"""


def _curve(connection: duckdb.DuckDBPyConnection, where: str) -> tuple[int, list[tuple[float, int, int]]]:
    total = connection.execute(f"select count(*) from judged where registered and {where}").fetchone()[0]
    rows = connection.execute(f"""
        select score, sum(sum("right"::int)) over (order by score desc), sum(count(*)) over (order by score desc)
        from judged where held_person is not null and score is not null and {where}
        group by score order by score desc""")
    return total, rows.fetchall()


def _recall_at(curve: list[tuple[float, int, int]], total: int, precision: float) -> float:
    return max((right / total for _, right, said in curve if right / said >= precision), default=0.0)


def _judged(records: Path, found: Path) -> dict[str, object]:
    with duckdb.connect() as connection:
        connection.execute(_FOUND.format(truth=records / "truth", found=found))
        total, curve = _curve(connection, "true")
        best = max(
            ((2 * right / (said + total), right / said, right / total) for _, right, said in curve), default=(0, 0, 0)
        )
        care_total, care = _curve(connection, "source = 'social_care'")
        groups = connection.execute("""
            select kind, count(*), sum("right"::int), sum((held_person is not null)::int)
            from judged where coalesce(accepted, false) group by kind order by kind""").fetchall()
        right, said = (sum(row[place] for row in groups) for place in (2, 3))
        return {
            "records": total,
            "precision": right / max(said, 1),
            "recall": right / max(total, 1),
            "best_f1": best[0],
            "best_precision": best[1],
            "best_recall": best[2],
            "social_care_recall_at_0.9999": _recall_at(care, care_total, 0.9999),
            "groups": {kind: {"joined": n, "precision": ok / max(n, 1)} for kind, _, ok, n in groups},
        }


def _at_the_same_precision(records: Path, folder: Path, numbers: str) -> dict[str, float]:
    found = {}
    for name in ("splink", "joinedup"):
        with duckdb.connect() as connection:
            connection.execute(_FOUND.format(truth=records / "truth", found=folder / f"{name}-{numbers}.parquet"))
            total, curve = _curve(connection, "true")
        if name == "splink":
            best = max(curve, key=lambda row: 2 * row[1] / (row[2] + total))
            found["precision"] = best[1] / best[2]
        found[name] = _recall_at(curve, total, found["precision"])
    return found


if __name__ == "__main__":
    raise SystemExit(main())
