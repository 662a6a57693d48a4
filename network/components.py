"""What the network adds to pages of other wings."""

from typing import Any

from django.http import HttpRequest
from laces.components import Component

from academy.models import Place
from network.models import NetworkGroup, Thread
from network.permissions import member_of
from network.reading import list_threads


class BesidePage(Component):
    """Where a page of another wing is talked of, and by whom a model is practised: links alone.

    Lessons are drawn once for all readers, so nothing here depends on who reads, and nothing is asked.
    """

    template_name = "network/beside.html"
    order = 90

    def __init__(self, page: Any, *, is_model: bool) -> None:
        self.page, self.is_model = page, is_model

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """No query."""
        return {"page": self.page, "is_model": self.is_model}


class MyNetwork(Component):
    """The latest discussions of one's groups and in the open, on one's dashboard."""

    template_name = "network/dashboard.html"
    order = 60

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Two queries for a member, one for anybody else."""
        mine = member_of(self.request.user)
        if mine is None:
            return {"mine": None}
        groups = mine.group_memberships.current().values("group")
        rows = Thread.objects.filter(group__in=groups).order_by("-last_at", "-pk")
        lines, _more = list_threads(self.request.user, rows, 1)
        return {"mine": mine, "lines": lines[:5]}


class PlaceNetwork(Component):
    """Groups about a place, and the way to members there."""

    template_name = "network/place.html"
    order = 60

    def __init__(self, request: HttpRequest, place: Place) -> None:
        self.request, self.place = request, place

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Two queries."""
        groups = NetworkGroup.objects.visible_to(self.request.user).filter(place=self.place, closed_at=None)
        return {"place": self.place, "groups": list(groups[:10])}
