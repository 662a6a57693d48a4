"""Evidence as a Django app, and how the wing stands in navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from academy.apps import Wing


class EvidenceConfig(AppConfig):
    """Models, references, studies, syntheses, summaries and ratings."""

    name = "evidence"
    verbose_name = _("Evidence")
    default_auto_field = "django.db.models.BigAutoField"
    wing = Wing(
        key="evidence",
        name=_("Evidence"),
        line=_("What works, for whom, and how sure we are, with every number worked out in the open."),
        url_name="evidence:toolkit",
        order=20,
    )

    def ready(self) -> None:
        """Listen to Wagtail's pages."""
        from evidence import signal_handlers

        signal_handlers.connect()
