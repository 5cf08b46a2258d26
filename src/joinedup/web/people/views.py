"""Find one of your own people; read a record."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.basics import nhs_number
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import DayField
from joinedup.web.governance import people
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.people import record
from joinedup.web.people.page import looked_in_words, page_of
from joinedup.web.people.withholding import withhold


class FindForm(forms.Form):
    """An NHS Number, or a family name with or without a date of birth. Sent as a form, so never part of an address."""

    number = forms.CharField(label="NHS Number", required=False, max_length=20, help_text="For example, 999 000 0018")
    family_name = forms.CharField(label="Family name", required=False, max_length=60)
    born = DayField(label="Date of birth", required=False, help_text="For example, 27 3 1949")

    def clean_number(self) -> str:
        """Ten digits with the right check digit, or nothing."""
        number: str = self.cleaned_data["number"].strip()
        if number and not nhs_number.is_valid(number):
            raise forms.ValidationError("Enter an NHS Number of ten digits. This one has a wrong digit.")
        return number

    def clean(self) -> None:
        """One of the two is needed."""
        super().clean()
        if not self.errors and not (self.cleaned_data.get("number") or self.cleaned_data.get("family_name")):
            self.add_error("number", "Enter an NHS Number or a family name")


@needs(Permission.READ_PERSON)
@require_http_methods(["GET", "POST"])
def find(request: ActingRequest) -> HttpResponse:
    """People one has a relationship with, by number or name."""
    form = FindForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        scope = people.scope_of(request.acting)
        found = record.own_people(scope, number=asked["number"], name=asked["family_name"], born=asked["born"])
        people.saw(by=request.acting, person_ids=[one.id for one in found], did="found in a search")
    return render(request, "people/find.jinja", {"form": form, "found": found})


@needs(Permission.READ_PERSON)
@require_GET
def person(request: ActingRequest, person_id: str) -> HttpResponse:
    """One person's record: decided and written down first, then read."""
    decision = people.open_record(by=request.acting, person=record.facts(person_id))
    story, build = record.story(person_id)
    if story is None:
        raise Http404
    shown = page_of(
        withhold(story, decision),
        lane=request.GET.get("from", ""),
        year=request.GET.get("year", ""),
        whole="all" in request.GET,
    )
    looked = looked_in_words(people.looked_at(person_id))
    return render(
        request, "people/person.jinja", {"page": shown, "decision": decision, "build": build, "looked_at": looked}
    )
