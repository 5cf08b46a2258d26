"""The room as Django knows it."""

from django.apps import AppConfig

from joinedup.governance.permissions import Permission


class CoordinationConfig(AppConfig):
    """The worklist and what is decided on it."""

    name = "joinedup.web.coordination"
    label = "coordination"
    verbose_name = "Coordination"

    def ready(self) -> None:
        """Offers the worklist to those with a list of their own."""
        from joinedup.web.governance import menu  # noqa: PLC0415 (models are ready only now)

        question = "Who should we talk about next, and why now?"
        menu.offer(menu.Page("Worklist", "worklist", Permission.READ_WORKLIST, 20, question))
        question = "How many people may need help, and how far can the scores be trusted?"
        menu.offer(menu.Page("People at risk", "worklist-counts", Permission.TAKE_COUNTS, 25, question))
