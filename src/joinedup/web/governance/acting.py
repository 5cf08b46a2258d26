"""Who acts, in which role, for which purpose: handed to every action as ``by=`` and set on every request."""

from dataclasses import dataclass

from django.http import HttpRequest

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.governance.purposes import Purpose
from joinedup.governance.relationships import Asker
from joinedup.governance.roles import Role
from joinedup.web.accounts.models import User
from joinedup.web.governance.models import Membership, Organisation


class NotAllowed(JoinedUpError):  # noqa: N818 (reads as what it says)
    """The role in use may not do this, or not to this person.

    ``person_id`` is for the log only. ``may_give_reason``: the record may still be opened, with a reason.
    """

    code = "governance.not-allowed"

    def __init__(self, message: str, fix: str = "", *, person_id: str = "", may_give_reason: bool = False) -> None:
        super().__init__(message, fix or "Work in another role, or ask your system administrator for one.")
        self.person_id = person_id
        self.may_give_reason = may_give_reason


@dataclass(frozen=True, slots=True)
class Acting:
    """A signed-in person in one role at one organisation. There is no anonymous one."""

    membership: Membership
    came_from: str = ""

    @property
    def user(self) -> User:
        """The account."""
        return self.membership.user

    @property
    def role(self) -> Role:
        """The role in use."""
        return self.membership.role

    @property
    def organisation(self) -> Organisation:
        """Where it is held."""
        return self.membership.organisation

    @property
    def purpose(self) -> Purpose:
        """The one purpose of everything done in this role."""
        return self.role.purpose

    @property
    def asker(self) -> Asker:
        """The same as the rules read it."""
        return Asker(self.role, self.organisation.code, self.membership.pk)

    def may(self, permission: Permission) -> bool:
        """True when the role has the permission."""
        return permission in self.role.may

    def must(self, permission: Permission) -> None:
        """Raise ``NotAllowed`` unless the role has the permission."""
        if not self.may(permission):
            raise NotAllowed(f"As {self.role.name.lower()} you may not {permission.value}.")


class SignedInRequest(HttpRequest):
    """What a view behind ``@signed_in`` is given: somebody, who may not have chosen a role yet."""

    user: User
    acting: Acting | None
    menu: list[dict[str, object]]
    """What stands in the bar, for this role."""


class ActingRequest(SignedInRequest):
    """What a view behind ``@needs`` is given: somebody in one role."""

    acting: Acting
