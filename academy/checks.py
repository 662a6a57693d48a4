"""House rules that Django checks at start-up."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import Model


def pages_have_summaries(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type of ours stands on BasePage, so that lists, covers and search can rely on it."""
    from wagtail.models import Page

    from academy.models import BasePage

    ours = ("academy", "evidence", "courses", "network")
    return [
        Error(f"{model.__name__} must derive from academy's BasePage.", obj=model, id="academy.E001")
        for model in apps.get_models()
        if issubclass(model, Page) and _app(model) in ours and not issubclass(model, BasePage)
    ]


def page_names_end_in_page(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Page classes end in Page: the word model, group or module alone means something else here."""
    from academy.models import BasePage

    return [
        Error(f"{model.__name__} is a page; its name must end in Page.", obj=model, id="academy.E002")
        for model in apps.get_models()
        if issubclass(model, BasePage) and not model.__name__.endswith("Page")
    ]


def _app(model: type[Model]) -> str:
    return model._meta.app_label


def register_all() -> None:
    """Register the house's checks."""
    register(pages_have_summaries, Tags.models)
    register(page_names_end_in_page, Tags.models)
