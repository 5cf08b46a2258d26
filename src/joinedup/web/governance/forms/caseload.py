"""Whose caseload a person is on."""

from django import forms

from joinedup.governance.relationships import TieKind
from joinedup.web.governance.models import Organisation
from joinedup.web.governance.models.organisations import Kind


class CaseloadForm(forms.Form):
    """To which team, and how."""

    organisation = forms.ModelChoiceField(
        label="Which team?",
        queryset=Organisation.objects.filter(closed__isnull=True).exclude(kind__in=[Kind.ICB, Kind.PRACTICE]),
        empty_label="Choose a team",
        error_messages={"required": "Choose a team"},
    )
    kind = forms.ChoiceField(
        label="What is so?",
        choices=[
            (TieKind.REFERRAL.name, "I refer the person to them"),
            (TieKind.CASELOAD.name, "The person is on their caseload"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is so"},
    )
