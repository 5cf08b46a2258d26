"""Every page that somebody can click their way to, in a demonstration, by everybody who works there.

No link is broken. Each kind of page is judged by axe at both widths once, the first time somebody gets there. With
``JOINEDUP_SCREENSHOTS=folder`` this keeps a picture of every one of them.
"""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

from .conftest import Demonstration, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DOWNLOADS = re.compile(r"\.(csv|docx|xlsx|html|json|pdf|zip)$|/take-away/|/download")


def test_every_page_somebody_can_click_to(chromium, demonstration: Demonstration) -> None:
    judged: set[str] = set()
    for person in demonstration.made["sign_in_as"]:
        window = chromium.new_context()
        visitor = Visitor(window.new_page(), demonstration.site.address)
        visitor.sign_in(person["email"], demonstration.made["password"])
        _walk(visitor, judged)
        window.close()
        assert not visitor.wrong
    assert len(judged) > 50


def _walk(visitor: Visitor, judged: set[str]) -> None:
    seen, to_open = set(), ["/"]
    while to_open:
        path = to_open.pop(0)
        kind = _kind(path)
        if kind in seen:
            continue
        seen.add(kind)
        if kind in judged:
            answer = visitor.page.goto(visitor.address + path)
            assert answer.status == 200, (path, answer.status)
        else:
            visitor.look(path)
            judged.add(kind)
        to_open += _links(visitor)


def _links(visitor: Visitor) -> list[str]:
    """The addresses on this page that lead to a page of the site."""
    found = visitor.page.eval_on_selector_all("a[href]", "all => all.map((one) => one.getAttribute('href'))")
    whole = [urlsplit(urljoin(visitor.page.url, one)) for one in found]
    own = [one for one in whole if f"{one.scheme}://{one.netloc}" == visitor.address]
    return [one.path + (f"?{one.query}" if one.query else "") for one in own if not DOWNLOADS.search(one.path)]


def _kind(path: str) -> str:
    """Which page it is, whichever thing it is about: its route."""
    return resolve(urlsplit(path).path).route
