"""Who may open what: every role and every page, every relationship and everything a person may have said.

The pages come from the site itself. What is expected stands in two tables here; a page that is not in the first fails.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from joinedup.governance.permissions import Permission as May
from joinedup.governance.roles import COMMUNITY_MATRON, GP, ROLES, Role
from joinedup.web.governance.access import PUBLIC, SIGNED_IN, declared
from joinedup.web.governance.models import ConsentFact, ReasonedOpening, Relationship

PAGES: dict[str, May | str] = {
    # everybody
    "accessibility": PUBLIC,
    "privacy": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_signup": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "openid_connect_login": PUBLIC,
    "openid_connect_callback": PUBLIC,
    "socialaccount_login_cancelled": PUBLIC,
    "socialaccount_login_error": PUBLIC,
    "socialaccount_signup": PUBLIC,
    "new-password": PUBLIC,
    # everybody signed in
    "sign-out-everywhere": SIGNED_IN,
    "home": SIGNED_IN,
    "choose-role": SIGNED_IN,
    "account": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    # governance
    "alerts": May.CLOSE_ALERTS,
    "alert": May.CLOSE_ALERTS,
    "kept": May.DELETE_KEPT,
    "access-log": May.READ_ACCESS_LOG,
    "staff": May.MANAGE_PEOPLE,
    "new-account": May.MANAGE_PEOPLE,
    "staff-member": May.MANAGE_PEOPLE,
    "identity": May.MANAGE_PEOPLE,
    "password-link": May.MANAGE_PEOPLE,
    "second-factor-reset": May.MANAGE_PEOPLE,
    "organisations": May.MANAGE_ORGANISATIONS,
    "organisation": May.MANAGE_ORGANISATIONS,
    "close-account": May.MANAGE_PEOPLE,
    "end-role": May.MANAGE_PEOPLE,
    # care
    "find-person": May.READ_PERSON,
    "person": May.READ_PERSON,
    "open-closed": May.BREAK_GLASS,
    "consent": May.RECORD_CONSENT,
    "caseload": May.MANAGE_CASELOAD,
    "re-identify": May.REIDENTIFY,
    "worklist": May.READ_WORKLIST,
    "decide-case": May.DECIDE_CASE,
    # counts
    "worklist-counts": May.TAKE_COUNTS,
    "measures": May.READ_MEASURES,
    "measure": May.READ_MEASURES,
    "published-files": May.READ_MEASURES,
    "published-figure": May.READ_MEASURES,
    "load-published": May.LOAD_FILES,
    # data
    "data": May.READ_FEEDS,
    "completeness": May.READ_FEEDS,
    "receive-file": May.LOAD_FILES,
    "extract": May.READ_FEEDS,
    "link-quality": May.READ_FEEDS,
    "next-drawn": May.DECIDE_LINKS,
    "review-rule": May.SET_LINK_RULE,
    "merges": May.DECIDE_LINKS,
    "lost-ids": May.DECIDE_LINKS,
    "new-merge": May.DECIDE_LINKS,
    "merge": May.DECIDE_LINKS,
    "opt-outs": May.LOAD_FILES,
    "opt-out-file": May.LOAD_FILES,
    "without-names": May.SEND_PSEUDONYMS,
    "review-pairs": May.DECIDE_LINKS,
    "review-pair": May.DECIDE_LINKS,
    # plans
    "plans": May.READ_PLAN,
    "import-plan": May.EDIT_PLAN,
    "plan": May.READ_PLAN,
    "plan-section": May.READ_PLAN,
    "plan-answer": May.EDIT_PLAN,
    "plan-ask": May.EDIT_PLAN,
    "plan-draft": May.EDIT_PLAN,
    "plan-draft-drop": May.EDIT_PLAN,
    "plan-go-back": May.EDIT_PLAN,
    "plan-comments": May.READ_PLAN,
    "plan-say": May.READ_PLAN,
    "plan-see-to": May.READ_PLAN,
    "plan-new-row": May.EDIT_PLAN,
    "plan-row": May.EDIT_PLAN,
    "plan-row-out": May.EDIT_PLAN,
    "plan-row-draft": May.EDIT_PLAN,
    "plan-row-draft-drop": May.EDIT_PLAN,
    "plan-part-2": May.EDIT_PLAN,
    "plan-figures": May.READ_PLAN,
    "plan-take-over": May.EDIT_PLAN,
    "plan-carry": May.EDIT_PLAN,
    "plan-milestones": May.READ_PLAN,
    "plan-milestone": May.EDIT_PLAN,
    "plan-risks": May.READ_PLAN,
    "plan-risk": May.EDIT_PLAN,
    "plan-governed": May.READ_PLAN,
    "plan-board": May.EDIT_PLAN,
    "plan-board-close": May.EDIT_PLAN,
    "plan-decision": May.EDIT_PLAN,
    "plan-action": May.EDIT_PLAN,
    "plan-action-done": May.READ_PLAN,
    "plan-providers": May.READ_PLAN,
    "plan-ask-provider": May.EDIT_PLAN,
    "plan-commentary": May.COMMENT_PLAN,
    "plan-assurance": May.READ_PLAN,
    "plan-judge": May.ASSURE_PLAN,
    "plan-conclude": May.ASSURE_PLAN,
    "plan-condition": May.ASSURE_PLAN,
    "plan-evidence": May.READ_PLAN,
    "plan-condition-met": May.ASSURE_PLAN,
    "plan-source": May.READ_PLAN,
    "plan-history": May.READ_PLAN,
    "plan-download": May.READ_PLAN,
    "plan-differences": May.READ_PLAN,
    "plan-signatures": May.READ_PLAN,
    "plan-sign": May.SIGN_PLAN,
    "plan-signatory": May.EDIT_PLAN,
    "plan-signatory-off": May.EDIT_PLAN,
    "silence-finding": May.EDIT_PLAN,
}

SITE: list[URLPattern] = list(get_resolver().url_patterns)
NAMED = {page.name: page for page in SITE}
SAMPLES = {"IntConverter": 1, "StringConverter": "1001", "SlugConverter": "a"}


def address(page: URLPattern) -> str:
    """An address of the page: something in every gap."""
    kinds = {name: type(one).__name__ for name, one in page.pattern.converters.items()}
    return reverse(page.name, kwargs={name: SAMPLES[kind] for name, kind in kinds.items()})


def test_every_page_of_the_site_is_in_the_table_and_says_the_same() -> None:
    assert {name: declared(page.callback) for name, page in NAMED.items()} == PAGES


@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_a_role_opens_the_pages_its_permissions_open_and_no_others(town, sign_in, served, role: Role) -> None:
    browser = sign_in(town[role])
    for name, needed in PAGES.items():
        if not isinstance(needed, May) or needed in role.may:
            continue
        for ask in (browser.get, browser.post):
            answer = ask(address(NAMED[name]))
            assert answer.status_code == 403, (name, answer.status_code)
            assert f"you may not {needed.value}" in answer.content.decode(), name


@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_a_role_is_let_in_where_it_should_be(town, sign_in, served, role: Role) -> None:
    browser = sign_in(town[role])
    browser.raise_request_exception = False  # whether a page has what it needs is for its own room's tests
    for name, needed in PAGES.items():
        if isinstance(needed, May) and needed in role.may:
            assert b"you may not" not in b"".join(browser.get(address(NAMED[name]))), name


def test_a_stranger_is_sent_to_sign_in_from_every_page(client, db) -> None:
    for name, needed in PAGES.items():
        if needed != PUBLIC:
            for ask in (client.get, client.post):
                answer = ask(address(NAMED[name]))
                assert answer["Location"].startswith("/sign-in/"), name


def test_who_holds_no_role_opens_only_what_is_for_everybody_signed_in(town, client) -> None:
    doctor = town[GP]
    doctor.user.memberships.update(until=timezone.localdate())
    client.force_login(doctor.user)
    for name, needed in PAGES.items():
        if isinstance(needed, May):
            assert client.get(address(NAMED[name]))["Location"] == "/role/", name


# -------------------------------------------------------------------------- one person's record, 1001 of Mill Lane

CARE = [role for role in ROLES.values() if May.READ_PERSON in role.may]
AT_HOME = {"gp", "practice-nurse"}


def _tie(kind: str, days: tuple[int, int | None] = (-10, None), *, mine: bool = True, other: bool = False) -> Callable:
    def make(town, acting) -> None:
        today = timezone.localdate()
        since, until = days
        Relationship.objects.create(
            person_id="1001",
            organisation=town.other_practice if other else acting.organisation,
            membership=None if kind != "SELF_CLAIMED" else (acting if mine else town.administrator).membership,
            kind=kind,
            since=today + dt.timedelta(days=since),
            until=None if until is None else today + dt.timedelta(days=until),
            given_by=acting.user,
        )

    return make


def _emergency(minutes: int) -> Callable:
    def make(town, acting) -> None:
        now = timezone.now()
        ReasonedOpening.objects.create(
            person_id="1001",
            kind="EMERGENCY",
            membership=acting.membership,
            reason="Found on the floor",
            since=now - dt.timedelta(hours=2),
            until=now + dt.timedelta(minutes=minutes),
        )

    return make


def _nothing(town, acting) -> None:
    """Nothing beyond the register."""


RELATIONSHIPS: dict[str, tuple[Callable, bool]] = {
    # what there is besides the register: does it open the record of somebody registered elsewhere?
    "none": (_nothing, False),
    "on the caseload": (_tie("CASELOAD"), True),
    "on the caseload from tomorrow": (_tie("CASELOAD", (1, None)), False),
    "on the caseload until yesterday": (_tie("CASELOAD", (-10, 0)), False),
    "on another organisation's caseload": (_tie("CASELOAD", other=True), False),
    "referred": (_tie("REFERRAL"), True),
    "claimed by me": (_tie("SELF_CLAIMED", (-1, 13)), True),
    "claimed by somebody else": (_tie("SELF_CLAIMED", (-1, 13), mine=False), False),
    "a claim that has run out": (_tie("SELF_CLAIMED", (-14, 0)), False),
    "an emergency": (_emergency(30), True),
    "an emergency that is over": (_emergency(-1), False),
}


def _said(*words: tuple[str, bool, str]) -> Callable:
    def make(town, acting) -> None:
        for part, agreed, whom in words:
            about = {"all": None, "mine": acting.organisation, "other": town.other_practice}[whom]
            ConsentFact.objects.create(
                person_id="1001", part=part, agreed=agreed, organisation=about, how="spoken", recorded_by=acting.user
            )

    return make


CONSENTS: dict[str, tuple[Callable, bool]] = {
    # what the person said: is the record open to those who have a relationship?
    "nothing": (_said(), True),
    "yes": (_said(("EVERYTHING", True, "all")), True),
    "no to everybody": (_said(("EVERYTHING", False, "all")), False),
    "no to us": (_said(("EVERYTHING", False, "mine")), False),
    "no to others": (_said(("EVERYTHING", False, "other")), True),
    "no, then yes": (_said(("EVERYTHING", False, "all"), ("EVERYTHING", True, "all")), True),
    "no to everybody, yes to us": (_said(("EVERYTHING", False, "all"), ("EVERYTHING", True, "mine")), True),
    "no to hospital": (_said(("HOSPITAL", False, "all")), True),
}


@pytest.mark.parametrize("role", CARE, ids=str)
def test_one_record_by_every_relationship_and_everything_the_person_may_have_said(town, sign_in, served, role) -> None:
    acting, browser = town[role], sign_in(town[role])
    for relationship, (make, opens) in RELATIONSHIPS.items():
        for consent, (say, agreed) in CONSENTS.items():
            with transaction.atomic():
                make(town, acting)
                say(town, acting)
                answer = browser.get("/people/1001/")
                transaction.set_rollback(True)
            known = opens or role.code in AT_HOME
            case = (relationship, consent)
            assert answer.status_code == (200 if known and agreed else 403), case
            page = answer.content.decode()
            assert ("HARBOTTLE" in page) == (answer.status_code == 200), case
            assert ("Emergency admission" in page) == (answer.status_code == 200 and consent != "no to hospital"), case


LEAKS = ["Harbottle", "HARBOTTLE", "Agnes", "9990000018", "999 000 0018", "O'Neill", "Quillfeather", "9990000034"]


def _leaks(page: str) -> list[str]:
    return [one for one in LEAKS if one in page]


@pytest.mark.parametrize("role", [role for role in ROLES.values() if role not in CARE], ids=str)
def test_who_does_not_care_for_people_meets_no_name_and_no_number_anywhere(town, sign_in, served, caplog, role) -> None:
    browser = sign_in(town[role])
    browser.raise_request_exception = False  # error pages are searched too
    people = ("1001", "2001", "9990000018")
    for found in sorted({address(page).replace("1001", one) for page in SITE for one in people}):
        for ask in (browser.get, browser.post):
            assert not _leaks(b"".join(ask(found)).decode("utf-8", "ignore")), found
    assert not _leaks(caplog.text)


def test_a_practice_meets_nobody_of_another_practice(town, sign_in, served, caplog) -> None:
    browser = sign_in(town[GP])
    for answer in (
        browser.get("/people/2001/"),
        browser.post("/people/", {"number": "9990000034"}),
        browser.post("/people/", {"family_name": "Quill"}),
        browser.get("/worklist/"),
        browser.get("/worklist/2001/"),
        browser.get("/people/2001/consent/"),
        browser.get("/people/2001/open/"),
    ):
        page = answer.content.decode().replace('value="9990000034"', "").replace('value="Quill"', "")
        assert "Quillfeather" not in page
        assert "QUILLFEATHER" not in page
        assert "9990000034" not in page
        assert "999 000 0034" not in page


def test_somebody_who_said_no_is_on_no_list(town, sign_in, served) -> None:
    _said(("EVERYTHING", False, "all"))(town, town[GP])
    browser = sign_in(town[GP])
    assert "HARBOTTLE" not in browser.get("/worklist/?cut=5").content.decode()
    assert "HARBOTTLE" not in browser.post("/people/", {"family_name": "Harbottle"}).content.decode()


def test_no_title_names_anybody(town, sign_in, served) -> None:
    page = sign_in(town[GP]).get("/people/1001/").content.decode()
    title = page.split("<title>")[1].split("</title>")[0]
    assert not _leaks(title)


def test_a_caseload_lets_its_team_in_and_nobody_else(town, sign_in, served) -> None:
    _tie("CASELOAD")(town, town[COMMUNITY_MATRON])
    for role in CARE:
        same_team = town[role].organisation == town[COMMUNITY_MATRON].organisation
        expected = 200 if role.code in AT_HOME or same_team else 403
        assert sign_in(town[role]).get("/people/1001/").status_code == expected, role.name
