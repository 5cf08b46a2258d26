"""The room as Django knows it."""

from django.apps import AppConfig

from joinedup.governance.permissions import Permission


class PlanningConfig(AppConfig):
    """Plans, their versions and their findings."""

    name = "joinedup.web.planning"
    label = "planning"
    verbose_name = "Plans"

    def ready(self) -> None:
        """Offers the page of plans to those who may read them."""
        from joinedup.web.governance import menu  # noqa: PLC0415 (models are ready only now)
        from joinedup.web.planning.news import news  # noqa: PLC0415

        menu.offer(menu.Page("Plans", "plans", Permission.READ_PLAN, 10, "What stops a plan from being sent?", news))
