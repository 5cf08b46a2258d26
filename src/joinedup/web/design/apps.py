"""The room as Django knows it."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Layout, forms, charts."""

    name = "joinedup.web.design"
    label = "design"
