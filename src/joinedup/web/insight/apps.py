"""The room as Django knows it."""

from django.apps import AppConfig

from joinedup.governance.permissions import Permission


class InsightConfig(AppConfig):
    """Measures, their charts and their definitions."""

    name = "joinedup.web.insight"
    label = "insight"
    verbose_name = "Measures"

    def ready(self) -> None:
        """Offers the measures to those who may read them."""
        from joinedup.web.governance import menu  # noqa: PLC0415 (models are ready only now)

        menu.offer(menu.Page("Measures", "measures", Permission.READ_MEASURES, 40, "What moved, and is it real?"))
