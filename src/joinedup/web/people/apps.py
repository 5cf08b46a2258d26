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
        for one in (
            page,
            menu.Page("Opt-outs", "opt-outs", Permission.LOAD_FILES, 40, "Who must be left out of planning?"),
            menu.Page(
                "Files without names", "without-names", Permission.SEND_PSEUDONYMS, 50, "What may others be sent?"
            ),
            menu.Page(
                "Pseudonyms", "re-identify", Permission.REIDENTIFY, 60, "Which of my people is meant?", in_menu=False
            ),
        ):
            menu.offer(one)
        people.look_up_with(record.facts)
