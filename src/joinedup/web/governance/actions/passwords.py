"""Let somebody who cannot sign in choose a new password: by a link, good once and for a day, handed over in person."""

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.governance import access_log, own_sessions
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action, two_people
from joinedup.web.governance.actions.memberships import RoleError

SALT = "joinedup.new-password"
GOOD_FOR = 24 * 60 * 60
"""Seconds."""


@action(Permission.MANAGE_PEOPLE, two_people.PASSWORD_LINK)
def give_password_link(*, by: Acting, user: User) -> str:
    """The end of the address. The old password stops working, and every session of the account ends, at once."""
    if user.pk == by.user.pk:
        raise NotAllowed("Nobody resets their own password.", "Change it on your account page.")
    if not user.is_active:
        raise RoleError("The account is closed.", "Open another.")
    if problem := two_people.why_no_first_key(by, user):
        raise problem
    user.set_unusable_password()
    user.save(update_fields=["password"])
    own_sessions.end(user)
    return signing.dumps({"user": user.pk, "state": _state(user)}, salt=SALT)


def whose(token: str) -> User | None:
    """The account a link is for; None when it is spent, more than a day old, or none of ours."""
    try:
        said = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=said["user"], is_active=True).first()
    return user if user and said["state"] == _state(user) else None


def choose_password(*, user: User, password: str, came_from: str) -> None:
    """By the holder of the link, once: any password spends it. Raises RoleError for a weak one."""
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise RoleError(" ".join(refused.messages), "Choose another.") from None
    user.set_password(password)
    user.save(update_fields=["password"])
    access_log.write(by=user, did="chose a new password by a link", came_from=came_from)


def _state(user: User) -> str:
    """Changes whenever the password does."""
    return salted_hmac(SALT, user.password).hexdigest()[:20]
