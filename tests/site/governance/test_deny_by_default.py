"""A page that does not say who may open it is opened by nobody."""

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from joinedup.governance.permissions import Permission
from joinedup.governance.roles import ANALYST
from joinedup.web.config.urls import urlpatterns as every_page
from joinedup.web.governance.access import PUBLIC, SIGNED_IN, declared, needs

PUBLIC_PAGES = {
    "accessibility",
    "privacy",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
    "new-password",
}


def _walk(resolver: URLResolver):
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one)
        else:
            yield one


PAGES: list[URLPattern] = list(_walk(get_resolver()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_says_who_may_open_it(page: URLPattern) -> None:
    said = declared(page.callback)
    assert isinstance(said, Permission) or said in {PUBLIC, SIGNED_IN}


def test_the_pages_open_to_everybody_are_these_and_no_others() -> None:
    assert {page.name for page in PAGES if declared(page.callback) == PUBLIC} == PUBLIC_PAGES


def undeclared(request):
    return HttpResponse("the secret")


@needs(Permission.LOAD_FILES)
def for_data_managers(request):
    return HttpResponse("the feeds")


urlpatterns = [*every_page, path("undeclared/", undeclared), path("feeds-only/", for_data_managers)]


@pytest.fixture
def more_pages(settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.usefixtures("more_pages")
def test_a_page_that_says_nothing_is_refused_and_the_refusal_is_written_down(town, sign_in) -> None:
    from joinedup.web.governance.models import AccessEntry

    answer = sign_in(town[ANALYST]).get("/undeclared/")
    assert answer.status_code == 403
    assert b"the secret" not in answer.content
    last = AccessEntry.objects.order_by("-number").first()
    assert (last.did, last.allowed, last.user) == ("was refused", False, town[ANALYST].user)


@pytest.mark.usefixtures("more_pages", "db")
def test_a_page_that_says_nothing_is_refused_to_strangers(client) -> None:
    assert client.get("/undeclared/").status_code == 403


@pytest.mark.usefixtures("more_pages")
def test_a_role_without_the_permission_is_refused(town, sign_in) -> None:
    answer = sign_in(town[ANALYST]).get("/feeds-only/")
    assert answer.status_code == 403
    assert "As analyst you may not load files of data" in answer.content.decode()


@pytest.mark.usefixtures("more_pages")
def test_a_stranger_is_sent_to_sign_in_first(db, client) -> None:
    assert client.get("/feeds-only/")["Location"] == "/sign-in/?next=/feeds-only/"


@pytest.mark.usefixtures("more_pages")
def test_a_role_with_the_permission_opens_it(town, sign_in) -> None:
    from joinedup.governance.roles import DATA_MANAGER

    assert sign_in(town[DATA_MANAGER]).get("/feeds-only/").content == b"the feeds"
