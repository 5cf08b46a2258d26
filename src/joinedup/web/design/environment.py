"""The Jinja environment every page is rendered in.

In every template: ``static('design/site.css')``, ``url('name', …)``, ``csrf(request)``, ``site_name``, the filters
``nhs_number``, ``money``, ``day``, ``moment``, ``plural`` and all NHS components through
``{% from "nhsuk/components/…/macro.jinja" import … %}``.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import nhsuk_frontend_jinja
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import BaseLoader, ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from joinedup.basics import money, nhs_number
from joinedup.web.design import forms


def environment(*, loader: BaseLoader, **options: Any) -> Environment:
    """Called once by Django. Misspelt variables vanish (the NHS macros need it), so tests read each page's words."""
    options["undefined"] = ChainableUndefined
    made = Environment(  # noqa: S701 (Django passes autoescape=True among the options)
        loader=ChoiceLoader([loader, PackageLoader(nhsuk_frontend_jinja.__name__)]),
        extensions=["jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    made.globals |= {
        "static": static,
        "url": url,
        "csrf": csrf,
        "site_name": settings.SITE_NAME,
        "field_parameters": forms.parameters,
        "error_summary_items": forms.error_summary_items,
        "today": timezone.localdate,
        "sign_in_providers": lambda: settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"],
    }
    made.filters |= FILTERS
    return made


def url(name: str, *args: Any, query: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
    """The address of a page. ``query`` is added after a question mark; never put a person in it."""
    return reverse(name, args=args, kwargs=kwargs, query=query)


def csrf(request: HttpRequest) -> Markup:
    """The hidden field that proves a form came from this site."""
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))


def day(value: dt.date | dt.datetime | None) -> str:
    """3 April 2025; empty for none."""
    if value is None:
        return ""
    when = timezone.localtime(value) if isinstance(value, dt.datetime) else value
    return f"{when.day} {when:%B %Y}"


def moment(value: dt.datetime | None) -> str:
    """3 April 2025 at 2:05pm, in London; empty for none."""
    if value is None:
        return ""
    when = timezone.localtime(value)
    return f"{day(when)} at {when.hour % 12 or 12}:{when:%M}{'am' if when.hour < 12 else 'pm'}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 person, 2 people: ``{{ n | plural("person", "people") }}``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def capitalize_first(text: str) -> str:
    """The first letter large, the rest as it is, no full stop at the end."""
    return text[:1].upper() + text[1:].rstrip(".")


def lower_first(text: str) -> str:
    """The first letter small, the rest as it is."""
    return text[:1].lower() + text[1:]


def likely(chance: float, decimals: int = 0) -> str:
    """97%; never 100% of what may still be otherwise, nor 0% of what may be: over 99%, under 1%."""
    least = 10 ** -(decimals + 2)
    if 0 < chance < least:
        return f"under {least:.{decimals}%}"
    if 1 - least < chance < 1:
        return f"over {1 - least:.{decimals}%}"
    return f"{chance:.{decimals}%}"


FILTERS = {
    "capitalize_first": capitalize_first,
    "lower_first": lower_first,
    "nhs_number": nhs_number.display,
    "likely": likely,
    "money": money.display,
    "money_short": money.display_short,
    "day": day,
    "moment": moment,
    "plural": plural,
}
