"""Which areas are shown beside each other: any two lie one in the other, or apart."""

from joinedup.engine import connect
from joinedup.measures.protecting import KINDS, _tree, put_protected
from joinedup.measures.registry import MEASURES

UNITS = {
    ("county", "all"): [1, 2, 3, 4],
    ("district", "D1"): [1, 2],
    ("district", "D2"): [3, 4],
    ("ward", "W1"): [1],
    ("ward", "W2"): [2],
    ("ward", "W3"): [3, 4],
    ("lsoa_group", "within a ward"): [3],
    ("lsoa_group", "the whole of a district"): [1, 2],
    ("lsoa_group", "across two wards"): [2, 3],
}


def test_an_area_that_overlaps_another_is_left_out_and_every_other_has_the_smallest_that_holds_it() -> None:
    with connect(threads=1) as connection:
        connection.execute(
            "create temp table units (basis varchar, unit integer, area_kind varchar, area_code varchar)"
        )
        rows = [["resident", unit, *area] for area, units in UNITS.items() for unit in units]
        connection.executemany("insert into units values (?, ?, ?, ?)", rows)
        areas, parents = _tree(connection, "resident", KINDS["resident"])
    held_by = {area[1]: areas[parent][1] if parent >= 0 else None for area, parent in zip(areas, parents, strict=True)}
    assert held_by == {
        "all": None,
        "D1": "all",
        "D2": "all",
        "the whole of a district": "D1",
        "W1": "the whole of a district",
        "W2": "the whole of a district",
        "W3": "D2",
        "within a ward": "W3",
    }


_YEAR = """
create temp table units as
    select 'registered' as basis, unit, unnest(['county', 'practice']) as area_kind,
        unnest(['all', 'P' || unit]) as area_code, unnest([1, 2 + unit]) as area
    from range(3) as numbers(unit);
create temp table periods as select 'year' as period_kind, 0 as depth, 0 as part, date '2024-04-01' as period_start,
    date '2025-03-31' as period_end;
create temp table asked as select measure, 'rate' as kind, date '2024-04-01' as covered_from,
    date '2025-03-31' as covered_until from range(2) as numbers(measure);
create temp table sums as
    select 'registered' as basis, col0::integer as measure, unnest([1, 2, 3, 4]) as area, 0 as part,
        unnest(col1)::double as n, unnest([15000.0, 5000, 5000, 5000]) as d
    from (values (0, [163, 43, 60, 60]), (1, [120, 40, 40, 40]))
"""


def test_what_a_measure_counts_besides_one_within_it_is_no_small_number() -> None:
    """P0: 43 days in hospitals of any kind, 40 in general ones. With both shown, 3 are left for the others."""
    with connect(threads=1) as connection:
        connection.execute(_YEAR)
        put_protected(connection, [MEASURES["delayed_days"], MEASURES["delayed_days_acute"]])
        areas = "select distinct area, area_code from units"
        found = connection.execute(f"select measure, area_code from known join ({areas}) using (area)").fetchall()
    assert {code for measure, code in found if measure == 0} == {"all", "P0", "P1", "P2"}
    both = {code for measure, code in found if measure == 1}
    assert "all" in both
    assert "P0" not in both
    assert not {"P1", "P2"} <= both, "P0 would be what they leave"
