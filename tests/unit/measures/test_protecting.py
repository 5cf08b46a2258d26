"""Which areas are shown beside each other: any two lie one in the other, or apart."""

from joinedup.engine import connect
from joinedup.measures.protecting import KINDS, _tree

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
