"""The desk follows the linked record: two numbers become one person and two again, and no byte is lost on the way."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from joinedup.engine import Workspace
from joinedup.governance.consent import Part
from joinedup.governance.roles import DATA_MANAGER, GP
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.linked.who import Rules, write_rules
from joinedup.web.coordination.models import CaseDecision
from joinedup.web.governance import access_log, people
from joinedup.web.governance.models import AccessEntry, ConsentFact, ObjectionFact, Relationship, SealFact
from joinedup.web.governance.models.relationships import PersonReference
from joinedup.web.linkage import merges
from joinedup.web.linkage.models import MergeDecision, Move
from joinedup.web.maintenance import following
from joinedup.web.maintenance.fields import DESK, Merge

pytestmark = pytest.mark.django_db
OLD, NEW = "9990000018", "9990000026"
REGISTER = f"""NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,ADDRESS_LINE1,POSTCODE,GP_PRACTICE_CODE,\
REGISTRATION_START_DATE
{OLD},Harbottle,Agnes,2,1938-03-27,1 Mill Lane,ZX1 1AA,A99001,2010-01-01
{NEW},Harbottle,Agnes,2,1938-03-27,9 Quay Street,ZX1 1AB,A99002,2018-01-01
"""


@pytest.fixture
def workspace(settings, tmp_path: Path) -> Workspace:
    made = Workspace.open(tmp_path / "w", create=True)
    (tmp_path / "gp_register.csv").write_text(REGISTER, encoding="utf-8")
    receive(tmp_path / "gp_register.csv", made)
    build_linked(made)
    settings.WORKSPACE = made.root
    return made


@pytest.fixture
def two(workspace) -> tuple[str, str]:
    """The ids of the two numbers."""
    return merges.person_of(OLD), merges.person_of(NEW)


@pytest.fixture
def held(town, two) -> None:
    """A row of every model that follows, about each of the two; and one that stays as it was written."""
    by = town[GP]
    for at, who in enumerate(two):
        Relationship.objects.create(
            person_id=who, organisation=town.community, kind="CASELOAD", since="2026-01-01", given_by=by.user
        )
        ConsentFact.objects.create(
            person_id=who, part=Part.HOSPITAL.name, agreed=bool(at), how="spoken", recorded_by=by.user
        )
        ObjectionFact.objects.create(person_id=who, about="PLANNING", objected=not at, recorded_by=by.user)
        SealFact.objects.create(person_id=who, part="", organisation=town.council, recorded_by=by.user)
        CaseDecision.objects.create(
            person_id=who, organisation=town.practice, decided="accepted", build="b", by=by.user
        )
        access_log.write(by=by, did="opened the record", person_id=who)


def _everything() -> dict[str, list[tuple]]:
    """Every byte the desk's database holds about people, table by table."""
    tables = [model._meta.db_table for model in following.movable()]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'select * from "{table}" order by id')
            found[table] = cursor.fetchall()
    return found


def test_every_relation_to_a_person_says_what_becomes_of_it() -> None:
    for model in apps.get_models():
        fields = [field.name for field in model._meta.fields if isinstance(field, PersonReference)]
        if fields:
            assert isinstance(DESK[model._meta.label].merge, Merge), f"{model._meta.label} is not classified"
            assert following.REFERENCE in fields, f"{model._meta.label} names its person otherwise"
    assert {model._meta.label for model in following.movable()} == {
        label for label, kept in DESK.items() if kept.merge is Merge.BOTH
    }


