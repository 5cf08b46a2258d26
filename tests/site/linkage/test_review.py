"""Two records, one person? Decided on the page, obeyed by the next linking, undone by deciding otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from joinedup.basics.progress import silent
from joinedup.engine import Workspace, connect
from joinedup.governance.roles import ANALYST, DATA_MANAGER, GP
from joinedup.identity.comparing import BITS
from joinedup.identity.model import starting_model
from joinedup.intake import open_tables, receive
from joinedup.linked import build_linked
from joinedup.linked.who import Rules, link, write_rules
from joinedup.web.governance.models import AccessEntry, SealFact
from joinedup.web.linkage import pairs
from joinedup.web.linkage.models import LinkDecision
from joinedup.web.linkage.pairs import Line

pytestmark = pytest.mark.django_db

REGISTER = """NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,ADDRESS_LINE1,POSTCODE,GP_PRACTICE_CODE,\
REGISTRATION_START_DATE
9990000018,Harbottle,Agnes,2,1938-03-27,1 Mill Lane,ZX1 1AA,A99001,2010-01-01
9990000026,Quillfeather,Bertram,1,1944-07-09,2 Mill Lane,ZX1 1AB,A99001,2010-01-01
"""
CLIENTS = """LA_Code,LA_Person_Unique_Identifier,NHS_Number,Family_Name,Given_Name,Gender,Date_of_Birth,\
Address_Line_1,Postcode
999,QZ77,,Harbottle,Nessie,2,1938-03-01,9 Elsewhere,ZX9 9ZZ
"""


@pytest.fixture
def doubtful(settings, tmp_path: Path) -> Workspace:
    """A client who may be Agnes Harbottle, put into the queue of a linked build."""
    made = Workspace.open(tmp_path / "w", create=True)
    for name, text in (("gp_register.csv", REGISTER), ("cld_clients.csv", CLIENTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        receive(tmp_path / name, made)
    build = build_linked(made)
    with connect() as connection:
        build.open_in(connection)
        agnes = connection.execute("select person_id from persons where nhs_number = '9990000018'").fetchone()[0]
        connection.execute(f"""copy (select 'social_care' as source, '999' as organisation_code,
            'QZ77' as source_person_id, '9990000018' as candidate_nhs_number, {agnes}::bigint as candidate_person_id,
            0.8::double as score, 'scored' as rule, '22' as outcome, null::double as runner_up, 1 as rivals,
            null::bigint as pattern) to '{build.table("review_pairs")}' (format parquet)""")
    settings.WORKSPACE = made.root
    return made


def _method(workspace: Workspace) -> tuple[str, int]:
    with connect() as connection:
        open_tables(connection, workspace)
        link(connection, workspace, silent)
        return connection.execute("select method, person_id from person_links where source = 'social_care'").fetchone()


def test_two_records_stand_side_by_side_and_looking_is_written_down(town, sign_in, doubtful) -> None:
    manager = sign_in(town[DATA_MANAGER])
    queue = manager.get("/data/pairs/").content.decode()
    assert "1 pair to look at" in queue
    assert "Harbottle" not in queue
    pair = pairs.queue()[0]
    page = manager.get(f"/data/pairs/{pair.ref}/").content.decode()
    assert "Nessie" in page
    assert "≠ differs" in page
    assert "= same" in page
    assert AccessEntry.objects.filter(person_id=pair.person_id, did="compared two records").count() == 1
    assert "QZ77" not in pair.ref
    assert "9990000018" not in pair.ref


def test_what_speaks_for_and_against_adds_up_to_what_the_waterfall_ends_with(doubtful, monkeypatch) -> None:
    pair = replace(pairs.queue()[0], pattern=1 | 5 << BITS)
    assert pairs.waterfall(pairs.queue()[0]) is None
    monkeypatch.setattr(pairs, "saved_model", lambda _: starting_model(("given", "family"), 50_000))
    drawn = pairs.waterfall(pair)
    assert [row[0] for row in drawn.rows] == ["Before looking", "Given name", "Family name", "Together"]
    assert [row[1] for row in drawn.rows[1:3]] == ["the same given name", "another family name"]
    weights = [float(row[2].replace("−", "-")) for row in drawn.rows]
    assert weights[3] == pytest.approx(sum(weights[:3]), abs=0.16)
    assert weights[2] < 0 < weights[1]
    assert "the same given name" in drawn.summary


def test_a_gender_nobody_knows_differs_from_none(doubtful) -> None:
    lines = {line.name: line for line in pairs.side_by_side(pairs.queue()[0])}
    assert (lines["Gender"].theirs, lines["Gender"].mark) == ("Female", "same")
    assert Line("Gender", pairs.in_words("Gender", "0"), "Female").mark == "missing"
    assert lines["NHS Number"].ours == "999 000 0018"
    assert lines["Date of birth"].theirs == "1 March 1938"


def test_a_decision_is_obeyed_by_the_next_linking_and_the_one_after_and_can_be_undone(
    town, sign_in, doubtful, django_capture_on_commit_callbacks
) -> None:
    assert _method(doubtful)[0] == "unmatched"
    manager, pair = sign_in(town[DATA_MANAGER]), pairs.queue()[0]
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"/data/pairs/{pair.ref}/", {"verdict": "accept"})
    assert _method(doubtful) == ("decided", int(pair.person_id))
    assert _method(doubtful) == ("decided", int(pair.person_id))
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"/data/pairs/{pair.ref}/", {"verdict": "reject"})
    assert _method(doubtful)[0] == "unmatched"
    assert LinkDecision.objects.count() == 2


def test_where_two_must_agree_one_is_not_enough(town, sign_in, doubtful, django_capture_on_commit_callbacks) -> None:
    write_rules(doubtful, Rules(people_needed=2))
    manager, pair = sign_in(town[DATA_MANAGER]), pairs.queue()[0]
    assert "2 people must agree" in manager.get(f"/data/pairs/{pair.ref}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"/data/pairs/{pair.ref}/", {"verdict": "accept"})
    assert _method(doubtful)[0] == "unmatched"


def test_a_wild_verdict_is_no_decision_and_a_wild_address_no_pair(town, sign_in, doubtful) -> None:
    manager, pair = sign_in(town[DATA_MANAGER]), pairs.queue()[0]
    assert "There is a problem" in manager.post(f"/data/pairs/{pair.ref}/", {"verdict": "yes"}).content.decode()
    assert not LinkDecision.objects.exists()
    assert manager.get("/data/pairs/nothing/").status_code == 404


@pytest.mark.parametrize("role", [ANALYST, GP], ids=str)
def test_nobody_else_compares_records(town, sign_in, doubtful, role) -> None:
    assert sign_in(town[role]).get("/data/pairs/").status_code == 403


def test_a_protected_address_is_left_out_and_that_is_said(town, sign_in, doubtful) -> None:
    (found,) = pairs.queue()
    SealFact.objects.create(
        person_id=found.person_id, part="", organisation=town.council, recorded_by=town.administrator.user
    )
    page = sign_in(town[DATA_MANAGER]).get(f"/data/pairs/{found.ref}/").content.decode()
    assert "The address is protected and left out here." in page
    assert not [where for where in ("1 Mill Lane", "ZX1 1AA", "9 Elsewhere", "ZX9 9ZZ") if where in page]
