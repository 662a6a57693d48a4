"""The network as a Django app, and how the wing stands in navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from academy.apps import Wing


class NetworkConfig(AppConfig):
    """Members, groups, discussions, events and support services."""

    name = "network"
    verbose_name = _("Network")
    default_auto_field = "django.db.models.BigAutoField"
    wing = Wing(
        key="network",
        name=_("Network"),
        line=_("Find a peer by borough, role and experience. Ask safely, in a small group or in the open."),
        url_name="network:home",
        order=30,
    )

    def ready(self) -> None:
        """Listen to Wagtail's pages."""
        from network import signal_handlers

        signal_handlers.connect()
