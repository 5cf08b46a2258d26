"""Add an organisation, say to whom it belongs, close it."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Organisation, OrganisationTie


class OrganisationError(JoinedUpError):
    """The organisation cannot be added or changed as asked."""

    code = "governance.organisation"


@action(Permission.MANAGE_ORGANISATIONS, "added the organisation {code}")
def add_organisation(
    *, by: Acting, code: str, name: str, kind: str, parent: Organisation | None = None
) -> Organisation:
    """A new organisation, under its ODS code."""
    organisation = Organisation(code=code.strip().upper(), name=name.strip(), kind=kind, made_up=by.user.made_up)
    organisation.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        raise OrganisationError(f"{organisation.code} is already here.", "Use the one that is here.") from None
    if parent:
        OrganisationTie.objects.create(child=organisation, parent=parent, since=timezone.localdate())
    return organisation


@action(Permission.MANAGE_ORGANISATIONS, "moved {child} to {parent}")
def move_organisation(*, by: Acting, child: Organisation, parent: Organisation, since: dt.date) -> OrganisationTie:
    """From ``since`` on the child belongs to this parent and to no other. Moves are written down in order of time."""
    if child.parents.filter(since__gte=since).exists():
        raise OrganisationError(f"{child} moved on that day or later already.", "Name a later day.")
    if child.parents.filter(until__isnull=True, parent=parent).exists():
        raise OrganisationError(f"{child} belongs to {parent} already.", "Nothing needs doing.")
    child.parents.filter(until__isnull=True, since__lt=since).update(until=since)
    return OrganisationTie.objects.create(child=child, parent=parent, since=since)


@action(Permission.MANAGE_ORGANISATIONS, "closed {organisation}")
def close_organisation(*, by: Acting, organisation: Organisation, on: dt.date) -> Organisation:
    """From that day nobody works in a role there. Nobody closes the one they work at, and so shuts themselves out."""
    if organisation.pk == by.organisation.pk:
        raise OrganisationError("You work there yourself.", "Ask a system administrator of another organisation.")
    organisation.closed = on
    organisation.save(update_fields=["closed"])
    return organisation
