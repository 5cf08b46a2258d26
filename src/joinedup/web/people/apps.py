"""The room as Django knows it."""

from django.apps import AppConfig

from joinedup.governance.permissions import Permission


class PeopleConfig(AppConfig):
    """Finding a person and reading their record."""

    name = "joinedup.web.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Offers the search to those who may read people's records, and tells the rules who is registered where."""
        from joinedup.web.governance import menu, people  # noqa: PLC0415 (models are ready only now)
        from joinedup.web.people import record  # noqa: PLC0415

        page = menu.Page("Find a person", "find-person", Permission.READ_PERSON, 30, "Who is this, and who helps them?")
        menu.offer(page)
        people.look_up_with(record.facts)
