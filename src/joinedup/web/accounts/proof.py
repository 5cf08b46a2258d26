"""Is it still you? The password and the second factor asked again, before something that must be nobody else."""

from typing import Any

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest

from joinedup.web.accounts.models import User

TOO_MANY = "Too many tries. Wait a minute, then try again."

NOTHING_TO_ASK = (
    "You sign in by your organisation, so there is no password to ask for here. "
    "Set up an app as a second factor on your account page. Then try again."
)


class ProofForm(forms.Form):
    """One's own password and, where an app is set up, its code now. Tries are limited as at sign-in.

    An account that opens by a provider has no password here; the code alone is asked for, so it needs an app.
    """

    password = forms.CharField(
        label="Your password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )
    code = forms.CharField(
        label="The code your app shows now",
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Enter the code your app shows now"},
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request, self.user = request, user
        self.app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        if self.app is None:
            del self.fields["code"]
        if not user.has_usable_password():
            del self.fields["password"]

    def clean(self) -> dict[str, Any]:
        """Both must be right; the code is looked at only after the password, because a code is used up."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not self.fields:
            raise forms.ValidationError(NOTHING_TO_ASK)
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.user):
            raise forms.ValidationError(TOO_MANY)
        if "password" in self.fields and not self.user.check_password(cleaned["password"]):
            self.add_error("password", "The password is not right")
        elif self.app and not self.app.wrap().validate_code(cleaned["code"].replace(" ", "")):
            self.add_error("code", "That code is not right. Wait for the next one")
        return cleaned
