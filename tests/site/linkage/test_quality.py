"""How good the links are: exact for those who decide about links, protected for others, tried by drawn links."""

import pytest
from django.urls import reverse

from joinedup.basics.nhs_number import check_digit
from joinedup.engine import Workspace
from joinedup.governance.roles import ANALYST, DATA_MANAGER, GP
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.web.linkage import checked, pairs, quality
from joinedup.web.linkage.models import LinkDecision

pytestmark = pytest.mark.django_db
GIVEN = ("Agnes", "Bertram", "Clara", "Dora", "Edith", "Frank", "Gerda", "Hilda", "Ivor", "Jonas", "Karla", "Lotte")
NUMBERS = [
    nine + str(check_digit(nine)) for nine in map(str, range(999000001, 999000021)) if check_digit(nine) is not None
]
NUMBERS = NUMBERS[:9]


def _people() -> tuple[str, str]:
    register = "NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,ADDRESS_LINE1,POSTCODE,GP_PRACTICE_CODE,"
    rows = [register + "REGISTRATION_START_DATE"]
    clients = ["LA_Code,LA_Person_Unique_Identifier,NHS_Number,Family_Name,Given_Name,Gender,Date_of_Birth,Postcode"]
    for at, number in enumerate(NUMBERS):
        born = f"19{30 + at}-03-{10 + at}"
        rows.append(f"{number},Harbottle{at},{GIVEN[at]},2,{born},{at} Mill Lane,ZX1 1AA,A99001,2010-01-01")
        clients.append(f"999,C{at},{number},Harbottle{at},{GIVEN[at]},2,{born},ZX1 1AA")
    clients += [f"999,N{at},,Nobody{at},Zoe,2,1960-01-0{at + 1},ZX9 9ZZ" for at in range(3)]
    return "\n".join(rows), "\n".join(clients)


@pytest.fixture(scope="module")
def linked(tmp_path_factory) -> Workspace:
    folder = tmp_path_factory.mktemp("quality")
    made = Workspace.open(folder / "w", create=True)
    for name, text in zip(("gp_register.csv", "cld_clients.csv"), _people(), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
        receive(folder / name, made)
    build_linked(made)
    return made


@pytest.fixture(autouse=True)
def served(settings, linked) -> None:
    settings.WORKSPACE = linked.root


def test_who_decides_sees_every_count_and_why_some_found_nobody(town, sign_in) -> None:
    page = sign_in(town[DATA_MANAGER]).get("/data/quality/").content.decode()
    assert "75.0% of records found their person" in page
    assert "Nobody on the register is likely enough to be this person." in page
    assert "The record carries none" in page
    assert "too few to say (0 of 30)" in page
    assert "Harbottle" not in page


def test_others_see_no_small_count(town, sign_in) -> None:
    page = sign_in(town[ANALYST]).get("/data/quality/").content.decode()
    assert "Small counts are hidden" in page
    assert "75.0%" not in page
    assert "look at one" not in page
    assert "Why do some find nobody?" not in page
    found = quality.quality(exact=False)
    assert [group.found for group in found.groups if group.kind == "all"] == ["*", "*"]
    assert sign_in(town[GP]).get("/data/quality/").status_code == 403


def test_a_link_drawn_by_chance_is_looked_at_and_counts_for_its_step(town, sign_in) -> None:
    manager = sign_in(town[DATA_MANAGER])
    page = manager.get(reverse("next-drawn", args=["cross-check"]), follow=True)
    assert "A link drawn by chance" in page.content.decode()
    first = pairs.drawn("cross-check")[0]
    manager.post(f"/data/pairs/{first.ref}/", {"verdict": "accept"})
    assert LinkDecision.objects.get().drawn_from == "cross-check"
    after = manager.get(reverse("next-drawn", args=["cross-check"]))
    assert first.ref not in after.url
    (step,) = checked.checked(quality.quality(exact=True).steps)
    assert (step.looked_at, step.wrong, step.is_enough) == (1, 0, False)
    assert manager.get(reverse("next-drawn", args=["nothing"])).url == "/data/quality/"


def test_of_thirty_looked_at_the_share_has_an_interval() -> None:
    one = checked.Checked("scored", 400, 0.001, looked_at=40, wrong=1)
    low, high = one.interval
    assert one.is_enough
    assert 0 < low < 1 / 40 < high < 0.15


def test_the_same_links_are_drawn_from_build_to_build(linked) -> None:
    before = [pair.ref for pair in pairs.drawn()]
    build_linked(linked)
    assert [pair.ref for pair in pairs.drawn()] == before


def test_before_anything_is_linked_the_page_says_what_fills_it(town, sign_in, settings, tmp_path) -> None:
    settings.WORKSPACE = Workspace.open(tmp_path / "w", create=True).root
    page = sign_in(town[DATA_MANAGER]).get("/data/quality/").content.decode()
    assert "Nothing has been linked yet" in page
