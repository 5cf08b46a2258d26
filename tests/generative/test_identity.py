"""Who is who, on generated places: against the slow matcher, and arrivals against a full rebuild."""

import importlib.util
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.engine import connect
from joinedup.identity import link_arrivals
from joinedup.identity.leftovers import grouped
from joinedup.identity.model import starting_model

_HERE = Path(__file__).resolve().parent
for _name, _path in (
    ("a_place", _HERE.parent / "unit" / "identity" / "a_place.py"),
    ("identity_slowly", _HERE / "identity_slowly.py"),
):
    if _name not in sys.modules:
        _spec = importlib.util.spec_from_file_location(_name, _path)
        assert _spec is not None
        assert _spec.loader is not None
        sys.modules[_name] = importlib.util.module_from_spec(_spec)
        _spec.loader.exec_module(sys.modules[_name])

from a_place import Place, number  # noqa: E402
from identity_slowly import placed_slowly  # noqa: E402

FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
MODEL = starting_model(("number", "given", "family", "dob", "postcode", "address", "gender"), 5_000)

people = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["Ashdown", "Brook", "Carrow", "O'Dowd", "Nguyễn"]),
        "given": st.sampled_from(["Margaret", "Alan", "Zoë", "Ivor"]),
        "gender": st.sampled_from(["1", "2"]),
        "dob": st.sampled_from(["1941-05-17", "1966-11-02", "1950-01-01"]),
        "postcode": st.sampled_from(["ZE1 1AB", "ZE2 2CD"]),
        "address": st.sampled_from(["1 Mill Lane", "2 High Street"]),
    }
)
slips = st.fixed_dictionaries(
    {},
    optional={
        "family": st.sampled_from(["Brook", "Ashdowne"]),
        "given": st.sampled_from(["Peggy", "Al"]),
        "dob": st.sampled_from(["1941-05-18", "1966-02-11"]),
        "postcode": st.sampled_from(["ZE1 1AC", ""]),
        "number": st.sampled_from(["", "1234567890"]),
    },
)
sources = st.sampled_from(["acute_patients", "csds_mpi", "cld_clients"])
records = st.lists(st.tuples(sources, st.integers(0, 9), slips), max_size=12)


def place_of(connection, register, arrived):
    place = Place(connection)
    for serial, person in enumerate(register):
        place.holds(number=number(serial), **person)
    for serial, (table, who, wrong) in enumerate(arrived):
        person = register[who % len(register)]
        place.arrives(table, str(serial), **{"number": number(who % len(register)), **person, **wrong})
    return place


@FEW
@given(register=st.lists(people, min_size=1, max_size=8), arrived=records)
def test_what_a_set_rule_finds_slowly_is_found(register, arrived):
    with connect(threads=1) as connection:
        place = place_of(connection, register, arrived)
        _, links = place.link(model=MODEL)
    held = place.rows["gp_register"]
    for table in ("acute_patients", "csds_mpi", "cld_clients"):
        for record in place.rows[table]:
            row = links[
                {"acute_patients": "acute", "csds_mpi": "community", "cld_clients": "social_care"}[table], record["id"]
            ]
            slowly = placed_slowly(record, held)
            contradicted = record["number"] in {other["number"] for other in held} - {slowly}
            if slowly is not None and not contradicted:
                assert row["person_id"] == links["gp", slowly]["person_id"]


@FEW
@given(register=st.lists(people, min_size=1, max_size=8), first=records, then=records)
def test_arrivals_give_the_links_a_full_rebuild_gives(register, first, then):
    with connect(threads=1) as connection:
        _, whole = place_of(connection, register, first + then).link(model=MODEL)
    with connect(threads=1) as connection:
        place_of(connection, register, first).link(model=MODEL)
        now = place_of(connection, register, first + then)
        now.open()
        connection.execute(
            "create table arriving (source varchar, organisation_code varchar, source_person_id varchar)"
        )
        names = {"acute_patients": "acute", "csds_mpi": "community", "cld_clients": "social_care"}
        for serial, (table, _, _) in enumerate(first + then):
            if serial >= len(first):
                connection.execute("insert into arriving values (?, 'ORG1', ?)", [names[table], str(serial)])
        link_arrivals(connection, key=b"k" * 32, model=MODEL)
        added = now.links()
    assert set(added) == set(whole)
    for key, row in whole.items():
        assert {**added[key], "score": None} == {**row, "score": None}
        assert added[key]["score"] == (pytest.approx(row["score"]) if row["score"] is not None else None)


@FEW
@given(register=st.lists(people, min_size=1, max_size=8), arrived=records, dice=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_how_many_work_at_a_time_are_of_no_account(register, arrived, dice):
    answers = []
    for threads in (1, 2):
        with connect(threads=threads) as connection:
            place = place_of(connection, register, arrived)
            if threads == 2:
                for rows in place.rows.values():
                    dice.shuffle(rows)
            summary, links = place.link()
            shown = connection.execute("from review_pairs order by all").fetchall()
            model = summary.model and {**asdict(summary.model), "trained_at": ""}
        answers.append((model, links, shown))
    assert answers[0] == answers[1]


numbers = st.one_of(st.none(), st.integers(1, 3))


@given(st.dictionaries(st.integers(1, 12), numbers, min_size=2), st.data())
def test_no_group_of_leftovers_holds_two_numbers(held, data):
    ids = sorted(held)
    links = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids))))
    pairs = [(min(a, b), max(a, b), "1-number", held[min(a, b)], held[max(a, b)]) for a, b in links if a != b]
    groups: dict[int, set[int | None]] = {}
    for record, (root, _) in grouped(pairs).items():
        groups.setdefault(root, set()).add(held[record])
        assert root <= record
    assert all(len(found - {None}) <= 1 for found in groups.values())
