"""Why something closed is opened, and how an alert is closed."""

from typing import Any

from django import forms

from joinedup.governance.openings import SHORTEST_REASON
from joinedup.web.governance.models import Outcome

CLAIM = "CLAIM"


class ReasonForm(forms.Form):
    """What one wants, and why. ``choices`` are those the present decision leaves open."""

    what = forms.ChoiceField(
        label="What is so?", widget=forms.RadioSelect, error_messages={"required": "Choose what is so"}
    )
    reason = forms.CharField(
        label="Why do you need to see this record now?",
        help_text="Somebody in your organisation reads this and looks into it. Do not name the person.",
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=SHORTEST_REASON,
        max_length=300,
        error_messages={
            "required": "Say why you need to see this record now",
            "min_length": f"Say in {SHORTEST_REASON} letters or more why",
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    """What looking into an alert showed."""

    outcome = forms.ChoiceField(
        label="What did you find?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    words = forms.CharField(
        label="How do you know?",
        help_text="Whom you asked and what they said. Do not name the person whose record it is.",
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=SHORTEST_REASON,
        max_length=500,
        error_messages={"required": "Say how you know", "min_length": f"Say in {SHORTEST_REASON} letters or more how"},
    )
