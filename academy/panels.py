"""Panels on the editors' first page."""

from typing import Any

from django.conf import settings
from laces.components import Component

from academy.models import Statistic, SupportLine


class StandingPanel(Component):
    """What staff should know first: a relaxed second factor, and records nobody has checked."""

    template_name = "academy/editors/standing.html"
    order = 10

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Two counts."""
        return {
            "relaxed": settings.STAFF_MFA_RELAXED,
            "unchecked_lines": SupportLine.objects.filter(live=True, last_checked=None).count(),
            "unchecked_figures": Statistic.objects.filter(last_checked=None).count(),
        }
