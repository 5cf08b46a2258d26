"""Organisations: added, moved, closed."""

from typing import Any

from django import forms
from django.utils import timezone

from joinedup.web.design.forms import DayField
from joinedup.web.governance.models import Organisation
from joinedup.web.governance.models.organisations import Kind


class OrganisationForm(forms.Form):
    """A new one."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})
    code = forms.CharField(
        label="ODS code",
        max_length=10,
        help_text="For example, A81001",
        error_messages={"required": "Enter the organisation’s ODS code"},
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=[("", "Choose what it is"), *Kind.choices],
        error_messages={"required": "Choose what it is"},
    )
    parent = forms.ModelChoiceField(
        label="Belongs to",
        queryset=Organisation.objects.filter(closed__isnull=True),
        required=False,
        empty_label="No other organisation",
    )


class MoveForm(forms.Form):
    """To another parent, from a day on."""

    parent = forms.ModelChoiceField(
        label="Belongs to",
        queryset=Organisation.objects.none(),
        empty_label="Choose an organisation",
        error_messages={"required": "Choose an organisation"},
    )
    since = DayField(label="From", error_messages={"required": "Enter the first day"})

    def __init__(self, *args: Any, child: Organisation, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"since": timezone.localdate()}, **options})
        self.fields["parent"].queryset = Organisation.objects.filter(closed__isnull=True).exclude(pk=child.pk)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """On a day."""

    on = DayField(label="First day on which it is closed", error_messages={"required": "Enter the day"})
