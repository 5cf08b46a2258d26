"""Give a role, end a role, open and close accounts. Nobody gives a role to themselves."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.governance.roles import ROLES, SYSTEM_ADMINISTRATOR
from joinedup.web.accounts.models import User
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action, two_people
from joinedup.web.governance.models import Membership, Organisation


class RoleError(JoinedUpError):
    """The role cannot be given as asked."""

    code = "governance.role"


@action(Permission.MANAGE_PEOPLE, two_people.OPENED)
def open_account(*, by: Acting, email: str, name: str, password: str) -> User:
    """An account that grants nothing until a role is given."""
    try:
        validate_password(password)
        return User.objects.create_user(email, name, password, made_up=by.user.made_up)
    except ValidationError as refused:
        raise RoleError(
            "The account was not opened. " + " ".join(refused.messages), "Change it and try again."
        ) from None


@action(Permission.MANAGE_PEOPLE, "gave the account {user.pk} the role {role_code} at {organisation}")
def give_role(
    *, by: Acting, user: User, organisation: Organisation, role_code: str, since: dt.date | None = None
) -> Membership:
    """A role at an organisation, from today unless said otherwise."""
    if user.pk == by.user.pk:
        raise NotAllowed("Nobody gives a role to themselves.", "Ask another system administrator.")
    _must_fit(role_code, organisation)
    if Membership.objects.filter(user=user, organisation=organisation, role_code=role_code, until=None).exists():
        raise RoleError(f"{user} already holds this role there.", "Nothing needs doing.")
    return Membership.objects.create(
        user=user, organisation=organisation, role_code=role_code, since=since or timezone.localdate(), given_by=by.user
    )


@action(Permission.WITHDRAW_ACCESS, "ended for the account {membership.user_id} the role {membership}")
def end_role(*, by: Acting, membership: Membership) -> Membership:
    """From now on: today is the first day on which it is not held."""
    today = timezone.localdate()
    membership.until = max(today, membership.since)
    membership.save(update_fields=["until"])
    return membership


@action(Permission.WITHDRAW_ACCESS, "closed the account {user.pk}")
def close_account(*, by: Acting, user: User) -> User:
    """Nobody can sign in with it and every session of it ends at its next request."""
    if user.pk == by.user.pk:
        raise NotAllowed("Nobody closes their own account.", "Ask another system administrator.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


def found(*, email: str, name: str, password: str, organisation: Organisation, made_up: bool = False) -> Membership:
    """The first system administrator, once, when nobody holds any role: who appoints all the others."""
    if Membership.objects.exists():
        raise RoleError("Somebody already holds a role here.", "Ask a system administrator for yours.")
    user = User.objects.create_user(email, name, password, made_up=made_up)
    _must_fit(SYSTEM_ADMINISTRATOR.code, organisation)
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        role_code=SYSTEM_ADMINISTRATOR.code,
        since=timezone.localdate(),
        given_by=user,
    )
    access_log.write(by=Acting(membership, "set-up"), did="became the first system administrator")
    return membership


def _must_fit(role_code: str, organisation: Organisation) -> None:
    role = ROLES.get(role_code)
    if role is None:
        raise RoleError("There is no such role.", f"Choose one of: {', '.join(ROLES)}.")
    if organisation.kind not in role.may_be_held_by:
        raise RoleError(
            f"{role.name} is not held at a {organisation.get_kind_display().lower()}.",
            f"It is held at: {', '.join(sorted(role.may_be_held_by))}.",
        )
