"""A Django form becomes the design system's fields: words once, errors linked, what was typed comes back."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import engines

from joinedup.web.design.forms import DayField, error_summary_items, parameters


class Every(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label="Name", help_text="As it is written on letters", error_messages={"required": "Enter a name"}
    )
    number = forms.IntegerField(label="How many", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    words = forms.CharField(label="Words", widget=forms.Textarea)
    one = forms.ChoiceField(label="One", choices=[("a", "A & B"), ("b", "B")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(
        label="Many", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    pick = forms.ChoiceField(label="Pick", choices=[("", "Choose"), ("x", "X")])
    yes = forms.BooleanField(label="Yes", required=False)
    born = DayField(label="Date of birth")
    file = forms.FileField(label="File", required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


ALL = """
{% from "design/forms.jinja" import field, error_summary %}
{{ error_summary(form) }}{% for bound in form %}{{ field(bound) }}{% endfor %}
"""


def _drawn(form: forms.Form) -> str:
    return engines["jinja2"].from_string(ALL).render({"form": form})


@pytest.mark.parametrize("name", Every.base_fields)
def test_every_kind_of_field_is_drawn(name: str) -> None:
    page = _drawn(Every())
    assert f'name="{name}' in page


def test_labels_say_what_may_be_left_out() -> None:
    page = _drawn(Every())
    assert "How many (optional)" in page
    assert "Name (optional)" not in page


def test_words_are_escaped() -> None:
    page = _drawn(Every({"name": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page
    assert "A &amp; B" in page


def test_errors_stand_at_the_top_and_lead_to_their_fields() -> None:
    form = Every({"born-day": "31", "born-month": "2", "born-year": "1949"})
    items = error_summary_items(form)
    assert {"text": "Enter a name", "href": "#id_name"} in items
    assert {"text": "Enter a real date, such as 27 3 1949.", "href": "#id_born-day"} in items
    page = _drawn(form)
    for item in items:
        assert f'id="{item["href"][1:]}"' in page, item


def test_a_date_that_is_not_one_comes_back_as_typed() -> None:
    page = _drawn(Every({"born-day": "31", "born-month": "2", "born-year": "1949"}))
    for name, typed in (("day", "31"), ("month", "2"), ("year", "1949")):
        box = re.search(rf'<input[^>]*id="id_born-{name}"[^>]*>', page)
        assert f'name="born-{name}"' in box[0]
        assert f'value="{typed}"' in box[0]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(("27", "3", "1949"), dt.date(1949, 3, 27)), (("29", "2", "2024"), dt.date(2024, 2, 29))],
)
def test_a_date_is_read(parts: tuple[str, str, str], expected: dt.date) -> None:
    sent = dict(zip(("born-day", "born-month", "born-year"), parts, strict=True))

    class One(forms.Form):
        born = DayField(label="Born")

    form = One(sent)
    assert form.is_valid()
    assert form.cleaned_data["born"] == expected


@pytest.mark.parametrize(
    "parts", [("29", "2", "2023"), ("0", "1", "2000"), ("1", "13", "2000"), ("x", "1", "2000"), ("1", "", "")]
)
def test_a_date_that_is_not_one_is_refused(parts: tuple[str, str, str]) -> None:
    class One(forms.Form):
        born = DayField(label="Born", required=False)

    assert not One(dict(zip(("born-day", "born-month", "born-year"), parts, strict=True))).is_valid()


def test_a_password_never_comes_back() -> None:
    assert "my-secret" not in _drawn(Every({"secret": "my-secret"}))


def test_more_parameters_override() -> None:
    assert parameters(Every()["name"], label={"text": "Who?"})["params"]["label"] == {"text": "Who?"}
