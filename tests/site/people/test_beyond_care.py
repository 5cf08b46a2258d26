"""Beyond care: who opted out is left out, files carry no names, and only one's own people are found again."""

import csv
import datetime as dt
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from joinedup.engine import Workspace
from joinedup.governance.roles import COMMUNITY_MATRON, DATA_MANAGER, GOVERNANCE_LEAD, GP, PRACTICE_NURSE
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions.memberships import give_role
from joinedup.web.governance.models import AccessEntry, Alert, ObjectionFact
from joinedup.web.maintenance.back_up import back_up
from joinedup.web.people import beyond_care, turning_back

from ..conftest import appoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served")]
MILL_LANE, O_NEILL, HARBOUR = b"9990000018,\n", b"9990000026,\n", b"9990000034,\n"
WHY = "A review of falls found this row high"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch) -> None:
    """What is asked and answered here stays here."""
    monkeypatch.setattr(beyond_care, "_folder", lambda: tmp_path / "opt-out")


def _ask(town, sign_in) -> bytes:
    return sign_in(town[DATA_MANAGER]).post("/opt-outs/file/").content


def _bring(town, sign_in, content: bytes) -> str:
    sent = {"answer": SimpleUploadedFile("answer.dat", content)}
    return sign_in(town[DATA_MANAGER]).post("/opt-outs/", sent, follow=True).content.decode()


def _rows(town, sign_in, recipient: str = "public-health") -> list[dict[str, str]]:
    answer = sign_in(town[DATA_MANAGER]).post("/without-names/", {"recipient": recipient})
    assert answer["Content-Type"].startswith("text/csv"), answer.content.decode()
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_everybody_on_a_list_is_asked_about_byte_for_byte_and_not_again_while_the_answer_holds(town, sign_in):
    assert _ask(town, sign_in) == MILL_LANE + O_NEILL + HARBOUR
    assert "The answer about 3 people is taken in" in _bring(town, sign_in, MILL_LANE + HARBOUR)
    assert _ask(town, sign_in) == b""


def test_who_opted_out_and_who_objected_is_in_no_file(town, sign_in):
    _ask(town, sign_in)
    _bring(town, sign_in, MILL_LANE + HARBOUR)
    assert len(_rows(town, sign_in)) == 2
    ObjectionFact.objects.create(person_id="2001", about="PLANNING", objected=True, recorded_by=town[GP].user)
    rows = _rows(town, sign_in)
    assert len(rows) == 1
    assert {"9990000018", "1001", "Harbottle", "1938-03-27"}.isdisjoint(rows[0].values())
    assert rows[0]["emergency_admissions_12_months"] == "1"


def test_an_answer_expires_and_with_it_the_leave_to_send(town, sign_in, time_machine):
    _ask(town, sign_in)
    _bring(town, sign_in, MILL_LANE + O_NEILL + HARBOUR)
    assert len(_rows(town, sign_in)) == 3
    time_machine.move_to(timezone.now() + dt.timedelta(days=8))
    page = sign_in(town[DATA_MANAGER]).post("/without-names/", {"recipient": "public-health"}).content.decode()
    assert "3 people have not been asked about" in page


@pytest.mark.parametrize("answer", [b"ERROR: invalid NHS Number", b"9990000042,\n", MILL_LANE.replace(b"\n", b"\r\n")])
def test_an_answer_that_is_none_is_refused_and_nothing_kept(town, sign_in, answer, tmp_path):
    _ask(town, sign_in)
    assert "There is a problem" in _bring(town, sign_in, answer)
    assert not (tmp_path / "opt-out" / "answers.json").exists()


def test_what_was_answered_stands_nowhere_in_words_and_is_in_no_back_up(town, sign_in, tmp_path, served):
    _ask(town, sign_in)
    _bring(town, sign_in, MILL_LANE)
    kept = (tmp_path / "opt-out" / "answers.json").read_text("ascii")
    assert all(len(name) == 64 for name in json.loads(kept))
    assert "9990000018" not in kept
    assert (tmp_path / "opt-out" / "asked.dat").read_bytes() == b"", "the question is forgotten once answered"
    whole = Workspace.open(tmp_path / "another", create=True).root
    (whole / "opt-out").mkdir()
    (whole / "opt-out" / "answers.json").write_text(kept)
    back_up(whole, tmp_path / "copy")
    assert not (tmp_path / "copy" / "opt-out").exists()


