"""Who looked at which record: what the people of one's own organisation did, and who saw one record."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from joinedup.governance.permissions import Permission
from joinedup.governance.roles import ROLES
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.forms.staff import FilterForm
from joinedup.web.governance.models import AccessEntry, Organisation

A_PAGE = 50


@needs(Permission.READ_ACCESS_LOG)
@require_http_methods(["GET", "POST"])
def access_log(request: ActingRequest) -> HttpResponse:
    """Sent as a form, so that no reference to a person stands in an address."""
    form = FilterForm(posted(request))
    asked = form.cleaned_data if form.is_valid() else {}
    found = _filtered(request.acting, asked)
    page = Paginator(found, A_PAGE).get_page(request.POST.get("page"))
    names = dict(Organisation.objects.values_list("code", "name"))
    context = {"form": form, "page": page, "names": names, "roles": ROLES, "asked": asked}
    return render(request, "governance/access-log.jinja", context)


def _filtered(acting: Acting, asked: dict[str, str]) -> QuerySet[AccessEntry]:
    """What one's own people did; about one record that they touched, what everybody did."""
    own = Q(organisation_code=acting.organisation.code)
    found = AccessEntry.objects.select_related("user").order_by("-number")
    person_id = asked.get("person_id")
    if person_id:
        touched = AccessEntry.objects.filter(own, person_id=person_id).exists()
        found = found.filter(person_id=person_id) if touched else found.none()
    else:
        found = found.filter(own)
    if asked.get("who"):
        found = found.filter(user__name__icontains=asked["who"])
    return found.filter(allowed=False) if asked.get("refused") else found
