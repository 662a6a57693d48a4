"""What the directory of support services adds to pages of places."""

from typing import Any, Self

from django.http import HttpRequest
from django.utils import timezone
from laces.components import Component

from academy.models import Place
from network.models import SupportService
from network.support_finder import Found, serving

SHOWN = 8


class ServicesHere(Component):
    """Support services for people in a place."""

    template_name = "network/services/here.html"
    order = 60

    def __init__(self, place: Place, entries: list[Found]) -> None:
        self.place, self.entries = place, entries

    @classmethod
    def of(cls, request: HttpRequest, place: Place) -> Self | None:
        """Those that serve this place in particular, in one query; nothing where there are none."""
        rows = SupportService.objects.visible_to(request.user).filter(serving(place.slug), national=False)
        now = timezone.now()
        found = [Found(row, now) for row in rows.select_related("provider").order_by("name")[: SHOWN + 1]]
        return cls(place, found) if found else None

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The first few, and whether there are more."""
        return {"place": self.place, "entries": self.entries[:SHOWN], "more": len(self.entries) > SHOWN}
