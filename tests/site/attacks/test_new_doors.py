"""Pseudonyms in strange digits, file names longer than a disk takes, and a cut of the worklist that tells a score."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from joinedup.governance.pseudonyms import PseudonymError, Pseudonyms
from joinedup.governance.roles import DATA_MANAGER, GP
from joinedup.web.coordination import worklist
from joinedup.web.governance.models import SealFact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served")]


@pytest.mark.parametrize("strange", ["٠٠١-" + "a" * 32, "001-" + "é" * 32])
def test_a_pseudonym_in_other_letters_is_none_of_ours(tmp_path, strange) -> None:
    made = Pseudonyms(tmp_path / "pseudonyms")
    made.of("public-health", ["1"])
    with pytest.raises(PseudonymError):
        made.person_of("public-health", strange, ["1"])


@pytest.mark.parametrize(("page", "field"), [("/measures/published/load/", "file"), ("/data/receive/", "extract")])
def test_a_name_longer_than_a_disk_takes_is_refused_in_words(town, sign_in, page, field) -> None:
    sent = SimpleUploadedFile("é" * 150 + ".csv", b"a,b\n1,2\n")
    answer = sign_in(town[DATA_MANAGER]).post(page, {field: sent})
    assert answer.status_code == 200
    assert "shorter name" in answer.content.decode()


def test_no_cut_of_the_worklist_tells_how_high_a_score_is_that_is_left_out(town, sign_in, monkeypatch) -> None:
    def row(cut: str) -> str:
        page = sign_in(town[GP]).get(f"/worklist/?cut={cut}").content.decode()
        return next((one for one in page.split("<tr") if "NEILL-KHAN" in one), "")

    monkeypatch.setattr(worklist, "WIDEST", 100.0)  # the town is too small for a second person in 5%
    assert not row("0.5")
    SealFact.objects.create(person_id="1002", part="HOSPITAL", organisation=town.trust, recorded_by=town[GP].user)
    assert "left out" in row("0.5")
    assert row("0.5") == row("5")
