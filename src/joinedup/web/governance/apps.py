"""The room as Django knows it."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Who may see what."""

    name = "joinedup.web.governance"
    label = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        from joinedup.web.governance import signals  # noqa: F401, PLC0415 (connects them)
