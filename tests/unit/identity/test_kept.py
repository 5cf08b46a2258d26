"""What is kept of the register between runs: the same links with it and without, and nothing used that is stale."""

import stat

import pytest
from a_place import ANN, Place, number

from joinedup.engine import connect
from joinedup.identity import Kept
from joinedup.identity.model import starting_model

MODEL = starting_model(("number", "given", "family", "dob", "postcode", "address", "gender"), 5_000)


def a_place(connection):
    place = Place(connection).holds().holds(postcode="ZE2 2CD", start="2020-01-01")
    for serial, (given, family) in enumerate((("Peter", "Ashdown"), ("Zoë", "Nguyễn"), ("Ivor", "O'Dowd")), 2):
        place.holds(number=number(serial), given=given, family=family, dob=f"19{serial}1-03-0{serial}")
    place.arrives("acute_patients", "cross", family="Ashdowne")
    place.arrives("csds_mpi", "names", number=None)
    place.arrives(
        "cld_clients", "slips", number=None, given="Zoe", family="Nguyen", dob="1931-03-13", postcode="ZE1 1AC"
    )
    place.arrives("cld_clients", "new name", number=None, given="Quentin", family="Fotheringay")
    return place


def linked(kept=None, replaced=None, **more):
    with connect() as connection:
        place = a_place(connection)
        for person in more.get("held", ()):
            place.holds(**person)
        if replaced:
            connection.execute("create table identity_superseded (old_number varchar, new_number varchar)")
            connection.execute("insert into identity_superseded values (?, ?)", replaced)
        _, links = place.link(model=MODEL, kept=kept)
        shown = connection.execute("from review_pairs order by all").fetchall()
        return links, shown


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path / "register", "one")


def test_the_links_are_the_same_with_and_without(kept):
    afresh = linked()
    assert linked(kept) == afresh  # writes it
    assert (kept.folder / "register.duckdb").exists()
    assert linked(kept) == afresh  # reads it


def test_it_is_read_only_while_its_mark_is_the_same(kept):
    linked(kept)
    newcomer = {**ANN, "number": number(9), "given": "Quentin", "family": "Fotheringay"}
    found = ("social_care", "new name")
    assert linked(kept, held=[newcomer])[0][found]["method"] == "unmatched", "the mark says that nothing has changed"
    other = Kept(kept.folder, "two")
    assert linked(other, held=[newcomer]) == linked(held=[newcomer])
    assert linked(other)[0][found]["method"] == "alphanumeric", "what was kept is of the later register"


def test_a_half_written_one_is_made_again(kept):
    afresh = linked(kept)
    with (kept.folder / "register.duckdb").open("ab") as file:
        file.write(b"more")
    assert linked(kept) == afresh
    (kept.folder / "kept.json").unlink()
    assert linked(kept) == afresh


def test_numbers_that_were_replaced_are_followed(kept):
    replaced = (number(3), number(1))
    linked(kept)
    assert linked(kept, replaced) == linked(None, replaced)
    assert linked(kept) == linked(), "what is kept is the register as it came"


def test_of_a_register_that_is_no_longer_the_one_nothing_is_kept(kept):
    linked(kept)
    linked(Kept(kept.folder, "two"), (number(3), number(1)))
    assert not kept.folder.exists(), "it held people who may since have left the register"


def test_nobody_but_its_owner_reads_it(kept):
    linked(kept)
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((kept.folder / "register.duckdb").stat().st_mode) == 0o600


def test_it_holds_no_spelling_that_the_register_has_not(kept):
    linked(kept)
    with connect() as connection:
        connection.execute(f"attach '{kept.folder / 'register.duckdb'}' as kept (read_only)")
        spelled = {row[0] for row in connection.execute("select raw from kept.known_names").fetchall()}
    assert {"Ashdown", "Zoë"} <= spelled
    assert not spelled & {"Quentin", "Fotheringay", "Ashdowne"}
