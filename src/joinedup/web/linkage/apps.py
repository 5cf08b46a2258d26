"""The room as Django knows it."""

from django.apps import AppConfig

from joinedup.governance.permissions import Permission


class LinkageConfig(AppConfig):
    """What arrived and how it linked."""

    name = "joinedup.web.linkage"
    label = "linkage"
    verbose_name = "Data"

    def ready(self) -> None:
        """Offers the feeds to those who look after them."""
        from joinedup.web.governance import menu, people  # noqa: PLC0415 (models are ready only now)
        from joinedup.web.linkage import rule  # noqa: PLC0415
        from joinedup.web.linkage.merges import earlier_ids  # noqa: PLC0415

        question = "What arrived, what did not, and what is wrong with it?"
        people.also_known_with(earlier_ids)
        menu.offer(menu.Page("Data", "data", Permission.READ_FEEDS, 50, question))
        asked = "How many people must agree about two records?"
        page = menu.Page("Rule for links", "review-rule", Permission.SET_LINK_RULE, 60, asked, rule.news, in_menu=False)
        menu.offer(page)
