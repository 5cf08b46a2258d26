"""From a Django form to the NHS design system's fields.

A page writes ``{{ field(form["reason"]) }}`` with ``{% from "design/forms.jinja" import field, error_summary %}``. The
widget decides the component: text, number, email and password inputs, text areas, selects, radios, checkboxes, dates in
three boxes (``DayField``), file uploads. Label, help text and errors come from the form, so they are written once.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict

Upload: TypeAlias = "UploadedFile[bytes]"
"""A file somebody sent."""


class DayInputs(forms.Widget):
    """A date in three boxes. What was typed comes back as typed when it is not a date."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        parts = [str(data.get(f"{name}-{part}", "")).strip() for part in ("year", "month", "day")]
        return "-".join(parts) if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in ("year", "month", "day"))

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-day"


class DayField(forms.DateField):
    """A day, such as 27 3 1949."""

    widget = DayInputs
    default_error_messages = {"invalid": "Enter a real date, such as 27 3 1949."}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is made with: what was sent, even when that is nothing; None while the page is only being opened."""
    return request.POST if request.method == "POST" else None


def parameters(bound: BoundField, **more: Any) -> dict[str, Any]:
    """``component`` (the NHS macro's name) and ``params`` for it; ``more`` adds to or overrides the params."""
    component, own = _component(bound)
    params = {**_common(bound, component, more.pop("size", None)), **own}
    return {"component": component, "params": {**params, **more}}


def error_summary_items(form: forms.BaseForm) -> list[dict[str, Any]]:
    """Every error of the form with a link to its field; errors of the whole form stand first, without one."""
    items = [{"text": text} for text in form.non_field_errors()]
    return items + [{"text": text, "href": f"#{_first_id(bound)}"} for bound in form for text in bound.errors]


def _component(bound: BoundField) -> tuple[str, dict[str, Any]]:
    widget = bound.field.widget
    for kinds, component, own in _COMPONENTS:
        if isinstance(widget, kinds):
            return component, own(bound)
    return "input", _input(bound)


def _common(bound: BoundField, component: str, size: str | None) -> dict[str, Any]:
    words = {"text": _label(bound), "size": size} if size else {"text": _label(bound)}
    params: dict[str, Any] = {"id": bound.id_for_label, "name": bound.html_name}
    if component in ("radios", "checkboxes", "dateInput"):
        params |= {"id": bound.auto_id, "idPrefix": bound.auto_id, "fieldset": {"legend": words}}
    else:
        params["label"] = words
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0]}
    return params


def _label(bound: BoundField) -> str:
    return str(bound.label) if bound.field.required else f"{bound.label} (optional)"


def _input(bound: BoundField) -> dict[str, Any]:
    widget, attrs = bound.field.widget, bound.field.widget.attrs
    value = bound.value()
    kind = getattr(widget, "input_type", "text")
    params = {"type": "text" if kind == "number" else kind, "value": "" if value is None else str(value)}
    if kind == "number":
        params["inputmode"] = "numeric"
    return params | {name: attrs[name] for name in ("autocomplete", "inputmode", "spellcheck") if name in attrs}


def _password(bound: BoundField) -> dict[str, Any]:
    return {"autocomplete": bound.field.widget.attrs.get("autocomplete", "current-password")}


def _textarea(bound: BoundField) -> dict[str, Any]:
    return {"value": bound.value() or "", "rows": bound.field.widget.attrs.get("rows", 5)}


def _options(bound: BoundField) -> Iterator[tuple[str, str, bool]]:
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value]) if one is not None}
    for option, text in bound.field.choices:  # type: ignore[attr-defined]
        yield str(option), str(text), str(option) in chosen


def _select(bound: BoundField) -> dict[str, Any]:
    return {"items": [{"value": value, "text": text, "selected": chosen} for value, text, chosen in _options(bound)]}


def _choices(bound: BoundField) -> dict[str, Any]:
    hints = getattr(bound.field, "hints", {})
    return {
        "items": [
            {
                "value": value,
                "text": text,
                "checked": chosen,
                "hint": {"text": hints[value]} if value in hints else None,
            }
            for value, text, chosen in _options(bound)
            if value
        ]
    }


def _yes(bound: BoundField) -> dict[str, Any]:
    item = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
    return {"items": [item], "fieldset": None, "idPrefix": bound.auto_id}


def _day(bound: BoundField) -> dict[str, Any]:
    parts = zip(("day", "month", "year"), reversed(_parts(bound.value())), strict=True)
    return {"items": [_box(bound, part, value) for part, value in parts]}


def _box(bound: BoundField, part: str, value: str) -> dict[str, Any]:
    wide = 4 if part == "year" else 2
    return {
        "id": f"{bound.auto_id}-{part}",
        "name": f"{bound.html_name}-{part}",
        "label": part.capitalize(),
        "value": value,
        "classes": f"nhsuk-input--width-{wide}" + (" nhsuk-input--error" if bound.errors else ""),
    }


def _parts(value: Any) -> tuple[str, str, str]:
    if isinstance(value, dt.date):
        return str(value.year), str(value.month), str(value.day)
    year, month, day = (*str(value or "").split("-"), "", "", "")[:3]
    return year, month, day


def _nothing(_: BoundField) -> dict[str, Any]:
    return {}


def _first_id(bound: BoundField) -> str:
    return f"{bound.auto_id}-day" if isinstance(bound.field.widget, DayInputs) else str(bound.auto_id)


_COMPONENTS = (
    (forms.HiddenInput, "hidden", lambda bound: {"value": bound.value()}),
    (DayInputs, "dateInput", _day),
    (forms.PasswordInput, "passwordInput", _password),
    (forms.Textarea, "textarea", _textarea),
    (forms.CheckboxSelectMultiple, "checkboxes", _choices),
    (forms.RadioSelect, "radios", _choices),
    (forms.Select, "select", _select),
    (forms.CheckboxInput, "checkboxes", _yes),
    (forms.FileInput, "fileUpload", _nothing),
)
