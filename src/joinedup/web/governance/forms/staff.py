"""Accounts and roles."""

from django import forms

from joinedup.governance.roles import ROLES
from joinedup.web.governance.models import Organisation


class AccountForm(forms.Form):
    """A new account."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})
    email = forms.EmailField(
        label="Work email address",
        help_text="They sign in with it.",
        error_messages={
            "required": "Enter a work email address",
            "invalid": "Enter an email address, such as a@b.nhs.uk",
        },
    )
    password = forms.CharField(
        label="First password",
        help_text="12 letters or more. Tell it to them in person; they change it on their account page.",
        min_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a first password", "min_length": "Use 12 letters or more"},
    )


class RoleForm(forms.Form):
    """A role at an organisation."""

    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.filter(closed__isnull=True),
        empty_label="Choose an organisation",
        error_messages={"required": "Choose an organisation"},
    )
    role_code = forms.ChoiceField(
        label="Role",
        choices=[("", "Choose a role"), *((role.code, role.name) for role in ROLES.values())],
        error_messages={"required": "Choose a role"},
    )


class FilterForm(forms.Form):
    """Which entries of the access log to show."""

    person_id = forms.CharField(label="Reference of a record", required=False, max_length=64)
    who = forms.CharField(label="Name of who looked", required=False, max_length=120)
    refused = forms.BooleanField(label="Only what was refused", required=False)


class IdentityForm(forms.Form):
    """Who the account is at the sign-in provider."""

    subject = forms.CharField(
        label="Identity number there",
        help_text="For NHS Care Identity, the 12 digits of their user ID (UUID). Leave it empty to end the link.",
        required=False,
        max_length=191,
    )
