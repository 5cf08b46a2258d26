"""A person who signs in. What they may do is not here: it is in the roles they hold (``web.governance``)."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Opens accounts; there is no super-user."""

    def create_user(self, email: str, name: str, password: str | None = None, **more: Any) -> "User":
        user = self.model(email=email.strip().lower(), name=name.strip(), **more)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):
    """An account: an email address to sign in with and a name to be known by. No flag here grants anything."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    made_up = models.BooleanField(default=False, help_text="belongs to a demonstration; refused in production")
    opened = models.DateTimeField(default=timezone.now, editable=False)
    factor_reset_at = models.DateTimeField(null=True, editable=False)
    """When an administrator took the second factor away, until its owner has been told of it."""

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_one_account_an_email"),
        ]

    def __str__(self) -> str:
        return self.name
