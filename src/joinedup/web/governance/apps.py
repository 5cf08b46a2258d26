"""The room as Django knows it."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Who may see what."""

    name = "joinedup.web.governance"
    label = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        from joinedup.governance.permissions import Permission  # noqa: PLC0415
        from joinedup.web.governance import menu, signals  # noqa: F401, PLC0415 (connects the signals)
        from joinedup.web.governance.views.alerts import news  # noqa: PLC0415

        for page in (
            menu.Page(
                "Alerts", "alerts", Permission.CLOSE_ALERTS, 10, "Which openings should somebody look into?", news
            ),
            menu.Page(
                "Access log", "access-log", Permission.READ_ACCESS_LOG, 20, "Who looked at which record, and why?"
            ),
            menu.Page(
                "Organisations",
                "organisations",
                Permission.MANAGE_ORGANISATIONS,
                15,
                "Which organisations are there, and to whom do they belong?",
            ),
            menu.Page("Kept", "kept", Permission.DELETE_KEPT, 30, "What is kept past its time?"),
            menu.Page("Accounts", "staff", Permission.MANAGE_PEOPLE, 10, "Who works here, and in which roles?"),
        ):
            menu.offer(page)
