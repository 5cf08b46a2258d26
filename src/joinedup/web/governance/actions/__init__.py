"""Changes, each with a named actor. Pages, the command line and the demonstration call the same ones.

How to write one::

    @action(Permission.MANAGE_CASELOAD, "put a person on the caseload of {organisation}")
    def put_on_caseload(*, by: Acting, person_id: str, organisation: Organisation) -> Relationship:
        ...

``by`` is always first and always by name. The permission is checked, everything happens in one transaction, and the
words (filled from the arguments and the ``result``) are written in the access log in that same transaction, about the
person named by ``person_id`` or ``person`` when there is one. Never put free text or a person's name in the words.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from joinedup.governance.permissions import Permission
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Permission] = {}
"""Every action there is, with the permission it needs: read by the tests."""


def action(permission: Permission, words: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action. See the module's words."""

    def make(function: Callable[P, R]) -> Callable[P, R]:
        _must_be_by_name(function)
        ACTIONS[f"{function.__module__}.{function.__name__}"] = permission

        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs.get("by")
            if not isinstance(by, Acting):
                raise access_log.AnonymousActorError("Nobody is named as the one who does this.", "Give by=.")
            by.must(permission)
            with transaction.atomic():
                result = function(*args, **kwargs)
                access_log.write(by=by, did=words.format(**kwargs, result=result), person_id=_about(kwargs))
            return result

        return act

    return make


def _about(kwargs: dict[str, Any]) -> str:
    person = kwargs.get("person")
    return str(person.person_id if person else kwargs.get("person_id", ""))


def _must_be_by_name(function: Callable[..., object]) -> None:
    parameters = list(signature(function).parameters.values())
    if not parameters or parameters[0].name != "by" or any(one.kind != Parameter.KEYWORD_ONLY for one in parameters):
        raise TypeError(f"{function.__name__}: an action takes everything by name, and by= first")
