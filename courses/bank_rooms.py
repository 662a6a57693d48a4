"""Addresses of the rooms of the question bank, all under the editors' own `/cms/`."""

from django.urls import URLPattern, path

from courses.views import tries


def bank_urls() -> list[URLPattern]:
    """Tries, questions, and files of questions."""
    return [
        path("tries/", tries.another_tries, name="another_tries"),
        path("tries/<int:pk>/grant/", tries.grant, name="grant_another_try"),
    ]