def test_a_merge_moves_everything_and_an_unmerge_restores_it_byte_for_byte(
    town, sign_in, workspace, two, held, django_capture_on_commit_callbacks
) -> None:
    old, new = two
    before = _everything()
    assert all(before.values()), "each model that follows has a row here"
    manager = sign_in(town[DATA_MANAGER])
    with django_capture_on_commit_callbacks(execute=True):
        manager.post("/data/merges/", {"was": OLD, "now": NEW})
        page = manager.get("/data/merges/new/").content.decode()
        assert "1 Mill Lane" not in page  # another organisation protects the addresses
        manager.post("/data/merges/new/", {"reason": "The practice confirmed it"})
    assert _everything() == before, "nothing moves before the record says so"

    build_linked(workspace)
    manager.get("/data/")  # the first page after a new build
    assert merges.person_of(OLD) == new
    for model in following.movable():
        assert not model.objects.filter(person_id=old).exists()
        assert model.objects.filter(person_id=new).count() == 2
    assert {entry.person_id for entry in people.looked_at(new)} >= {old, new}, "who looked is still to be seen"
    assert AccessEntry.objects.filter(person_id=old).exists(), "the log stays as it was written"
    assert access_log.first_break() is None

    (merge,) = merges.merges()
    assert "followed on" in manager.get(f"/data/merges/{merge.ref}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"/data/merges/{merge.ref}/", {"verdict": "reject", "reason": "Two sisters"})
    build_linked(workspace)
    assert "went back on" in manager.get(f"/data/merges/{merge.ref}/").content.decode()
    assert _everything() == before
    assert [one.decision for one in MergeDecision.objects.all()] == ["accept", "reject"]
    trail = AccessEntry.objects.filter(did__startswith="decided about two NHS Numbers")
    assert {(entry.person_id, entry.did.rpartition(" ")[2]) for entry in trail} == {
        (who, what) for who in two for what in ("accept", "reject")
    }


def test_what_changed_between_merge_and_unmerge_keeps_the_change(town, workspace, two, held) -> None:
    old, new = two
    mine = Relationship.objects.get(person_id=old)
    move = following._move(old, new, "b1")
    moved = move.rows.get(model="governance.Relationship")
    assert moved.digest == following.digest(mine)
    Relationship.objects.filter(pk=mine.pk).update(until="2026-06-01")
    added = ConsentFact.objects.create(
        person_id=new, part=Part.HOSPITAL.name, agreed=True, how="spoken", recorded_by=town[GP].user
    )
    following._give_back(move, "b2")
    mine.refresh_from_db()
    assert (mine.person_id, str(mine.until)) == (old, "2026-06-01")
    added.refresh_from_db()
    assert added.person_id == new
    assert following.digest(mine) != moved.digest


def test_what_was_refused_while_two_were_one_counts_for_both_when_they_are_two_again(town, workspace, two) -> None:
    """Nobody can know which of the two said it: what was closed is not opened by telling them apart."""
    old, new = two
    by = town[GP]
    move = following._move(old, new, "b1")
    said = {"person_id": new, "recorded_by": by.user}
    ConsentFact.objects.create(part="EVERYTHING", agreed=False, how="spoken", **said)
    ConsentFact.objects.create(part="HOSPITAL", agreed=False, how="spoken", **said)
    ConsentFact.objects.create(part="HOSPITAL", agreed=True, how="spoken", **said)
    ObjectionFact.objects.create(about="PLANNING", objected=True, **said)
    SealFact.objects.create(part="", organisation=town.council, **said)
    following._give_back(move, "b2")
    for who in two:
        refused = list(ConsentFact.objects.filter(person_id=who, agreed=False).values_list("part", flat=True))
        assert "EVERYTHING" in refused
        assert who in people.objectors("PLANNING")
        assert people.address_is_hidden(by, who)
    assert not ConsentFact.objects.filter(person_id=old, part="HOSPITAL").exists(), "it was taken back"


def test_what_was_refused_counts_for_each_when_an_id_goes_to_several(town, workspace, two, held, monkeypatch) -> None:
    SealFact.objects.create(person_id="88", part="", organisation=town.council, recorded_by=town[GP].user)
    ObjectionFact.objects.create(person_id="88", about="RESEARCH", objected=True, recorded_by=town[GP].user)
    monkeypatch.setattr(following, "_where_they_went", lambda *asked: {"88": set(two)})
    following.follow()
    following.follow()
    assert people.objectors("RESEARCH") == {"88", *two}
    assert ObjectionFact.objects.filter(about="RESEARCH").count() == 3, "once each"


def test_two_of_whom_the_desk_held_nothing_are_followed_too(town, workspace, two) -> None:
    old, new = two
    MergeDecision.objects.create(person_id=new, was_id=old, decision="accept", reason="x", by=town[GP].user)
    assert following.follow() == []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(following, "_known", lambda connection, ids: set(ids) - {old})
        patched.setattr(following, "_where_they_went", lambda *asked: {old: {new}})
        assert len(following.follow()) == 1
        assert following.follow() == []
    ObjectionFact.objects.create(person_id=new, about="PLANNING", objected=True, recorded_by=town[GP].user)
    following.follow()
    assert people.objectors("PLANNING") == {old, new}


def test_a_number_that_replaced_one_that_had_replaced_another(town, workspace, two, held) -> None:
    old, new = two
    before = _everything()
    first, last = following._move(old, new, "b1"), following._move(new, "77", "b2")
    assert merges.earlier_ids("77") == {old, new}
    following._give_back(first, "b3")
    assert CaseDecision.objects.filter(person_id=old).count() == 1
    following._give_back(last, "b4")
    assert _everything() == before


def test_a_record_that_joins_somebody_takes_what_the_desk_holds_along(town, workspace, held, two, tmp_path) -> None:
    clients = (
        "LA_Code,LA_Person_Unique_Identifier,NHS_Number,Family_Name,Given_Name,Gender,Date_of_Birth,Postcode\n"
        "999,C1,,Harbottle,,2,,\n"
    )
    (tmp_path / "cld_clients.csv").write_text(clients, encoding="utf-8")
    receive(tmp_path / "cld_clients.csv", workspace)
    build_linked(workspace)
    following.follow()
    alone = _person("C1")
    assert alone not in two
    fact = ObjectionFact.objects.create(person_id=alone, about="PLANNING", objected=True, recorded_by=town[GP].user)
    (workspace.root / "identity" / "decisions.csv").write_text(
        "source,organisation_code,source_person_id,nhs_number,decision,decided_by,decided_at\n"
        f"social_care,999,C1,{OLD},accept,7,2026-01-01 10:00:00\n"
    )
    build_linked(workspace)
    (move,) = following.follow()
    fact.refresh_from_db()
    assert (move.was_id, fact.person_id) == (alone, two[0])
    assert following.follow() == []
    assert following.lost() == 0


def test_what_leads_to_nobody_is_counted_on_a_page_that_names_nobody(town, sign_in, workspace, two) -> None:
    manager = sign_in(town[DATA_MANAGER])
    assert "Every id leads to somebody" in manager.get("/lost/").content.decode()
    for one in ("424242", "424242", "434343", two[0]):
        ObjectionFact.objects.create(person_id=one, about="PLANNING", objected=True, recorded_by=town[GP].user)
    page = manager.get("/lost/").content.decode()
    assert "<h1>2 ids lead to nobody</h1>" in page
    assert "Objection facts" in page
    assert following.lost_by_kind() == [("Objection facts", 3, 2)]
    assert not [one for one in ("424242", "434343", *two) if one in page]
    assert sign_in(town[GP]).get("/lost/").status_code == 403


def _person(record: str) -> str:
    from joinedup.web.people.record import reading

    with reading("linked") as opened:
        query = "select cast(person_id as varchar) from person_links where source_person_id = $id"
        return opened.connection.execute(query, {"id": record}).fetchone()[0]


def test_numbers_are_found_for_ids_as_linking_makes_them(two) -> None:
    assert merges.numbers(two) == {two[0]: OLD, two[1]: NEW}
    assert merges.numbers({"1", "nobody"}) == {}


def test_a_wrong_number_is_said_at_its_field(town, sign_in, workspace) -> None:
    manager = sign_in(town[DATA_MANAGER])
    page = manager.post("/data/merges/", {"was": "9990000019", "now": "9990000034"}).content.decode()
    assert "Enter an NHS Number of ten digits" in page
    assert "not on the register" in page
    same = manager.post("/data/merges/", {"was": OLD, "now": OLD}).content.decode()
    assert "Both numbers already lead to one person" in same
    assert manager.get("/data/merges/nothing/").status_code == 404
    assert manager.get("/data/merges/new/").status_code == 302


def test_where_two_must_agree_one_merges_nothing(
    town, sign_in, workspace, two, held, django_capture_on_commit_callbacks
) -> None:
    write_rules(workspace, Rules(people_needed=2))
    manager = sign_in(town[DATA_MANAGER])
    with django_capture_on_commit_callbacks(execute=True):
        manager.post("/data/merges/", {"was": OLD, "now": NEW})
        manager.post("/data/merges/new/", {"reason": "The practice confirmed it"})
    build_linked(workspace)
    manager.get("/data/")
    assert merges.person_of(OLD) == two[0]
    assert not Move.objects.exists()
