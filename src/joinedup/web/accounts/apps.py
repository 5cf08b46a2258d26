"""The room as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and sign-in."""

    name = "joinedup.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"
