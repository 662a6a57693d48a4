"""The network's front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.permissions import profile_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the network is, and its doors: people, groups, discussions, events, support services."""
    return render(request, "network/home.html", {"mine": profile_of(request.user), "wing": "network"})
