"""Addresses of the rooms of the question bank, all under the editors' own `/cms/`."""

from django.urls import URLPattern, path

from courses.views import bank, exchange, tries


def bank_urls() -> list[URLPattern]:
    """Tries, questions, and files of questions."""
    return [
        path("questions/", bank.questions, name="questions"),
        path("questions/<int:pk>/", bank.question, name="question"),
        path("questions/import/", exchange.new, name="question_import_new"),
        path("questions/imports/<int:pk>/", exchange.one, name="question_import"),
        path("questions/imports/<int:pk>/begin/", exchange.begin, name="question_import_begin"),
        path("questions/export/", exchange.take_out, name="question_export"),
        path("tries/", tries.another_tries, name="another_tries"),
        path("tries/<int:pk>/grant/", tries.grant, name="grant_another_try"),
    ]
