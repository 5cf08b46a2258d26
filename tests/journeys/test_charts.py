"""Charts and tables in a real browser: read by axe, and not too wide for a phone."""

import re
from pathlib import Path

import pytest

from joinedup.web.design import assets

from ..site.design import gallery
from .conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
STATIC = Path(assets.__file__).parent / "static"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_chart_can_be_read(chromium, settings, size: dict[str, int]) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    html = re.sub(r"<(script|link)[^>]*>(</script>)?", "", gallery.page())
    page = chromium.new_page(viewport=size)
    page.set_content(html)
    for name in ("nhsuk/nhsuk-frontend.css", "design/site.css"):
        page.add_style_tag(path=STATIC / name)
    Visitor(page, "").judge("charts", "desk" if size is DESK else "phone")
    page.close()