def test_a_doctor_finds_again_whom_they_look_after_with_a_reason_that_is_written_down(town, sign_in):
    _ask(town, sign_in)
    _bring(town, sign_in, MILL_LANE + O_NEILL + HARBOUR)
    (name,) = beyond_care.pseudonyms().of("public-health", ["1001"])
    assert name in {row["pseudonym"] for row in _rows(town, sign_in)}
    sent = {"recipient": "public-health", "pseudonym": name, "reason": WHY}
    assert sign_in(town[GP]).post("/re-identify/", sent)["Location"] == "/people/1001/"
    entry = AccessEntry.objects.get(did="turned a pseudonym back into a person")
    assert (entry.person_id, entry.because) == ("1001", WHY)


def test_nobody_is_found_beyond_ones_own_list_or_without_a_reason(town, sign_in):
    mine, anothers = beyond_care.pseudonyms().of("public-health", ["1001", "2001"])
    doctor = sign_in(town[GP])
    sent = {"recipient": "public-health", "pseudonym": anothers, "reason": WHY}
    assert "nobody on your list" in doctor.post("/re-identify/", sent).content.decode()
    assert AccessEntry.objects.filter(did__startswith="tried to turn", allowed=False, person_id="").exists()
    for wrong in ({"reason": "why"}, {"pseudonym": "1001"}, {"recipient": "somebody-else"}):
        page = doctor.post("/re-identify/", {**sent, "pseudonym": mine, **wrong})
        assert page.status_code == 200
        assert "There is a problem" in page.content.decode()
    assert sign_in(town[COMMUNITY_MATRON]).post("/re-identify/", sent).status_code == 403


def _try(doctor, number: int) -> str:
    name = beyond_care.pseudonyms().of("public-health", [f"9{number:03d}"])[0]
    sent = {"recipient": "public-health", "pseudonym": name, "reason": WHY}
    return doctor.post("/re-identify/", sent).content.decode()


def test_so_many_a_day_then_no_more_and_the_privacy_officer_is_told(town, sign_in, settings, time_machine):
    settings.REIDENTIFY_A_DAY = 3
    time_machine.move_to(timezone.localtime().replace(hour=12, minute=0))
    (name,) = beyond_care.pseudonyms().of("public-health", ["1001"])
    sent = {"recipient": "public-health", "pseudonym": name, "reason": WHY}
    doctor = sign_in(town[GP])
    assert "3 tries left today, of 3." in doctor.get("/re-identify/").content.decode()
    _try(doctor, 1)
    _try(doctor, 2)
    assert not Alert.objects.exists()
    assert doctor.post("/re-identify/", sent)["Location"] == "/people/1001/"
    alert = Alert.objects.get()
    assert (alert.kind, alert.organisation) == ("PSEUDONYMS", town.practice)
    refused = doctor.post("/re-identify/", sent)
    assert refused.status_code == 200
    assert "more is not allowed" in refused.content.decode()
    assert Alert.objects.count() == 1, "once a day is enough"
    assert ">Find out<" not in doctor.get("/re-identify/").content.decode()
    assert AccessEntry.objects.filter(did__startswith="was refused another pseudonym", allowed=False).count() == 1
    lead = appoint(town.administrator, GOVERNANCE_LEAD, town.practice, "lead")
    assert "As many pseudonyms were tried" in sign_in(lead).get(f"/alerts/{alert.reference}/").content.decode()
    assert alert.reference in sign_in(lead).get("/alerts/").content.decode()
    time_machine.move_to(timezone.now() + dt.timedelta(days=1))
    assert "3 tries left today" in sign_in(town[GP]).get("/re-identify/").content.decode()


def test_what_a_day_allows_is_a_persons_not_a_roles(town, sign_in, settings):
    settings.REIDENTIFY_A_DAY = 1
    _try(sign_in(town[GP]), 1)
    other = give_role(
        by=town.administrator, user=town[GP].user, organisation=town.other_practice, role_code=PRACTICE_NURSE.code
    )
    assert turning_back.left_today(Acting(other, "test")) == 0
    assert turning_back.left_today(town[PRACTICE_NURSE]) == 1
