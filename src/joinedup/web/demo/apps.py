"""The room as Django knows it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration's people."""

    name = "joinedup.web.demo"
    label = "demo"
