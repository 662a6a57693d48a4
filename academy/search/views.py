"""The search page and its suggestions."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def search(request: HttpRequest) -> HttpResponse:
    """The search page."""
    return render(request, "academy/search.html", {})


def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for the beginning of a word."""
    return JsonResponse({"suggestions": []})
