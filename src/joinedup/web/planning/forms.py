"""What can be typed about a plan."""

from pathlib import PurePath

from django import forms

from joinedup.web.design.forms import Upload

LARGEST = 30 * 1024 * 1024
KINDS = (".docx", ".pdf", ".txt", ".xlsx")


class ImportForm(forms.Form):
    """A document to read."""

    document = forms.FileField(label="The plan", help_text="A Word, PDF, Excel or text file of up to 30 MB")
    name = forms.CharField(label="What to call it here", max_length=200, required=False)

    def clean_document(self) -> Upload:
        """One of the kinds that can be read, and not too large. What it really is, the reader finds out."""
        document: Upload = self.cleaned_data["document"]
        if PurePath(document.name or "").suffix.lower() not in KINDS:
            raise forms.ValidationError("Choose a Word (.docx), PDF, Excel (.xlsx) or text (.txt) file")
        if (document.size or 0) > LARGEST:
            raise forms.ValidationError("Choose a file of up to 30 MB")
        return document


class WorkbookForm(forms.Form):
    """A workbook to read into a plan."""

    document = forms.FileField(label="Part 2 of the plan", help_text="An Excel workbook of up to 30 MB")

    def clean_document(self) -> Upload:
        """A workbook, and not too large."""
        document: Upload = self.cleaned_data["document"]
        if PurePath(document.name or "").suffix.lower() != ".xlsx":
            raise forms.ValidationError("Choose an Excel workbook (.xlsx)")
        if (document.size or 0) > LARGEST:
            raise forms.ValidationError("Choose a file of up to 30 MB")
        return document


class AnswerForm(forms.Form):
    """One answer, and the version it was written on."""

    raw = forms.CharField(label="Answer", required=False, widget=forms.Textarea(attrs={"rows": 12}))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)


class CommentForm(forms.Form):
    """What somebody says about an answer."""

    words = forms.CharField(
        label="Your comment",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what you want to say about this answer"},
    )


class SilenceForm(forms.Form):
    """Why a finding may stand."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=80)
    field = forms.CharField(widget=forms.HiddenInput, max_length=120, required=False)
    reason = forms.CharField(
        label="Why may this stand?",
        max_length=500,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write in a sentence why this may stand"},
    )
