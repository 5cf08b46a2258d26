"""What no keyboard types and no link holds: it breaks no page, whichever database keeps the desk."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from joinedup.governance.roles import GP, ROLES
from joinedup.web.governance.access import declared

pytestmark = pytest.mark.django_db

OF_PAIRS = {"review-pair", "merge"}
"""They read what only a build of real linking holds."""
WITH_ARGUMENTS: list[URLPattern] = [
    page for page in get_resolver().url_patterns if page.pattern.converters and page.name not in OF_PAIRS
]
STRANGE = {
    "a NUL": "10\x0001",
    "too long": "1" * 65,
    "far too long": "9" * 5000,
    "not UTF-8": "\udcff",
    "from right to left": "\u202e1001",
    "a line end": "1001\r\nX-Evil: 1",
}


def _address(page: URLPattern, said: str) -> str:
    """With the strange reference wherever a page takes words, and a huge number wherever it takes one."""
    mark, number = "references-to-somebody", 10**30
    kinds = {name: type(one).__name__ for name, one in page.pattern.converters.items()}
    made = reverse(page.name, kwargs={name: number if kind == "IntConverter" else mark for name, kind in kinds.items()})
    return made.replace(mark, "".join(f"%{byte:02X}" for byte in said.encode("utf-8", "surrogateescape")))


@pytest.mark.parametrize("strange", STRANGE)
def test_a_strange_reference_in_an_address_breaks_no_page(town, sign_in, served, strange) -> None:
    """Each page asked by somebody who may open it."""
    browsers = {role: sign_in(town[role]) for role in ROLES.values()}
    for page in WITH_ARGUMENTS:
        needed = declared(page.callback)
        browser = next((one for role, one in browsers.items() if needed in role.may), browsers[GP])
        for ask in (browser.get, browser.post):
            answer = ask(_address(page, STRANGE[strange]))
            assert answer.status_code < 500, page.name
            assert "X-Evil" not in answer.headers


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("/people/", "family_name"),
        ("/people/", "number"),
        ("/people/1001/consent/", "c-part"),
        ("/worklist/1001/", "words"),
        ("/role/", "membership"),
        ("/account/password/", "oldpassword"),
        ("/people/1001/", "not_asked_for"),
    ],
)
@pytest.mark.parametrize("strange", STRANGE)
def test_strange_letters_in_a_form_break_no_page(town, sign_in, served, page, field, strange) -> None:
    browser = sign_in(town[GP])
    said = STRANGE[strange].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    for answer in (browser.post(page, {field: said}), browser.get(page, {field: said})):
        assert answer.status_code < 500
        assert strange != "a NUL" or answer.status_code == 400


def test_strange_letters_before_anybody_signed_in(client, db) -> None:
    for field in ("login", "password", "next"):
        assert client.post("/sign-in/", {"login": "a@b.example", "password": "x", field: "a\x00b"}).status_code == 400
    assert client.get("/sign-in/?next=%00").status_code == 400
    assert client.get("/sign-in/%00/").status_code == 404


def test_the_refusal_of_the_longest_reference_is_written_down(town, sign_in, served) -> None:
    from joinedup.web.governance.models import AccessEntry

    longest = "1" * 64
    assert sign_in(town[GP]).get(f"/people/{longest}/").status_code == 403
    assert AccessEntry.objects.filter(person_id=longest, allowed=False).exists()
