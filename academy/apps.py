"""The ground as a Django app, and what a wing says of itself."""

from dataclasses import dataclass

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wing:
    """How a wing stands in navigation and on the front page; set as `wing` on its AppConfig."""

    key: str
    name: str | Promise
    line: str | Promise
    url_name: str
    order: int


class AcademyConfig(AppConfig):
    """People, places, topics, records, notifications and the shell of every page."""

    name = "academy"
    label = "academy"
    verbose_name = _("Academy")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what reacts to Wagtail and allauth, and the house's own system checks."""
        from academy import checks, signal_handlers

        checks.register_all()
        signal_handlers.connect()
