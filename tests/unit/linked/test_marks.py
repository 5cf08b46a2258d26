"""A mark changes with everything that a query reads, and with nothing else."""

import re

from joinedup.intake import CONTRACTS
from joinedup.linked import LINKED_TABLES
from joinedup.linked.marks import Marks
from joinedup.linked.writing import preparations

OF_THE_ROOM = {"prices", "not_general_and_acute"}  # made from files of the room, whose code every mark holds


def marks(**known: str) -> Marks:
    found = Marks(known)
    found.put_parts("person_links", "links", {"acute": known.get("acute", "a"), "gp": known.get("gp", "g")})
    return found


def read_by(query: str) -> set[str]:
    plain = re.sub(r"--[^\n]*", "", query)
    named = re.findall(r"(?<!distinct )\b(?:from|join)\s+([A-Za-z_][\w.]*)", plain)
    return set(named) - set(re.findall(r"\b(\w+)(?: \([^)]*\))? as \(", plain)) - {"lateral", "range"}


def test_every_table_that_a_query_reads_has_a_mark():
    made = {name for _, names in preparations() for name in names}
    known = {*CONTRACTS, *made, "person_links", "coverage", *OF_THE_ROOM, *(f"linked.{name}" for name in LINKED_TABLES)}
    for text in (*(table.query for table in LINKED_TABLES.values()), *(text for text, _ in preparations())):
        assert read_by(text)
        assert read_by(text) <= known


def test_a_query_depends_on_what_it_names():
    query = "select * from spells -- not beds"
    assert marks(spells="1", beds="2").of(query) == marks(spells="1", beds="3").of(query)
    assert marks(spells="1", beds="2").of(query) != marks(spells="2", beds="2").of(query)
    assert marks(spells="1").of(query) != marks(spells="1").of(query + " limit 1")


def test_links_of_one_source_change_only_with_that_source():
    of_one = "from spells join person_links as links on links.source = 'acute'"
    of_all = "from person_links"
    assert marks(acute="1", gp="1").of(of_one) == marks(acute="1", gp="2").of(of_one)
    assert marks(acute="1", gp="1").of(of_one) != marks(acute="2", gp="1").of(of_one)
    assert marks(acute="1", gp="1").of(of_all) != marks(acute="1", gp="2").of(of_all)
    both = f"{of_one} join person_links as others on true"
    assert marks(acute="1", gp="1").of(both) != marks(acute="1", gp="2").of(both)
