"""Every place where one account is signed in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from joinedup.web.accounts.models import User


def end(user: User) -> int:
    """End them all; how many there were."""
    own = [
        one.pk
        for one in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if one.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    return Session.objects.filter(pk__in=own).delete()[0]
