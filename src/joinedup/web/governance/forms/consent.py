"""What a person said about their record."""

from django import forms

from joinedup.governance.consent import PARTS, Objection, Part
from joinedup.web.governance.models import HowSaid, Organisation

EVERYBODY = ""


class ConsentForm(forms.Form):
    """Who may see what."""

    organisation = forms.ModelChoiceField(
        label="About whom?",
        queryset=Organisation.objects.filter(closed__isnull=True),
        required=False,
        empty_label="Everybody who cares for the person",
    )
    part = forms.ChoiceField(
        label="About what?",
        choices=[(part.name, part.value[:1].upper() + part.value[1:]) for part in Part],
        initial=Part.EVERYTHING.name,
    )
    agreed = forms.ChoiceField(
        label="What did the person say?",
        choices=[("yes", "They may see it"), ("no", "They may not see it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the person said"},
    )
    how = forms.ChoiceField(
        label="How did you come to know?",
        choices=HowSaid.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you came to know"},
    )


class ObjectionForm(forms.Form):
    """Uses beyond care."""

    about = forms.ChoiceField(
        label="What is it about?",
        choices=[(one.name, one.value[:1].upper() + one.value[1:]) for one in Objection],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about"},
    )
    objected = forms.ChoiceField(
        label="What did the person say?",
        choices=[("yes", "They object"), ("no", "They do not object, or no longer")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the person said"},
    )


class SealForm(forms.Form):
    """What only the own organisation should see."""

    what = forms.ChoiceField(
        label="What?",
        choices=[
            ("ADDRESS", "The address"),
            *((part.name, part.value[:1].upper() + part.value[1:]) for part in Part if part in PARTS),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what to seal"},
    )

    @property
    def part(self) -> Part | None:
        """None for the address."""
        what = self.cleaned_data["what"]
        return None if what == "ADDRESS" else Part[what]
