"""A pseudonym turned back into a person: of one's own people, with a reason, and so many a day.

Every try counts, also one that finds nobody; in whatever role it was made. Whoever uses up a day's tries
(``JOINEDUP_REIDENTIFY_A_DAY``) is looked into: an alert goes to the privacy officer.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.governance import access_log, people
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions.alerts import good_reason, raise_alert
from joinedup.web.governance.models import AccessEntry, AlertKind
from joinedup.web.people import record
from joinedup.web.people.beyond_care import pseudonyms

FOUND = "turned a pseudonym back into a person"
NOBODY = "tried to turn a pseudonym back: nobody of theirs"
TOO_MANY = "was refused another pseudonym: the day’s limit is reached"
_OWN = """
select cast(person_id as varchar) from persons
where (practice_code = $practice or list_contains($listed, person_id)) and not list_contains($unwilling, person_id)
"""


def a_day() -> int:
    """How many each person may try in a day."""
    limit: int = settings.REIDENTIFY_A_DAY
    return limit


def left_today(by: Acting) -> int:
    """How many more the one who asks may try before midnight."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    tried = AccessEntry.objects.filter(user=by.user, at__gte=midnight, did__in=(FOUND, NOBODY)).count()
    return max(a_day() - tried, 0)


def turn_back(*, by: Acting, recipient: str, pseudonym: str, reason: str) -> str | None:
    """Whose pseudonym it is, among the people the asker may see; nobody else is tried. Written down either way.

    Raises ``NotAllowed`` once the day's limit is reached, and that is written down too.
    """
    by.must(Permission.REIDENTIFY)
    why = good_reason(reason)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.user.pk)  # two tries at one moment are counted one after the other
        left = left_today(by)
        found = _try(by, recipient, pseudonym, why) if left else None
        if left == 1:
            raise_alert(by=by, kind=AlertKind.PSEUDONYMS, person_id=found or "", reason=why)
    if not left:
        access_log.write(by=by, did=TOO_MANY, allowed=False, because=why)
        raise NotAllowed(
            f"You have tried {a_day()} pseudonyms today; more is not allowed.",
            "Go on tomorrow, or ask your privacy officer why there is a limit.",
        )
    return found


def _try(by: Acting, recipient: str, pseudonym: str, why: str) -> str | None:
    scope = people.scope_of(by)
    asked = {"practice": scope.practice_code, "listed": record.numbers(scope.person_ids)}
    with record.reading("linked") as opened:
        rows = opened.connection.execute(_OWN, asked | {"unwilling": record.numbers(scope.except_ids)}).fetchall()
    found = pseudonyms().person_of(recipient, pseudonym, (row[0] for row in rows))
    did = FOUND if found else NOBODY
    access_log.write(by=by, did=did, person_id=found or "", allowed=found is not None, because=why)
    return found
